package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributePrimaries: RFC 7643 §2.4: primary is true at most once, and false
// where it is not there; fd-037, fd-064.
func attributePrimaries() []Defect {
	both := hereUser("anna@example.com", `"emails":[{"value":"a@example.com","primary":true},{"value":"b@example.com","primary":true}]`)
	one := hereUser("anna@example.com", `"emails":[{"value":"a@example.com","type":"work","primary":true}]`)
	return []Defect{{
		Name:     "attribute-two-primaries-accepted",
		Sentence: "Accepts a new user with several primary e-mail addresses and shows them all as primary.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.4-R05"},
		Harm:     DataDrift,
		Field:    []string{"fd-037"},
		Shows:    Demo{Request: both, Control: one},
		Install:  installTwoPrimaries,
	}, {
		Name:     "attribute-added-email-becomes-primary",
		Sentence: "Makes an e-mail address that a PATCH adds without primary the primary one, in place of the old.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.4-R06", "E-6.12"},
		Harm:     LockedOut,
		Field:    []string{"fd-064"},
		Shows: Demo{
			Given:   []string{one + " -> u"},
			Request: patching("/Users/$u", `{"op":"add","path":"emails","value":[{"type":"home","value":"b@example.com"}]}`),
			Control: patching("/Users/$u", `{"op":"add","path":"emails","value":[{"type":"home","value":"b@example.com","primary":false}]}`),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			added := manyOf(values, "emails")
			if c.Method != http.MethodPatch || len(added) == 0 {
				return nil
			}
			last := added[len(added)-1]
			if _, sent := last.Get("primary"); !sent {
				last["primary"] = true
			}
			return nil
		}),
	}, {
		Name:     "attribute-primary-by-default",
		Sentence: "Shows primary true for each value of users that has no primary.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.4-R06", "RFC7643-2.4-R05"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"emails":[{"value":"a@example.com"},{"value":"b@example.com"}]`),
			Control: one,
		},
		Install: onShown(scim.URNUser, func(c *Call, user scim.Resource) {
			for _, name := range []string{"emails", "phoneNumbers", "addresses", "ims", "photos", "roles", "entitlements", "x509Certificates"} {
				for _, value := range manyOf(user, name) {
					if _, shown := value["primary"]; !shown && !projected(c) {
						value["primary"] = true
					}
				}
			}
		}),
	}}
}

// installTwoPrimaries lets the correct server have the first primary address and
// shows the others as primary too, as long as they are there.
func installTwoPrimaries() Hooks {
	var kept notes[string] // the other primary addresses, separated by blanks
	return Hooks{
		Before: whenWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			if c.Method != http.MethodPost {
				return nil
			}
			var primaries []string
			for _, email := range manyOf(values, "emails") {
				if email["primary"] == true {
					primaries = append(primaries, email.String("value"))
					email["primary"] = len(primaries) == 1
				}
			}
			if len(primaries) < 2 {
				return nil
			}
			c.SetBody(values)
			answer := c.Pass()
			kept.put(answer.Body().ID(), strings.Join(primaries, " "))
			return answer
		}),
		After: whenShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			others, _ := kept.get(user.ID())
			for _, email := range manyOf(user, "emails") {
				if strings.Contains(" "+others+" ", " "+email.String("value")+" ") {
					email["primary"] = true
				}
			}
		}),
	}
}
