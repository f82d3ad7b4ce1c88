package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// filterURNCaseExact: RFC 7644 §3.10: attribute names with their URN are case
// insensitive.
func filterURNCaseExact() Defect {
	return Defect{
		Name:     "filter-urn-case-exact",
		Sentence: "Refuses a filter whose attribute has a schema URN that is not spelt in the case of the schema.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.10-R04", "RFC7644-3.4.2.2-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:userName+eq+"anna@example.com"`,
			Control: `GET /Users?filter=urn:ietf:params:scim:schemas:core:2.0:User:userName+eq+"anna@example.com"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			for _, word := range t {
				for _, urn := range []string{scim.URNUser, scim.URNGroup, scim.URNEnterpriseUser} {
					same := len(word) > len(urn) && strings.EqualFold(word[:len(urn)], urn)
					if same && !strings.HasPrefix(word, urn) {
						return invalidFilter("unknown attribute " + word)
					}
				}
			}
			return nil
		}),
	}
}
