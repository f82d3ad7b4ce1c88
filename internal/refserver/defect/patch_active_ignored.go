package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchActiveIgnored: RFC 7644 §3.5.2.3: on a single-valued attribute the value
// is replaced; fd-052, fd-074.
func patchActiveIgnored() []Defect {
	off, on := patchAnna(`{"op":"replace","path":"active","value":false}`), patchAnna(`{"op":"replace","path":"active","value":true}`)
	return []Defect{
		{
			Name:     "patch-active-ignored",
			Sentence: "Skips PATCH operations on the path active and reports a success: the user stays enabled.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.3-R02", "RFC7643-4.1.1-R18", "HOUSE-01", "PROV-02"},
			Harm:     SecurityHole,
			Field:    []string{"fd-052"},
			Shows:    Demo{Given: []string{annaWith(`"active":true`)}, Request: off, Control: patchAnna(`{"op":"replace","value":{"active":false}}`)},
			Install:  droppingSteps(func(_ *Call, s step) bool { return s.place().core("active") }),
		},
		{
			Name:     "patch-reactivation-refused",
			Sentence: "Refuses the PATCH that enables a disabled user.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.3-R02", "RFC7643-4.1.1-R18", "E-6.8"},
			Harm:     LockedOut,
			Field:    []string{"fd-074"},
			Shows: Demo{
				Given:   []string{annaWith(`"active":false`)},
				Request: on,
				Control: patchAnna(`{"op":"replace","path":"nickName","value":"Annie"}`),
			},
			Install: refusingSteps(func(c *Call, s step) *Answer {
				if !s.place().core("active") || !strings.EqualFold(asText(s.value()), "true") || stored(c)["active"] != false {
					return nil
				}
				return Refuse(http.StatusBadRequest, "mutability", "the user is disabled")
			}),
		},
	}
}
