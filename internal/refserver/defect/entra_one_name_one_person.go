package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// entraOneNameOnePerson: a change of one user is nobody else's affair.
func entraOneNameOnePerson() Defect {
	berg := `"name":{"givenName":"Anna","familyName":"Berg"}`
	return Defect{
		Name:     "entra-one-name-one-person",
		Sentence: "Disables, with a user whom a PUT disables, all the others of the same family name, for it tells people by their names.",
		Subject:  "http",
		Breaks:   []requirement.ID{"HOUSE-02"},
		Harm:     LockedOut,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com", berg) + " -> anna", hereUser("anna.berg@example.com", berg) + " -> other", hereUser("cleo@example.com") + " -> cleo",
				replacing("/Users/$anna", "anna@example.com", `"active":false`),
			},
			Request: `GET /Users/$other`,
			Control: `GET /Users/$cleo`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			active, sent := c.Body().Get("active")
			if c.Kind() != "Users" || !sent || active != false {
				return nil
			}
			others := holders(c, "name.familyName", stored(c).Object("name").String("familyName"))
			answer := c.Pass()
			for _, other := range others {
				if answer.OK() && other.ID() != c.ID() {
					c.Ask(http.MethodPatch, "/Users/"+other.ID(), messageOf(doing("replace", "active", false)))
				}
			}
			return answer
		}, http.MethodPut),
	}
}
