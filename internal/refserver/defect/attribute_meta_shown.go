package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeMetaShown: RFC 7643 §3.1: what meta holds; fd-046.
func attributeMetaShown() []Defect {
	given := []string{hereUser("anna@example.com") + " -> u"}
	shown := Demo{Given: given, Request: `GET /Users/$u`, Control: `GET /Users/$u?excludedAttributes=meta`}
	return []Defect{{
		Name:     "attribute-resource-type-plural",
		Sentence: "Shows the endpoint, Users or Groups, as meta.resourceType.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R19", "RFC7643-3-R08", "RFC7644-3.3.1-R01", "RFC7643-6-R05"},
		Harm:     SyncBlocked,
		Shows:    shown,
		Install: onMeta(func(_ *Call, meta scim.Resource) {
			if name := meta.String("resourceType"); name != "" {
				meta["resourceType"] = name + "s"
			}
		}),
	}, {
		Name:     "attribute-meta-capital-and-empty",
		Sentence: "Spells the members of meta with a capital letter and shows null as the location.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R23", "RFC7644-3.3-R10"},
		Harm:     Annoyance,
		Field:    []string{"fd-046"},
		Shows:    shown,
		Install: onMeta(func(_ *Call, meta scim.Resource) {
			for _, name := range []string{"resourceType", "created", "lastModified", "location", "version"} {
				if value, ok := meta[name]; ok {
					delete(meta, name)
					meta[strings.ToUpper(name[:1])+name[1:]] = value
				}
			}
			meta["Location"] = nil
		}),
	}, {
		Name:     "attribute-meta-missing-in-lists",
		Sentence: "Leaves meta out of the elements of lists.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R01", "RFC7643-3.1-R18", "E-6.1"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: `GET /Users?count=1`, Control: `GET /Users/$u`},
		Install: onBoth(func(c *Call, resource scim.Resource) {
			if (asked{c}).lists() {
				delete(resource, "meta")
			}
		}),
	}}
}
