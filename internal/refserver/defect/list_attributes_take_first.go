package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listAttributesTakeFirst: RFC 7644 §3.9: a comma-separated list.
func listAttributesTakeFirst() Defect {
	return Defect{
		Name:     "list-attributes-take-first",
		Sentence: "Looks at the first name in attributes only.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R07", "RFC7644-3.9-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"title":"Buyer"`) + " -> anna"},
			Request: `GET /Users/$anna?attributes=userName,title`,
			Control: `GET /Users/$anna?attributes=title`,
		},
		Install: onNames("attributes", func(names []string) []string { return names[:1] }),
	}
}
