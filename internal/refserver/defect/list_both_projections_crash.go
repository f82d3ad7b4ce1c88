package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listBothProjectionsCrash: RFC 7644 §3.9: the parameters exclude each other.
func listBothProjectionsCrash() Defect {
	return Defect{
		Name:     "list-both-projections-crash",
		Sentence: "Answers 500 to a request with both attributes and excludedAttributes.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R06"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?attributes=userName&excludedAttributes=name`,
			Control: `GET /Users?attributes=userName`,
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				q := asked{c}
				if len(q.names("attributes")) > 0 && len(q.names("excludedAttributes")) > 0 {
					return Refuse(500, "", "two projections")
				}
				return nil
			}}
		},
	}
}
