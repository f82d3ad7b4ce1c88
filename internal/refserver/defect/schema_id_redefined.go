package defect

import (
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// schemaIDRedefined: RFC 7643 §3.1: what a schema says of common attributes does
// not count; an id is case-exact.
func schemaIDRedefined() Defect {
	return Defect{
		Name:     "schema-id-redefined",
		Sentence: "Announces id as an attribute of users that is not case-exact, and finds a user by an id in another letter case.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-3.1-R04", "RFC7643-3.1-R10"},
		Harm:     Annoyance,
		Shows:    published(scim.URNUser, scim.URNGroup),
		Install: func() Hooks {
			return Hooks{Announce: announceID, Before: func(c *Call) *Answer {
				switch {
				case c.Kind() != "Users":
				case c.ID() == "":
					filterByFold(c)
				case c.ID() != ".search" && stored(c) == nil:
					findByFold(c)
				}
				return nil
			}}
		},
	}
}

func announceID(s *schema.Schema) {
	if s.ID == scim.URNUser {
		s.Attributes = append(s.Attributes, schema.Attribute{
			Name: "id", Type: "string", Description: "Identifier of the user.",
			Mutability: "readOnly", Returned: "always", Uniqueness: "server",
		})
	}
}

// findByFold sends the request to the user whose id differs in case only.
func findByFold(c *Call) {
	if id := foldedID(c, c.ID()); id != "" {
		c.Path = "/Users/" + id
	}
}

// filterByFold puts the id as it is in the place of the one that a filter names.
func filterByFold(c *Call) {
	text, isByID := strings.CutPrefix(c.Query.Get("filter"), `id eq "`)
	if id := foldedID(c, strings.TrimSuffix(text, `"`)); isByID && id != "" {
		c.Query.Set("filter", `id eq "`+id+`"`)
	}
}

// foldedID is the id that differs from this one in case only, "" for none.
func foldedID(c *Call, id string) string {
	for _, user := range (asked{c}).everything(url.Values{"attributes": {"userName"}}) {
		if id != "" && strings.EqualFold(user.ID(), id) {
			return user.ID()
		}
	}
	return ""
}
