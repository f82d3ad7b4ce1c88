package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// versioningShown: RFC 7644 §3.14, RFC 7643 §3.1: the version of a resource
// stands in the ETag header and in meta.version, the same in both.
func versioningShown() []Defect {
	given := []string{hereUser("anna@example.com") + " -> anna"}
	shows := Demo{Given: given, Request: `GET /Users/$anna`, Control: `GET /Users/$anna [If-None-Match: $anna.version]`}
	return []Defect{{
		Name:     "versioning-no-header",
		Sentence: "Shows the version in meta only and sends no ETag header.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R02", "RFC7643-3.1-R24", "RFC7643-5-R20"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Users/$anna`, Control: `GET /Users`},
		Install: func() Hooks {
			return Hooks{After: func(_ *Call, a *Answer) { a.Header.Del("ETag") }}
		},
	}, {
		Name:     "versioning-header-on-reads-only",
		Sentence: "Sends no ETag header with the answers to POST, PUT and PATCH.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R02"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: hereUser("ben@example.com"), Control: `GET /Users/$anna`},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				if c.Method != http.MethodGet {
					a.Header.Del("ETag")
				}
			}}
		},
	}, {
		Name:     "versioning-no-meta",
		Sentence: "Sends the version as an ETag header only and shows no meta.version.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R03"},
		Harm:     Annoyance,
		Shows:    shows,
		Install:  onVersions(func(*Call, string) string { return "" }),
	}, {
		Name:     "versioning-meta-unquoted",
		Sentence: "Shows in meta.version what stands between the quotation marks of the ETag header.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7643-3.1-R24"},
		Harm:     Annoyance,
		Shows:    shows,
		Install: onVersions(func(_ *Call, version string) string {
			return strings.Trim(strings.TrimPrefix(version, "W/"), `"`)
		}),
	}, {
		Name:     "versioning-strong-tag",
		Sentence: "Leaves W/ out of its entity-tags, although all representations of a version have the same.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7643-3.1-R26"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Users/$anna`, Control: `GET /Users?count=0`},
		Install: func() Hooks {
			strong := func(_ *Call, version string) string { return strings.TrimPrefix(version, "W/") }
			shown := onVersions(strong)()
			return Hooks{After: func(c *Call, a *Answer) {
				if tag := a.Header.Get("ETag"); tag != "" {
					a.Header.Set("ETag", strong(c, tag))
				}
				shown.After(c, a)
			}}
		},
	}}
}

// onVersions makes hooks that change meta.version wherever it is shown; "" takes
// it away.
func onVersions(edit func(c *Call, version string) string) func() Hooks {
	return onBoth(func(c *Call, resource scim.Resource) {
		meta := resource.Object("meta")
		version := meta.String("version")
		if version == "" {
			return
		}
		if version = edit(c, version); version == "" {
			delete(meta, "version")
			return
		}
		meta["version"] = version
	})
}
