package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterIgnored: RFC 7644 §3.4.2.2.
func filterIgnored() Defect {
	return Defect{
		Name:     "filter-ignored",
		Sentence: "Ignores the filter of a list of users and returns all of them.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R02", "RFC7643-5-R12", "E-6.18", "E-1.10", "ADSK-01", "CA-01"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com"),
			Request: `GET /Users?filter=userName+eq+"anna@example.com"`,
			Control: `GET /Users?count=1`,
		},
		Install: onLists(func(q asked) *Answer {
			if text, _ := q.get("filter"); q.Kind() == "Users" && strings.TrimSpace(text) != "" {
				q.drop("filter")
			}
			return nil
		}),
	}
}
