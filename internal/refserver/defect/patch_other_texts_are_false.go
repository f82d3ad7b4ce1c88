package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchOtherTextsAreFalse: RFC 7644 §3.5.2: every operation has to fit the
// schema; RFC 7643 §2.3.2.
func patchOtherTextsAreFalse() Defect {
	return Defect{
		Name:     "patch-other-texts-are-false",
		Sentence: "Takes every text but \"true\" for false when a PATCH sets active.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R11", "RFC7644-3.5.2-R14", "RFC7643-2.3-R03"},
		Harm:     LockedOut,
		Shows: Demo{
			Given:   []string{annaWith(`"active":true`)},
			Request: patchAnna(`{"op":"replace","path":"active","value":"maybe"}`),
			Control: patchAnna(`{"op":"replace","path":"active","value":1}`),
		},
		Install: onSteps(func(_ *Call, s step) ([]step, bool) {
			text, isText := s.value().(string)
			if !isText || !s.place().core("active") || s.is("remove") {
				return nil, false
			}
			return []step{s.with("value", strings.EqualFold(text, "true"))}, true
		}),
	}
}
