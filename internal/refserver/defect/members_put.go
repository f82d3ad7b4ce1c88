package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// membersPut: RFC 7644 §3.5.1: what a PUT gives replaces what was there; fd-093.
func membersPut() []Defect {
	return []Defect{
		putGroup("members-put-keeps-name", "Keeps the displayName of a group that a PUT replaces, and reports a success.", []string{"fd-093"},
			replacingTeam("Crew", "anna"), replacingTeam("Team", "ben"),
			func(body, present scim.Resource) { setMember(body, "displayName", present.String("displayName")) }),
		putGroup("members-put-merges", "Keeps the members that a group has and adds those that a PUT gives.", nil,
			replacingTeam("Team", "ben"), replacingTeam("Crew", "anna", "ben"),
			func(body, present scim.Resource) {
				setMember(body, "members", membersWith(append(memberIDs(present), memberIDs(body)...)))
			}),
		putGroup("members-put-ignored", "Keeps the members of a group whatever a PUT gives, and reports a success.", nil,
			replacingTeam("Team", "anna", "ben"), replacingTeam("Crew", "anna"),
			func(body, present scim.Resource) { setMember(body, "members", membersWith(memberIDs(present))) }),
	}
}

func replacingTeam(name string, members ...string) string {
	return `PUT /Groups/$team {"schemas":["` + scim.URNGroup + `"],"displayName":"` + name + `","members":[` + memberList(members...) + `]}`
}

func putGroup(name, sentence string, field []string, request, control string, edit func(body, present scim.Resource)) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "members",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R03", "HOUSE-01"},
		Harm:     DataDrift,
		Field:    field,
		Shows:    Demo{Given: append(people("anna", "ben"), teamOf("anna")), Request: request, Control: control},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				body := c.Body()
				if !c.Is(http.MethodPut, "Groups") || body == nil {
					return nil
				}
				if present := stored(c); present != nil {
					edit(body, present)
					c.SetBody(body)
				}
				return nil
			}}
		},
	}
}
