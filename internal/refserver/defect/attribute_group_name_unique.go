package defect

import (
	"net/http"
	"net/url"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeGroupNameUnique: RFC 7643 §7: values of uniqueness none may be there
// twice.
func attributeGroupNameUnique() Defect {
	return Defect{
		Name:     "attribute-group-name-unique",
		Sentence: "Announces that names of groups are not unique, and refuses a second group of a name.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-7-R44"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: []string{hereGroup("Sales")}, Request: hereGroup("Sales"), Control: hereGroup("Crafts")},
		Install: onPosted(scim.URNGroup, func(c *Call, values scim.Resource) *Answer {
			name, _ := written(values, "displayName")
			query := url.Values{"filter": {"displayName eq " + string(encode(name))}, "count": {"0"}}
			taken, _ := Number(c.Ask(http.MethodGet, "/Groups?"+query.Encode(), nil).Body(), "totalResults")
			if c.Method == http.MethodPost && taken > 0 {
				return Refuse(http.StatusConflict, "uniqueness", "there is a group of this name")
			}
			return nil
		}),
	}
}
