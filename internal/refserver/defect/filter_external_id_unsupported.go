package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterExternalIDUnsupported: Entra needs eq on each attribute that it matches
// by, externalId among them (E-6.18).
func filterExternalIDUnsupported() Defect {
	return Defect{
		Name:     "filter-external-id-unsupported",
		Sentence: "Refuses a filter on externalId.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.18", "RFC7644-3.4.2.2-R08"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"externalId":"a1"`)},
			Request: `GET /Users?filter=externalId+eq+"a1"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			if _, found := t.comparison(func(c comparison) bool { return c.on("externalId") }); found {
				return invalidFilter("externalId cannot be filtered by")
			}
			return nil
		}),
	}
}
