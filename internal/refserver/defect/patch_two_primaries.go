package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchTwoPrimaries: RFC 7644 §3.5.2: the server SHALL set primary to false for
// the other values.
func patchTwoPrimaries() Defect {
	return Defect{
		Name:     "patch-two-primaries",
		Sentence: "Leaves the old primary e-mail address primary when a PATCH makes another one primary.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R19", "RFC7643-2.4-R05"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(`"emails":[{"type":"work","value":"anna@work.example","primary":true}]`)},
			Request: patchAnna(`{"op":"add","path":"emails","value":[{"type":"home","value":"anna@home.example","primary":true}]}`),
			Control: patchAnna(`{"op":"add","path":"emails","value":[{"type":"home","value":"anna@home.example"}]}`),
		},
		Install: func() Hooks {
			var old notes[string] // the addresses that stay primary
			return Hooks{
				Before: func(c *Call) *Answer {
					if c.Kind() == "Users" && (c.Method == http.MethodPut || c.Method == http.MethodDelete) {
						old.forget(c.ID())
					}
					if !patchesUser(c) {
						return nil
					}
					before := primaryOf(stored(c))
					a := c.Pass()
					if after := primaryOf(stored(c)); a.OK() && before != "" && after != "" && after != before {
						old.put(c.ID(), before)
					}
					return a
				},
				After: func(_ *Call, a *Answer) {
					a.Each(func(resource scim.Resource) {
						address, _ := old.get(resource.ID())
						for _, email := range resource.List("emails") {
							if one := scim.AsObject(email); address != "" && one.String("value") == address {
								one["primary"] = true
							}
						}
					})
				},
			}
		},
	}
}

// primaryOf is the primary e-mail address of a user, "" when there is none.
func primaryOf(user scim.Resource) string {
	for _, email := range user.List("emails") {
		if one := scim.AsObject(email); one["primary"] == true {
			return one.String("value")
		}
	}
	return ""
}
