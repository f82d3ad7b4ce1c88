package defect

import (
	"net/http"
	"net/url"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// attributeUserNames: RFC 7643 §4.1.1: every user has a userName that no other
// has, whatever the letter case; fd-030.
func attributeUserNames() []Defect {
	given := []string{hereUser("anna@example.com"), hereUser("ben@example.com") + " -> b"}
	same := hereUser("anna@example.com")
	return []Defect{{
		Name:     "attribute-user-name-optional",
		Sentence: "Accepts users without a userName.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R01", "RFC7643-4.1.1-R03", "RFC7643-7-R18"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: `POST /Users {"schemas":["` + scim.URNUser + `"],"displayName":"Anna"}`,
			Control: same,
		},
		Install: enforcing(scim.URNUser, "userName", func(a *schema.Attribute) { a.Required = false }),
	}, {
		Name:     "attribute-user-name-not-unique",
		Sentence: "Lets several users have the same userName.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R02", "RFC7643-7-R38", "RFC7644-3.3-R12", "E-6.14"},
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: same, Control: hereUser("cleo@example.com")},
		Install:  enforcing(scim.URNUser, "userName", notUnique),
	}, {
		Name:     "attribute-user-name-unique-on-create-only",
		Sentence: "Refuses a new user whose userName is taken, but lets a user be renamed to it.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R02", "RFC7643-7-R40", "E-6.14"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   given,
			Request: patching("/Users/$b", `{"op":"replace","path":"userName","value":"anna@example.com"}`),
			Control: patching("/Users/$b", `{"op":"replace","path":"userName","value":"cleo@example.com"}`),
		},
		Install: checkingNames(func(c *Call, _, _ string) bool { return c.Method == http.MethodPost }),
	}, {
		Name:     "attribute-user-name-unique-with-case",
		Sentence: "Looks for duplicates of a userName with regard to letter case, so that variants of it are several users.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R03", "RFC7643-4.1.1-R02", "E-6.14"},
		Harm:     UsersLost,
		Field:    []string{"fd-030"},
		Shows:    Demo{Given: given, Request: hereUser("Anna@example.com"), Control: hereUser("cleo@example.com")},
		Install:  checkingNames(func(_ *Call, name, taken string) bool { return name == taken }),
	}}
}

func notUnique(a *schema.Attribute) { a.Uniqueness = "none" }

// checkingNames makes hooks that look for duplicates of a userName themselves:
// one that another user has is refused when clash says so.
func checkingNames(clash func(c *Call, name, taken string) bool) func() Hooks {
	return func() Hooks {
		return Hooks{Enforce: altering(scim.URNUser, "userName", notUnique), Before: whenWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			value, _ := written(values, "userName")
			name, _ := value.(string)
			if name == "" {
				return nil
			}
			own := stored(c).ID()
			for _, other := range holders(c, "userName", name) {
				if other.ID() != own && clash(c, name, other.String("userName")) {
					return Refuse(http.StatusConflict, "uniqueness", "the userName is taken")
				}
			}
			return nil
		})}
	}
}

// holders are the users with a value of an attribute.
func holders(c *Call, attribute, value string) []scim.Resource {
	filter := attribute + " eq " + string(encode(value))
	list, err := scim.DecodeList(c.Ask(http.MethodGet, "/Users?filter="+url.QueryEscape(filter), nil).Raw)
	if err != nil {
		return nil
	}
	return list.Resources
}
