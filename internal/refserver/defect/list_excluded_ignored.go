package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listExcludedIgnored: RFC 7644 §3.9; Entra's look-ups of groups exclude members
// (E-6.10).
func listExcludedIgnored() Defect {
	return Defect{
		Name:     "list-excluded-ignored",
		Sentence: "Ignores excludedAttributes in the URL of reads and lists.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R05", "RFC7644-3.4.2.5-R01", "RFC7644-3.4.2.5-R02", "RFC7644-3.4.2.5-R07", "E-6.10"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna", hereGroup("Buyers", `"members":[{"value":"$anna"}]`)},
			Request: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"Buyers"`,
			Control: `GET /Groups?attributes=displayName`,
		},
		Install: onReads(func(q asked) *Answer {
			q.drop("excludedAttributes")
			return nil
		}),
	}
}
