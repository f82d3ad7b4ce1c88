package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchRedundantAdd: RFC 7644 §3.5.2.1: adding a value that is there should
// succeed and change nothing.
func patchRedundantAdd() []Defect {
	work, home := `{"type":"work","value":"anna@work.example"}`, `{"type":"home","value":"anna@home.example"}`
	other := `{"type":"other","value":"anna@example.com"}`
	adding := func(values string) string { return patchAnna(`{"op":"add","path":"emails","value":[` + values + `]}`) }
	return []Defect{
		redundantAdd("patch-redundant-add-refused", "Refuses with 409 to add values to a user that are all there already.",
			[]requirement.ID{"RFC7644-3.5.2.1-R12"}, nil,
			Demo{Request: adding(work + "," + home), Control: adding(other)},
			func(known, all int) bool { return known == all }),
		redundantAdd("patch-mixed-add-refused", "Refuses with 409 to add values to a user of which some are there already and some are new.",
			[]requirement.ID{"RFC7644-3.5.2.1-R07", "RFC7644-3.5.2.1-R12"}, []string{"fd-066"},
			Demo{Request: adding(work + "," + other), Control: adding(work)},
			func(known, all int) bool { return 0 < known && known < all }),
	}
}

func redundantAdd(name, sentence string, breaks []requirement.ID, field []string, shows Demo, refuses func(known, all int) bool) Defect {
	shows.Given = []string{annaWith(twoEmails)}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     SyncBlocked,
		Field:    field,
		Shows:    shows,
		Install: refusingSteps(func(c *Call, s step) *Answer {
			if !patchesUser(c) || !addsValues(s) || !refuses(len(alreadyThere(c, s)), len(s.values())) {
				return nil
			}
			return Refuse(http.StatusConflict, "uniqueness", s.path()+" has this value already")
		}),
	}
}

// alreadyThere are those values of an add that the resource has, by value and
// type (RFC 7643 §2.4).
func alreadyThere(c *Call, s step) []any {
	var there []any
	present := s.place().list(stored(c))
	for _, added := range s.values() {
		for _, value := range present {
			if sameValue(scim.AsObject(value), scim.AsObject(added)) {
				there = append(there, added)
				break
			}
		}
	}
	return there
}

func sameValue(a, b scim.Resource) bool {
	return a.String("value") == b.String("value") && strings.EqualFold(a.String("type"), b.String("type"))
}
