package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterBinaryOrdered: RFC 7644 table 3: gt, ge, lt and le on a binary SHALL
// fail with 400.
func filterBinaryOrdered() Defect {
	return Defect{
		Name:     "filter-binary-ordered",
		Sentence: "Answers gt, ge, lt and le on certificates with an empty list.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R18", "RFC7644-3.4.2.2-R19", "RFC7644-3.4.2.2-R20", "RFC7644-3.4.2.2-R21"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=x509Certificates.value+gt+"AA=="`,
			Control: `GET /Users?filter=active+gt+false`,
		},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			certificates := c.on("x509Certificates") || c.on("x509Certificates.value")
			return among(nil), certificates && slices.Contains([]string{"gt", "ge", "lt", "le"}, c.operator)
		}),
	}
}
