package defect

import (
	"maps"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeMetaSent: RFC 7643 §3.1: meta of a client is ignored; its parts are
// read-only.
func attributeMetaSent() []Defect {
	sent := hereUser("anna@example.com", `"meta":{"resourceType":"User","created":"2001-02-03T04:05:06Z"}`)
	given := []string{hereUser("anna@example.com") + " -> u"}
	return []Defect{{
		Name:     "attribute-meta-refused",
		Sentence: "Refuses a user or group with meta in it.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R17", "RFC7644-3.3-R03"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: sent, Control: hereUser("anna@example.com")},
		Install:  refusingMeta,
	}, {
		Name:     "attribute-meta-of-client-kept",
		Sentence: "Stores meta of a new user as the client sends it, and shows it instead of its own.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R17", "RFC7643-3.1-R18", "RFC7643-7-R26"},
		Harm:     DataDrift,
		Shows:    Demo{Request: sent, Control: hereUser("anna@example.com", `"meta":{"resourceType":"User"}`)},
		Install: func() Hooks {
			var kept notes[scim.Resource]
			return keepingMeta(&kept, func(c *Call, values scim.Resource) *Answer {
				meta := values.Object("meta")
				if c.ID() != "" || meta == nil {
					return nil
				}
				answer := c.Pass()
				if answer.OK() {
					kept.put(answer.Body().ID(), meta)
				}
				return answer
			})
		},
	}, {
		Name:     "attribute-meta-patched",
		Sentence: "Lets a PATCH of a user change meta.created and meta.lastModified.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R18", "RFC7643-7-R26"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   given,
			Request: patching("/Users/$u", `{"op":"replace","path":"meta.created","value":"2001-02-03T04:05:06Z"}`),
			Control: patching("/Users/$u", `{"op":"replace","path":"meta.location","value":"http://example.com/"}`),
		},
		Install: func() Hooks {
			var kept notes[scim.Resource]
			return keepingMeta(&kept, func(c *Call, values scim.Resource) *Answer {
				for _, name := range []string{"created", "lastModified"} {
					if value, sent := values.Get("meta." + name); sent {
						already, _ := kept.get(c.ID())
						now := scim.Resource{name: value}
						maps.Copy(now, already)
						now[name] = value
						kept.put(c.ID(), now)
						dropMember(values, "meta."+name)
					}
				}
				return nil
			})
		},
	}}
}

func refusingMeta() Hooks {
	refuse := func(c *Call, values scim.Resource) *Answer {
		if _, sent := values.Get("meta"); sent && !strings.EqualFold(c.Method, "PATCH") {
			return Refuse(400, "mutability", "meta is read-only")
		}
		return nil
	}
	users, groups := whenWritten(scim.URNUser, refuse), whenWritten(scim.URNGroup, refuse)
	return Hooks{Before: func(c *Call) *Answer {
		if answer := users(c); answer != nil {
			return answer
		}
		return groups(c)
	}}
}

// keepingMeta makes hooks that show what is kept of meta.
func keepingMeta(kept *notes[scim.Resource], edit func(c *Call, values scim.Resource) *Answer) Hooks {
	return Hooks{
		Before: whenWritten(scim.URNUser, edit),
		After: whenShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			meta, known := kept.get(user.ID())
			if shown := user.Object("meta"); known && shown != nil {
				maps.Copy(shown, meta)
			}
		}),
	}
}
