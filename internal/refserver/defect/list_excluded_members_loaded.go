package defect

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// memberCost is the time that the fault needs for a member.
const memberCost = time.Millisecond

// listExcludedMembersLoaded: E-6.33: 25 requests a second; fd-110.
func listExcludedMembersLoaded() Defect {
	return Defect{
		Name:     "list-excluded-members-loaded",
		Sentence: "Loads the members of a group, a millisecond for each, although excludedAttributes leaves them out.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.33"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-110"},
		Shows: Demo{
			Given: func() []string {
				var lines, members []string
				for i := range 20 {
					name := "u" + strconv.Itoa(100+i)
					lines = append(lines, hereUser(name+"@example.com")+" -> "+name)
					members = append(members, `{"value":"$`+name+`"}`)
				}
				return append(lines, hereGroup("Big", `"members":[`+strings.Join(members, ",")+`]`), hereGroup("Empty"))
			}(),
			Request: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"Big"`,
			Control: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"Empty"`,
		},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				q := asked{c}
				excluded := slices.ContainsFunc(q.names("excludedAttributes"), func(name string) bool { return strings.EqualFold(name, "members") })
				if c.Kind() != "Groups" || !excluded {
					return
				}
				a.Each(func(group scim.Resource) {
					members := c.Ask(http.MethodGet, "/Groups/"+group.ID(), nil).Body().List("members")
					a.Delay += time.Duration(len(members)) * memberCost
				})
			}}
		},
	}
}
