package scenario

import (
	"strings"
	"testing"
)

// with is the small story with something else in its directory.
func with(old, new string) string { return strings.Replace(story(), old, new, 1) }

// Who is in the directory at the beginning.
func TestDirectoryMistakes(t *testing.T) {
	judge(t, []row{
		{"id twice", with("id: bo", "id: ana"), `8:12: the id "ana" is there twice: it is a user already`},
		{"id of user and group", with("id: design,", "id: bo,") + "# design is gone\n", `10:12: the id "bo" is there twice: it is a user already` + "\n" + `11:12: there is no user or group "design" in this story`},
		{"unknown manager", with("manager: ana", "manager: anna"), `8:65: there is no user "anna" in this story (did you mean "ana"?)`},
		{"manager that is a group", with("manager: ana", "manager: design"), `8:65: "design" is a group, a user is needed here`},
		{"manager of oneself", with("manager: ana", "manager: bo"), `8:65: "bo" cannot be the manager of itself`},
		{"managers in a circle", with("ana@fabrikam.example", "ana@fabrikam.example, manager: bo"), `8:65: "ana" cannot manage "bo": it reports to "bo" itself, the managers would form a cycle`},
		{"manager further down", with("{id: bo, userPrincipalName: bo@fabrikam.example, manager: ana}", "{id: bo, userPrincipalName: bo@fabrikam.example, manager: cy}\n    - {id: cy, userPrincipalName: cy@fabrikam.example}"), ""},
		{"sign-in name twice", with("bo@fabrikam.example", "ANA@fabrikam.example"), `8:7: "bo" cannot have the userPrincipalName ANA@fabrikam.example: "ana" has it`},
		{"unknown member", with("members: [ana]", "members: [ana, boo]"), `10:56: there is no user or group "boo" in this story (did you mean "bo"?)`},
		{"member twice", with("members: [ana]", "members: [ana, bo, ana]"), "10:50: members: holds the same element twice (the elements 1 and 3)"},
		{"group in itself", with("members: [ana]", "members: [design]"), `10:51: "design" cannot be a member of "design": the groups would contain each other`},
		{"groups in a circle", with("members: [ana]}", "members: [studio]}\n    - {id: studio, displayName: Studio, members: [design]}"), `11:51: "design" cannot be a member of "studio": the groups would contain each other`},
		{"assigned to nobody", with("[design]", "[desing]"), `11:12: there is no user or group "desing" in this story (did you mean "design"?)`},
		{"assigned to one who comes later", strings.Replace(changes("create: {user: {id: cy}}"), "[design]", "[cy]", 1), `11:12: "cy" is not in the directory yet: a later step creates it`},
		{"alias of the crowd", with("assigned: [design]", "  generate: {users: 3}\nassigned: [user-000003]"), ""},
		{"alias beyond the crowd", with("assigned: [design]", "  generate: {users: 3}\nassigned: [user-000004]"), `12:12: there is no user or group "user-000004" in this story`},
		{"alias that the crowd takes", strings.ReplaceAll(with("assigned:", "  generate: {users: 3}\nassigned:"), "id: bo", "id: user-000002"), `8:12: the id "user-000002" belongs to the generated crowd: take another`},
		{"alias without a crowd", strings.ReplaceAll(story(), "id: bo", "id: user-000002"), ""},
	})
}

