package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchValuePathLimited: RFC 7644 §3.5.2, figure 7: a path may select values by
// any filter, and go on to a sub-attribute.
func patchValuePathLimited() []Defect {
	return []Defect{
		{
			Name:     "patch-value-path-without-sub-attribute",
			Sentence: "Refuses a PATCH path that goes on to a sub-attribute behind a value filter.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2-R09", "RFC7644-3.5.2.3-R08", "RFC7644-3.5.2.2-R05"},
			Harm:     SyncBlocked,
			Shows: Demo{
				Given:   []string{annaWith(twoEmails)},
				Request: patchAnna(`{"op":"replace","path":"emails[type eq \"work\"].value","value":"anna@example.com"}`),
				Control: patchAnna(`{"op":"remove","path":"emails[type eq \"work\"]"}`),
			},
			Install: refusingSteps(func(_ *Call, s step) *Answer {
				if p := s.place(); p.filter == "" || p.sub == "" {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidPath", "the path cannot be read: "+s.path())
			}),
		},
		{
			Name:     "patch-value-path-by-type-only",
			Sentence: "Refuses a value filter in a PATCH path unless it compares type by eq.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2-R09", "RFC7644-3.5.2.2-R04"},
			Harm:     SyncBlocked,
			Shows: Demo{
				Given:   []string{annaWith(twoEmails)},
				Request: patchAnna(`{"op":"remove","path":"emails[value eq \"anna@home.example\"]"}`),
				Control: patchAnna(`{"op":"remove","path":"emails[type eq \"home\"]"}`),
			},
			Install: refusingSteps(func(_ *Call, s step) *Answer {
				p := s.place()
				c, size := comparisonAt(tokensOf(p.filter), p.name)
				if p.filter == "" || size == len(tokensOf(p.filter)) && c.operator == "eq" && strings.EqualFold(c.attribute, "type") {
					return nil
				}
				return invalidFilter("only [type eq \"…\"] is supported in a path")
			}),
		},
	}
}
