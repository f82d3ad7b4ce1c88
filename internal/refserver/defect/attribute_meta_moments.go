package defect

import (
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeMetaMoments: RFC 7643 §3.1: what meta.created and meta.lastModified
// tell.
func attributeMetaMoments() []Defect {
	given := []string{hereUser("anna@example.com") + " -> u"}
	change := patching("/Users/$u", `{"op":"replace","path":"title","value":"Clerk"}`)
	return []Defect{{
		Name:     "attribute-created-moves",
		Sentence: "Sets meta.created to the time of each change.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R20"},
		Harm:     DataDrift,
		Shows:    Demo{Given: given, Request: change, Control: `GET /Users/$u`},
		Install: onMeta(func(_ *Call, meta scim.Resource) {
			if meta.String("created") != "" {
				meta["created"] = meta["lastModified"]
			}
		}),
	}, {
		Name:     "attribute-last-modified-frozen",
		Sentence: "Keeps meta.lastModified at the time of creation.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R22"},
		Harm:     DataDrift,
		Shows:    Demo{Given: given, Request: change, Control: `GET /Users/$u`},
		Install: onMeta(func(_ *Call, meta scim.Resource) {
			if meta.String("lastModified") != "" {
				meta["lastModified"] = meta["created"]
			}
		}),
	}, {
		Name:     "attribute-last-modified-read-late",
		Sentence: "Reads the clock twice when it creates something, so that meta.lastModified is some milliseconds after meta.created.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R21"},
		Harm:     Annoyance,
		Shows:    Demo{Given: append(given, change), Request: hereUser("ben@example.com"), Control: `GET /Users/$u`},
		Install: onMeta(func(_ *Call, meta scim.Resource) {
			created, err := time.Parse(time.RFC3339, meta.String("created"))
			if err == nil && meta["created"] == meta["lastModified"] {
				meta["lastModified"] = created.Add(3 * time.Millisecond).Format("2006-01-02T15:04:05.000Z07:00")
			}
		}),
	}}
}
