package defect

import (
	"net/http"
	"sync"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// filterKeepsFirstName: RFC 7644 §3.4.2.2: a filter sees the resources as they
// are.
func filterKeepsFirstName() Defect {
	return Defect{
		Name:     "filter-keeps-first-name",
		Sentence: "Goes on finding a renamed user by its first userName, and not by the new one.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R02", "RFC7644-3.4.2.2-R08"},
		Harm:     LockedOut,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com") + " -> anna",
				`PATCH /Users/$anna {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],` +
					`"Operations":[{"op":"replace","path":"userName","value":"anna.reis@example.com"}]}`,
			},
			Request: `GET /Users?filter=userName+eq+"anna.reis@example.com"`,
			Control: `GET /Users/$anna`,
		},
		Install: func() Hooks {
			index := &firstNames{byID: map[string]string{}}
			return Hooks{Before: func(c *Call) *Answer {
				if c.Is(http.MethodPut, "Users") || c.Is(http.MethodPatch, "Users") {
					index.keep(c)
				}
				return onComparisons(index.find)().Before(c)
			}}
		},
	}
}

// firstNames is an index that is never brought up to date.
type firstNames struct {
	mu   sync.Mutex
	byID map[string]string
}

// mostNames bounds the index.
const mostNames = 10000

func (f *firstNames) keep(c *Call) {
	name := c.Ask(http.MethodGet, c.Path, nil).Body().String("userName")
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, known := f.byID[c.ID()]; !known && name != "" && len(f.byID) < mostNames {
		f.byID[c.ID()] = schema.Fold(name)
	}
}

// find asks for those whose first name matches, and for the others that were
// never changed.
func (f *firstNames) find(_ asked, c comparison) (string, bool) {
	operand, isText := c.text()
	f.mu.Lock()
	defer f.mu.Unlock()
	if !c.on("userName") || !c.searches() || !isText || len(f.byID) == 0 {
		return "", false
	}
	var changed, found []string
	for id, name := range f.byID {
		changed = append(changed, id)
		if c.holds(name, schema.Fold(operand)) {
			found = append(found, id)
		}
	}
	return "(" + among(found) + " or " + c.String() + " and not " + among(changed) + ")", true
}
