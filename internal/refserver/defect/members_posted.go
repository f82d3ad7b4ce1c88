package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// membersPosted: RFC 7644 §3.3: a group is created as it was sent, with one
// member, several, or none (RFC 7643 §4.2); fd-096.
func membersPosted() []Defect {
	withOne, withTwo := hereGroup("Crew", `"members":[`+memberList("anna")+`]`), hereGroup("Crew", `"members":[`+memberList("anna", "ben")+`]`)
	return []Defect{
		postedGroup("members-one-refused", "Answers 500 to the creation of a group with exactly one member.",
			Annoyance, []string{"fd-096"}, []requirement.ID{"RFC7644-3.3-R01", "RFC7644-3.3-R08", "RFC7643-2.4-R01"}, withOne, withTwo,
			func(_ *Call, members []any) *Answer {
				if len(members) != 1 {
					return nil
				}
				return crash()
			}),
		postedGroup("members-none-refused", "Refuses to create a group without members.",
			SyncBlocked, nil, []requirement.ID{"RFC7643-1.1-R02", "RFC7644-3.3-R01", "E-12.5"}, hereGroup("Crew"), withOne,
			func(_ *Call, members []any) *Answer {
				if len(members) > 0 {
					return nil
				}
				return scimAnswer(scim.InvalidValue("members is required"))
			}),
		postedGroup("members-dropped-on-create", "Creates groups without the members that they are sent with, and answers a success.",
			DataDrift, nil, []requirement.ID{"HOUSE-01"}, withOne, hereGroup("Crew"),
			func(c *Call, members []any) *Answer {
				if len(members) > 0 {
					body := c.Body()
					dropMember(body, "members")
					c.SetBody(body)
				}
				return nil
			}),
	}
}

func postedGroup(name, sentence string, harm Harm, field []string, breaks []requirement.ID, request, control string, change func(c *Call, members []any) *Answer) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "members",
		Breaks:   breaks,
		Harm:     harm,
		Field:    field,
		Shows:    Demo{Given: people("anna", "ben"), Request: request, Control: control},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if body := c.Body(); c.Is(http.MethodPost, "Groups") && body.String("displayName") != "" {
					return change(c, body.List("members"))
				}
				return nil
			}}
		},
	}
}
