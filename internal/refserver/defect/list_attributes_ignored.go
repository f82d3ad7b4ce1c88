package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listAttributesIgnored: RFC 7644 §3.9.
func listAttributesIgnored() Defect {
	return Defect{
		Name:     "list-attributes-ignored",
		Sentence: "Ignores attributes in the URL of reads and lists.",
		Subject:  "read",
		Breaks: []requirement.ID{
			"RFC7644-3.9-R03", "RFC7644-3.9-R04", "RFC7644-3.4.2.5-R01", "RFC7644-3.4.2.5-R02", "RFC7644-3.4.2.5-R06", "RFC7643-7-R35",
		},
		Harm: Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"title":"Buyer"`) + " -> anna"},
			Request: `GET /Users/$anna?attributes=userName`,
			Control: `GET /Users/$anna?excludedAttributes=title`,
		},
		Install: onReads(func(q asked) *Answer {
			q.drop("attributes")
			return nil
		}),
	}
}
