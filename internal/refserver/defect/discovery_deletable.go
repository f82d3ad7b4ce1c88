package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryDeletable: RFC 7643 §6, §7: types and schemas cannot be modified.
func discoveryDeletable() []Defect {
	return []Defect{
		deletable("discovery-resource-type-deletable", "resource type", atTypes, "Group", "RFC7643-6-R01"),
		deletable("discovery-schema-deletable", "schema", atSchemas, scim.URNEnterpriseUser, "RFC7643-7-R02"),
	}
}

func deletable(name, what, endpoint, id string, breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: "Lets a client delete a " + what + ", which is no longer shown then.",
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Given: []string{"DELETE /" + endpoint + "/" + id}, Request: "GET /" + endpoint, Control: `GET /ServiceProviderConfig`},
		Install: func() Hooks {
			var deleted notes[bool]
			isDeleted := func(id string) bool { _, ok := deleted.get(strings.ToLower(id)); return ok }
			hooks := hiding(endpoint, isDeleted)()
			hooks.Before = func(c *Call) *Answer {
				if c.Method != http.MethodDelete || c.Kind() != endpoint || c.ID() == "" || !admitted(c) {
					return nil
				}
				if isDeleted(entryID(c)) || !c.Ask(http.MethodGet, c.Path, nil).OK() {
					return absent(c)
				}
				deleted.put(strings.ToLower(entryID(c)), true)
				return NewAnswer(http.StatusNoContent, nil)
			}
			return hooks
		},
	}
}
