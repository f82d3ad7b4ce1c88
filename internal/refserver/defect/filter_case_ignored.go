package defect

import (
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// filterCaseIgnored: RFC 7643 §3.1: id and externalId are caseExact; fd-006.
func filterCaseIgnored() []Defect {
	id := caseIgnored("id", Demo{
		Given:   hereUsers("anna@example.com", "ben@example.com"),
		Request: `GET /Users?filter=id+co+"A"+or+id+co+"B"+or+id+co+"C"+or+id+co+"D"+or+id+co+"E"+or+id+co+"F"`,
		Control: `GET /Users?filter=id+co+"a"+or+id+co+"b"+or+id+co+"c"+or+id+co+"d"+or+id+co+"e"+or+id+co+"f"`,
	})
	id.Field = []string{"fd-006"}
	return []Defect{id, caseIgnored("externalId", Demo{
		Given:   []string{hereUser("anna@example.com", `"externalId":"aB12"`)},
		Request: `GET /Users?filter=externalId+eq+"Ab12"`,
		Control: `GET /Users?filter=externalId+eq+"aB12"`,
	})}
}

func caseIgnored(attribute string, shows Demo) Defect {
	return Defect{
		Name:     "filter-case-ignored-" + strings.ToLower(attribute),
		Sentence: "Compares " + attribute + " in filters without regard to case.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R37", "RFC7643-7-R22"},
		Harm:     Annoyance,
		Shows:    shows,
		Install: onComparisons(func(q asked, c comparison) (string, bool) {
			operand, isText := c.text()
			if !c.on(attribute) || !c.searches() || !isText {
				return "", false
			}
			var ids []string
			for _, resource := range q.everything(url.Values{"filter": {attribute + " pr"}}) {
				if c.holds(schema.Fold(resource.String(attribute)), schema.Fold(operand)) {
					ids = append(ids, resource.ID())
				}
			}
			return among(ids), true
		}),
	}
}
