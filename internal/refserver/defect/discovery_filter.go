package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryFilter: RFC 7644 §4: a filter SHOULD be answered by 403.
func discoveryFilter() []Defect {
	return []Defect{{
		Name:     "discovery-filter-applied",
		Sentence: "Applies a filter of the lists of schemas and resource types, and returns all when it does not understand it.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R10"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Schemas?filter=id+eq+"` + scim.URNUser + `"`, Control: `GET /Schemas?count=1`},
		Install:  onDiscoveryFilter(filterEntries),
	}, {
		Name:     "discovery-filter-crashes",
		Sentence: "Answers 500 when schemas or resource types are filtered.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R10"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ResourceTypes?filter=name+eq+"User"`, Control: `GET /ResourceTypes?count=1`},
		Install: onDiscoveryFilter(func(*Call) *Answer {
			return Refuse(http.StatusInternalServerError, "", "an internal error has occurred")
		}),
	}}
}

func onDiscoveryFilter(answer func(c *Call) *Answer) func() Hooks {
	return func() Hooks {
		return Hooks{Before: func(c *Call) *Answer {
			listed := c.ID() == "" && (c.Kind() == atSchemas || c.Kind() == atTypes)
			if c.Method != http.MethodGet || !listed || !c.Query.Has("filter") {
				return nil
			}
			return answer(c)
		}}
	}
}

func filterEntries(c *Call) *Answer {
	wanted, size := comparisonAt(tokensOf(c.Query.Get("filter")), "")
	c.Query.Del("filter")
	answer := c.Pass()
	if operand, ok := wanted.text(); size > 0 && ok && wanted.operator == "eq" && answer.OK() {
		answer.Keep(func(entry scim.Resource) bool { return strings.EqualFold(entry.String(wanted.attribute), operand) })
	}
	return answer
}
