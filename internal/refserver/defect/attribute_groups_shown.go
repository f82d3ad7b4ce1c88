package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeGroupsShown: RFC 7643 §4.1.2: groups of a user lists all of them, by
// id and address.
func attributeGroupsShown() []Defect {
	shows := Demo{
		Given: []string{
			hereUser("anna@example.com") + " -> u",
			hereGroup("All Staff", `"members":[{"value":"$u"}]`) + " -> g",
			hereGroup("World", `"members":[{"value":"$g"}]`),
		},
		Request: `GET /Users/$u`,
		Control: `GET /Users/$u?excludedAttributes=groups`,
	}
	entry := func(edit func(user, group scim.Resource)) func(scim.Resource) {
		return func(user scim.Resource) {
			for _, group := range manyOf(user, "groups") {
				edit(user, group)
			}
		}
	}
	return []Defect{
		groupsShown("attribute-groups-ref-is-user", "Shows in $ref of the groups of a user the address of the user.",
			[]requirement.ID{"RFC7643-4.1.2-R25", "RFC7643-2.3.7-R05"}, shows, entry(func(user, group scim.Resource) {
				base, _, _ := strings.Cut(group.String("$ref"), "/Groups/")
				group["$ref"] = base + "/Users/" + user.ID()
			})),
		groupsShown("attribute-groups-ref-is-name", "Shows in $ref of the groups of a user the name of the group.",
			[]requirement.ID{"RFC7643-2.3.7-R02", "RFC7643-4.1.2-R25", "RFC7643-2.3.7-R04"}, shows, entry(func(_, group scim.Resource) {
				group["$ref"] = group.String("display")
			})),
		groupsShown("attribute-groups-value-is-name", "Shows in value of the groups of a user the name of the group instead of its id.",
			[]requirement.ID{"RFC7643-4.1.2-R24"}, shows, entry(func(_, group scim.Resource) {
				group["value"] = group.String("display")
			})),
		groupsShown("attribute-groups-all-direct", "Shows the type direct for groups that a user belongs to only by another group.",
			[]requirement.ID{"RFC7643-4.1.2-R22", "RFC7643-4.1.2-R21"}, shows, entry(func(_, group scim.Resource) {
				group["type"] = "direct"
			})),
		groupsShown("attribute-groups-missing", "Never shows the groups of a user.",
			[]requirement.ID{"RFC7643-4.1.2-R21", "RFC7643-7-R35"}, shows, func(user scim.Resource) { delete(user, "groups") }),
		groupsShown("attribute-groups-direct-only", "Shows in groups of a user only those that have the user as a member, not those that have one of these groups.",
			[]requirement.ID{"RFC7643-4.1.2-R21"}, shows, directOnly),
	}
}

func groupsShown(name, sentence string, breaks []requirement.ID, shows Demo, edit func(user scim.Resource)) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows:    shows,
		Install:  onShown(scim.URNUser, func(_ *Call, user scim.Resource) { edit(user) }),
	}
}

func directOnly(user scim.Resource) {
	var direct []any
	for _, group := range manyOf(user, "groups") {
		if group.String("type") != "indirect" {
			direct = append(direct, group)
		}
	}
	if len(direct) > 0 {
		user["groups"] = direct
	}
}
