package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// httpLocations: RFC 7644 §1.3: the URIs of a server begin with its base URI,
// which has no query.
func httpLocations() []Defect {
	given := []string{hereUser("anna@example.com") + " -> u"}
	return []Defect{{
		Name:     "http-locations-without-prefix",
		Sentence: "Leaves the path of the base URI out of locations and references.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-1.3-R02", "RFC7643-3.1-R23", "RFC7643-1.2-R04", "RFC7644-3.3-R10"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Users/$u`, Control: `GET /Users?count=0`},
		Install: relocating(func(root, path string) string {
			scheme, rest, _ := strings.Cut(root, "://")
			host, _, _ := strings.Cut(rest, "/")
			return scheme + "://" + host + path
		}),
	}, {
		Name:     "http-base-has-query",
		Sentence: "Has a query in its base URI, after which it writes the path of each location and reference.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-1.3-R01", "RFC7643-3.1-R23", "RFC7644-3.3-R10"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Users/$u`, Control: `GET /Users?count=0`},
		Install:  relocating(func(root, path string) string { return root + "?tenant=contoso" + path }),
	}, {
		Name:     "http-locations-on-internal-host",
		Sentence: "Shows locations and references on the host behind the proxy, which clients do not reach.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7643-3.1-R23", "RFC7643-1.2-R04", "RFC7644-3.3-R10"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Users/$u`, Control: `GET /Users?count=0`},
		Install:  relocating(func(_, path string) string { return "http://scim-backend.internal.example.com:8080" + path }),
	}}
}
