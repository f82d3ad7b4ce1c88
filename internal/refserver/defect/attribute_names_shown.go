package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeNamesShown: RFC 7643 §4.1.1: what the names of a user are.
func attributeNamesShown() []Defect {
	named := hereUser("anna@example.com", `"name":{"givenName":"Anna","familyName":"Berg"}`)
	return []Defect{{
		Name:     "attribute-name-as-text",
		Sentence: "Shows the name of a user as a text, given and family name, instead of an object.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.3.8-R01", "RFC7643-2.3-R02", "E-6.15"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: named, Control: hereUser("anna@example.com", `"displayName":"Anna Berg"`)},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			if name := user.Object("name"); name != nil {
				user["name"] = wholeName(name)
			}
		}),
	}, {
		Name:     "attribute-nick-name-is-user-name",
		Sentence: "Shows the userName as the nickName of a user who has none.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R12"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereUser("anna@example.com"), Control: hereUser("anna@example.com", `"nickName":"Anna"`)},
		Install: onShown(scim.URNUser, func(c *Call, user scim.Resource) {
			if user.String("nickName") == "" && user.String("userName") != "" && !projected(c) {
				user["nickName"] = user.String("userName")
			}
		}),
	}, {
		Name:     "attribute-formatted-name-stale",
		Sentence: "Makes name.formatted when a user is created without it, and never again when the name changes.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R07"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{named + " -> u"},
			Request: patching("/Users/$u", `{"op":"replace","path":"name.familyName","value":"Holm"}`),
			Control: patching("/Users/$u?attributes=name.familyName", `{"op":"replace","path":"name.familyName","value":"Holm"}`),
		},
		Install: func() Hooks {
			var made notes[string]
			return Hooks{After: whenShown(scim.URNUser, func(c *Call, user scim.Resource) {
				name := user.Object("name")
				if c.Method == http.MethodPost && c.ID() == "" && name.String("formatted") == "" {
					made.put(user.ID(), wholeName(name))
				}
				if old, _ := made.get(user.ID()); old != "" && name != nil && name.String("formatted") == "" && !projected(c) {
					name["formatted"] = old
				}
			})}
		},
	}}
}

func wholeName(name scim.Resource) string {
	return strings.TrimSpace(name.String("givenName") + " " + name.String("familyName"))
}
