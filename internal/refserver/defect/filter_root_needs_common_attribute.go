package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// filterRootNeedsCommonAttribute: RFC 7644 §3.4.2.1: at the root an attribute
// that a type does not have has no value there.
func filterRootNeedsCommonAttribute() Defect {
	return Defect{
		Name:     "filter-root-needs-common-attribute",
		Sentence: "Refuses a filter on the root by an attribute that users have and groups do not.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.1-R05"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com"), hereGroup("Buyers")},
			Request: `POST /.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName pr"}`,
			Control: `POST /.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"displayName pr"}`,
		},
		Install: refusing(func(q asked, t tokens) *Answer {
			group := schema.NewSet(schema.Group())
			c, found := t.comparison(func(c comparison) bool {
				name, _, _ := strings.Cut(c.name(), ".")
				return c.within == "" && name != "" && group.Attribute("", name) == nil
			})
			if found && q.place() == "/" {
				return invalidFilter("Group has no attribute " + c.attribute)
			}
			return nil
		}),
	}
}
