package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterEmptyFindsAll: RFC 7644 §3.4.2.2: a filter MUST hold an expression.
func filterEmptyFindsAll() Defect {
	return Defect{
		Name:     "filter-empty-finds-all",
		Sentence: "Answers an empty filter with all resources.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R04"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=`,
			Control: `GET /Users?filter=and`,
		},
		Install: onLists(func(q asked) *Answer {
			if text, ok := q.get("filter"); ok && strings.TrimSpace(text) == "" {
				q.drop("filter")
			}
			return nil
		}),
	}
}
