package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterSchemasUnsupported: RFC 7644 §3.4.2.2: schemas can be filtered by, to
// find what has an extension.
func filterSchemasUnsupported() Defect {
	return Defect{
		Name:     "filter-schemas-unsupported",
		Sentence: "Refuses a filter on schemas.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R38", "RFC7644-3.4.2.2-R41"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=schemas+eq+"urn:ietf:params:scim:schemas:core:2.0:User"`,
			Control: `GET /Users?filter=meta.resourceType+eq+"User"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			if slices.ContainsFunc(t, func(one string) bool { return strings.EqualFold(one, "schemas") }) {
				return invalidFilter("schemas cannot be filtered by")
			}
			return nil
		}),
	}
}
