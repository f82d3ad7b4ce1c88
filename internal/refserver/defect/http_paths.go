package defect

import (
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// httpEncodedPathUnknown: RFC 7644 §1.2: URLs are percent-encoded on the wire.
func httpEncodedPathUnknown() Defect {
	return Defect{
		Name:     "http-encoded-path-unknown",
		Sentence: "Does not decode percent-encoded paths, and answers 404 to them.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-1.2-R01", "RFC7644-4-R05"},
		Harm:     Annoyance,
		Shows: Demo{
			Request: `GET /Schemas/urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AUser`,
			Control: `GET /Schemas/urn:ietf:params:scim:schemas:core:2.0:User`,
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				c.Path = strings.ReplaceAll(c.Path, "%", "%25")
				return nil
			}}
		},
	}
}

// httpAnyVersionServed: RFC 7644 §3.13: a version in the path is obeyed or
// refused.
func httpAnyVersionServed() Defect {
	return Defect{
		Name:     "http-any-version-served",
		Sentence: "Answers under each version segment as under that of version 2, even for versions that do not exist.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.13-R03", "RFC7644-3.12-R24"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /v9/Users?count=0`, Control: `GET /version9/Users?count=0`},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if rest, ok := belowVersion(c); ok {
					c.Path = rest
				}
				return nil
			}}
		},
	}
}

// belowVersion is the path after a version segment: below the base, or beside
// the version that the base itself ends in.
func belowVersion(c *Call) (rest string, ok bool) {
	parent := strings.TrimSuffix(c.base, "/v2")
	for _, path := range []string{c.Path, strings.TrimPrefix(c.Path, parent)} {
		segment, rest, below := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		number, versioned := strings.CutPrefix(segment, "v")
		if _, err := strconv.Atoi(number); below && versioned && err == nil {
			return "/" + rest, true
		}
	}
	return "", false
}
