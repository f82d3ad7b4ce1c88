package defect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// httpAccept: RFC 7644 §3.8: the media types that an answer may be asked for in;
// fd-003.
func httpAccept() []Defect {
	return []Defect{{
		Name:     "http-accept-scim-refused",
		Sentence: "Answers 406 to a client that accepts application/scim+json only.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.8-R04"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: `GET /Users?count=0 [Accept: application/scim+json]`, Control: `GET /Users?count=0 [Accept: application/json]`},
		Install: beforeAll(func(c *Call) *Answer {
			if accept := c.Header.Get("Accept"); namesMedia(accept, scim.MediaType) && !namesMedia(accept, "application/json") && !namesMedia(accept, "*/*") {
				return unacceptable("accept application/json")
			}
			return nil
		}),
	}, {
		Name:     "http-accept-json-refused",
		Sentence: "Answers 406 to a client that accepts application/json only.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.8-R05"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Users?count=0 [Accept: application/json]`, Control: `GET /Users?count=0 [Accept: application/scim+json]`},
		Install: beforeAll(func(c *Call) *Answer {
			if accept := c.Header.Get("Accept"); namesMedia(accept, "application/json") && !namesMedia(accept, scim.MediaType) && !namesMedia(accept, "*/*") {
				return unacceptable("accept " + scim.MediaType)
			}
			return nil
		}),
	}, {
		Name:     "http-get-needs-media-type",
		Sentence: "Answers 406 to a GET that names application/scim+json neither in Accept nor in Content-Type.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.8-R06", "RFC7644-3.8-R05"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-003"},
		Shows: Demo{
			Request: `GET /Users?filter=userName+eq+"f52dcb88-9fa1-4ec7-984f-7bc2d4046a9c"`,
			Control: `GET /Users?filter=userName+eq+"f52dcb88-9fa1-4ec7-984f-7bc2d4046a9c" [Accept: application/scim+json]`,
		},
		Install: beforeAll(func(c *Call) *Answer {
			named := strings.Join(slices.Concat(c.Header.Values("Accept"), c.Header.Values("Content-Type")), ",")
			if c.Method == http.MethodGet && !namesMedia(named, scim.MediaType) {
				return unacceptable("the client has to speak " + scim.MediaType)
			}
			return nil
		}),
	}}
}
