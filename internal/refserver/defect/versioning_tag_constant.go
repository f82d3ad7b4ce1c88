package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// versioningTagConstant: RFC 7644 §3.14: another state of the resource has another
// version.
func versioningTagConstant() Defect {
	return Defect{
		Name:     "versioning-tag-constant",
		Sentence: "Keeps the entity-tag that a resource was created with, whatever changes.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R07", "RFC7644-3.14-R05", "RFC7644-3.14-R04"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna", patching("/Users/$anna", `{"op":"add","path":"title","value":"Buyer"}`)},
			Request: `GET /Users/$anna`,
			Control: hereUser("ben@example.com"),
		},
		Install: installTagConstant,
	}
}

func installTagConstant() Hooks {
	var first notes[string]
	return Hooks{
		Before: func(c *Call) *Answer {
			tag, known := first.get(c.ID())
			if !known {
				return nil
			}
			now := c.Ask(http.MethodGet, "/"+c.Kind()+"/"+c.ID(), nil).Header.Get("ETag")
			for _, header := range []string{"If-Match", "If-None-Match"} {
				if c.Header.Get(header) == tag && now != "" {
					c.Header.Set(header, now)
				}
			}
			return nil
		},
		After: func(c *Call, a *Answer) {
			if toOne(c, http.MethodPost) && a.OK() {
				first.put(a.Body().ID(), a.Header.Get("ETag"))
			}
			if tag, known := first.get(c.ID()); known && a.Header.Get("ETag") != "" {
				a.Header.Set("ETag", tag)
			}
			onBoth(func(_ *Call, resource scim.Resource) {
				if tag, known := first.get(resource.ID()); known && resource.Object("meta").String("version") != "" {
					resource.Object("meta")["version"] = tag
				}
			})().After(c, a)
		},
	}
}
