package defect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchUntouchedValuesJudged: RFC 7644 §3.5.2: an operation has to fit the
// schema; what no operation touches is not judged anew; fd-070.
func patchUntouchedValuesJudged() Defect {
	return Defect{
		Name: "patch-untouched-values-judged",
		Sentence: "Judges all phone numbers of a user at every PATCH by a rule that POST does not have, only digits after \"+\": " +
			"a change of other attributes is refused.",
		Subject: "patch",
		Breaks:  []requirement.ID{"RFC7644-3.5.2.3-R02", "RFC7644-3.5.2.1-R09", "E-6.8"},
		Harm:    SyncBlocked,
		Field:   []string{"fd-070"},
		Shows: Demo{
			Given:   []string{annaWith(`"phoneNumbers":[{"type":"work","value":"tel:+351-900-000-001"}]`)},
			Request: patchAnna(`{"op":"add","path":"nickName","value":"Annie"}`),
			Control: patchAnna(`{"op":"remove","path":"phoneNumbers"}`),
		},
		Install: onPatch(func(c *Call, steps []step) *Answer {
			touched := slices.ContainsFunc(steps, func(s step) bool { return s.pathless() || s.place().core("phoneNumbers") })
			if touched || !slices.ContainsFunc(stored(c).List("phoneNumbers"), oddNumber) {
				return nil
			}
			return Refuse(http.StatusBadRequest, "invalidValue", "phoneNumbers: digits after + are expected")
		}),
	}
}

func oddNumber(phone any) bool {
	number := scim.AsObject(phone).String("value")
	return !strings.HasPrefix(number, "+") || strings.Trim(number[1:], "0123456789") != ""
}
