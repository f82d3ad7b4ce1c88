package defect

import (
	"slices"
	"sync"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeSchemasTaken: RFC 7643 §3, §3.3: which schemas a new user may name.
func attributeSchemasTaken() []Defect {
	twice := `POST /Users {"schemas":["` + scim.URNUser + `","` + scim.URNUser + `"],"userName":"anna@example.com"}`
	alone := `POST /Users {"schemas":["` + scim.URNEnterpriseUser + `"],"userName":"anna@example.com","` + scim.URNEnterpriseUser + `":{"department":"Sales"}}`
	return []Defect{{
		Name:     "attribute-schemas-repeated-as-sent",
		Sentence: "Shows a schema twice that a new user named twice.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3-R05"},
		Harm:     Annoyance,
		Shows:    Demo{Request: twice, Control: hereUser("anna@example.com")},
		Install:  repeatingSchemas,
	}, {
		Name:     "attribute-schemas-extension-suffices",
		Sentence: "Takes a new user that names the schema of the enterprise extension alone.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.3-R03"},
		Harm:     Annoyance,
		Shows:    Demo{Request: alone, Control: hereUser("anna@example.com")},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			if list := values.List("schemas"); len(list) == 1 && list[0] == scim.URNEnterpriseUser {
				values["schemas"] = []any{scim.URNUser, scim.URNEnterpriseUser}
			}
			return nil
		}),
	}}
}

// repeatingSchemas remembers what was sent of users who named a schema twice.
func repeatingSchemas() Hooks {
	var mu sync.Mutex
	sent := map[string][]any{} // by id
	return Hooks{After: func(c *Call, a *Answer) {
		mu.Lock()
		defer mu.Unlock()
		list := c.Body().List("schemas")
		if c.Is("POST", "Users") && a.OK() && len(list) == 2 && list[0] == list[1] && len(sent) < maxNotes {
			sent[a.Body().ID()] = slices.Clone(list)
		}
		if c.Kind() != "Users" {
			return
		}
		a.Each(func(user scim.Resource) {
			if list := sent[user.ID()]; list != nil && user["schemas"] != nil {
				user["schemas"] = list
			}
		})
	}}
}
