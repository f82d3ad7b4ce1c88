package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeMemberChangedInPlace: RFC 7643 §4.2: what a member is does not change.
func attributeMemberChangedInPlace() Defect {
	return Defect{
		Name:     "attribute-member-changed-in-place",
		Sentence: "Lets a PATCH replace the value of a member, which turns the member into another one.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.2-R04", "RFC7643-7-R29"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com") + " -> u", hereUser("ben@example.com") + " -> v",
				hereGroup("Staff", `"members":[{"value":"$u"}]`) + " -> g",
			},
			Request: patching("/Groups/$g", `{"op":"replace","path":"members[value eq \"$u\"].value","value":"$v"}`),
			Control: patching("/Groups/$g", `{"op":"replace","path":"members[value eq \"$u\"].type","value":"Group"}`),
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Is(http.MethodPatch, "Groups") {
					swapMembers(c)
				}
				return nil
			}}
		},
	}
}

// swapMembers writes each replacement of a member's value as the removal of that
// member and the addition of the other.
func swapMembers(c *Call) {
	body := c.Body()
	operations, swapped := []any{}, false
	for _, element := range body.List("Operations") {
		operation := scim.AsObject(element)
		path, isValue := strings.CutSuffix(operation.String("path"), "].value")
		value, _ := operation.Get("value")
		if !isValue || !strings.HasPrefix(path, "members[") || !strings.EqualFold(operation.String("op"), "replace") {
			operations = append(operations, element)
			continue
		}
		swapped = true
		operations = append(operations,
			scim.Resource{"op": "remove", "path": path + "]"},
			scim.Resource{"op": "add", "path": "members", "value": []any{scim.Resource{"value": value}}})
	}
	if swapped {
		setMember(body, "Operations", operations)
		c.SetBody(body)
	}
}
