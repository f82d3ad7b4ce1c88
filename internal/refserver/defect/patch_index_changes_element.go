package defect

import (
	"regexp"
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchIndexChangesElement: RFC 7644 §3.5.2: array indexing is no part of SCIM
// PATCH.
func patchIndexChangesElement() Defect {
	indexed := regexp.MustCompile(`^(\w+)\[(\d{1,4})\](?:\.(\w+))?$`)
	return Defect{
		Name:     "patch-index-changes-element",
		Sentence: "Takes a number in the brackets of a PATCH path for the index of a value, and changes that one.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R02"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(`{"op":"replace","path":"emails[0].value","value":"anna@example.com"}`),
			Control: patchAnna(`{"op":"replace","path":"emails[value].value","value":"anna@example.com"}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			parts := indexed.FindStringSubmatch(s.path())
			if parts == nil {
				return nil, false
			}
			p := place{name: parts[1], sub: parts[3]}
			list := p.list(stored(c))
			i, err := strconv.Atoi(parts[2])
			if err != nil || i >= len(list) || scim.AsObject(list[i]) == nil {
				return nil, false
			}
			return []step{s.with("path", p.only(scim.AsObject(list[i])).String())}, true
		}),
	}
}