// What happens in the directory.
func TestChangeMistakes(t *testing.T) {
	judge(t, []row{
		{"unknown user", changes("disable: anna"), `15:18: there is no user "anna" in this story (did you mean "ana"?)`},
		{"a group for a user", changes("disable: design"), `15:18: "design" is a group, a user is needed here`},
		{"a user for a group", changes("addMember: {group: ana, member: bo}"), `15:28: "ana" is a user, a group is needed here`},
		{"unknown member", changes("addMember: {group: design, member: boo}"), `15:44: there is no user or group "boo" in this story (did you mean "bo"?)`},
		{"two unknown names", changes("removeMember: {group: x, member: yy}"), `15:31: there is no group "x" in this story` + "\n" + `15:42: there is no user or group "yy" in this story`},
		{"member who is none", changes("removeMember: {group: design, member: bo}"), `15:23: "bo" is not a direct member of "design", so it cannot be removed`},
		{"before it is created", changes("disable: cy", "create: {user: {id: cy}}"), `15:18: "cy" is not in the directory yet: a later step creates it`},
		{"after it is created", changes("create: {user: {id: cy}}", "disable: cy"), ""},
		{"after it is purged", changes("purge: bo", "enable: bo"), `16:17: "bo" was deleted for good: nothing can happen to it any more`},
		{"purged by time", story("  - change:", "      - delete: bo", "  - run: 31d", "  - change:", "      - restore: bo"), `18:18: "bo" was deleted for good: nothing can happen to it any more`},
		{"restored in time", story("  - change:", "      - delete: bo", "  - run: 29d", "  - change:", "      - restore: bo"), ""},
		{"created twice", changes("create: {user: {id: ana}}"), `15:29: the id "ana" is there twice: it is a user already`},
		{"created again after it was purged", changes("purge: bo", "create: {user: {id: bo}}"), `16:29: the id "bo" is there twice: it is a user already`},
		{"created with the name of another", changes("create: {user: {id: cy, userPrincipalName: Ana@fabrikam.example}}"), `15:24: "cy" cannot have the userPrincipalName Ana@fabrikam.example: "ana" has it`},
		{"nothing follows from a failed creation", changes("create: {user: {id: cy, userPrincipalName: Ana@fabrikam.example, manager: bo}}", "disable: cy", "addMember: {group: design, member: cy}"), `15:24: "cy" cannot have the userPrincipalName Ana@fabrikam.example: "ana" has it`},
		{"created with an unknown manager", changes("create: {user: {id: cy, manager: bob}}"), `15:42: there is no user "bob" in this story (did you mean "bo"?)`},
		{"created with an unknown member", changes("create: {group: {id: g, members: [bob]}}"), `15:43: there is no user or group "bob" in this story (did you mean "bo"?)`},
		{"created with itself as member", changes("create: {group: {id: g, members: [g]}}"), `15:43: "g" cannot be a member of "g": the groups would contain each other`},
		{"unknown in an update", changes("update: {id: boo, surname: x}"), `15:22: there is no user or group "boo" in this story (did you mean "bo"?)`},
		{"update with the name of another", changes("update: {id: bo, userPrincipalName: ana@fabrikam.example}"), `15:17: "bo" cannot have the userPrincipalName ana@fabrikam.example: "ana" has it`},
		{"update with an unknown manager", changes("update: {id: bo, manager: anna}"), `15:35: there is no user "anna" in this story (did you mean "ana"?)`},
		{"restored without a need", changes("restore: bo"), `15:18: "bo" is not deleted, so it cannot be restored`},
		{"deleted twice", changes("delete: bo", "delete: bo"), `16:17: "bo" is deleted already: restore or purge it`},
		{"unassigned without a need", changes("unassign: bo"), `15:19: "bo" is not assigned, so it cannot be unassigned`},
		{"unassigned from a group's assignment", changes("unassign: ana"), `15:19: "ana" is assigned through a group only: remove it from the group, or unassign the group`},
		{"unknown in a renaming", changes("rename: {id: x, displayName: y}"), `15:22: there is no user or group "x" in this story`},
		{"group nested into itself", changes("nest: {group: design, into: design}"), `15:15: "design" cannot be a member of "design": the groups would contain each other`},
		{"groups nested in a circle", changes("create: {group: {id: g, members: [design]}}", "nest: {group: g, into: design}"), `16:15: "g" cannot be a member of "design": the groups would contain each other`},
		{"user nested into a group", changes("nest: {group: ana, into: design}"), `15:23: "ana" is a user, a group is needed here`},
		{"managers in a circle", changes("setManager: {user: ana, manager: bo}"), `15:42: "bo" cannot manage "ana": it reports to "ana" itself, the managers would form a cycle`},
		{"managers in a circle that was cut", changes("setManager: {user: bo, manager: null}", "setManager: {user: ana, manager: bo}"), ""},
		{"managed by oneself", changes("setManager: {user: ana, manager: ana}"), `15:42: "ana" cannot be the manager of itself`},
		{"unknown user and manager", changes("setManager: {user: x, manager: y}"), `15:28: there is no user "x" in this story` + "\n" + `15:40: there is no user "y" in this story`},
		{"a member of the crowd", strings.Replace(changes("disable: user-000001", "disable: user-000009", "disable: group-0001"), "assigned:", "  generate: {users: 3, groups: 1}\nassigned:", 1), `17:18: there is no user "user-000009" in this story` + "\n" + `18:18: "group-0001" is a group, a user is needed here`},
		{"a purged member of the crowd", strings.Replace(changes("purge: user-000001", "disable: user-000001"), "assigned:", "  generate: {users: 3}\nassigned:", 1), `17:18: "user-000001" was deleted for good: nothing can happen to it any more`},
	})
}
