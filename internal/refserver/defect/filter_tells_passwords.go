package defect

import (
	"net/http"
	"sync"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterTellsPasswords: RFC 7643 §4.1.1: a password may be tested for equality
// at most, by its hash.
func filterTellsPasswords() Defect {
	return Defect{
		Name:     "filter-tells-passwords",
		Sentence: "Lets a filter look for a part of the password that a user was created with.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R25"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"password":"Secret-1234"`), hereUser("ben@example.com", `"password":"Other-1234"`)},
			Request: `GET /Users?filter=password+sw+"Se"`,
			Control: `GET /Users?filter=userName+sw+"an"`,
		},
		Install: func() Hooks {
			store := &passwords{byID: map[string]string{}}
			hooks := onComparisons(store.find)()
			hooks.After = store.keep
			return hooks
		},
	}
}

// passwords keeps what a server must not.
type passwords struct {
	mu   sync.Mutex
	byID map[string]string
}

func (p *passwords) keep(c *Call, a *Answer) {
	password := c.Body().String("password")
	if !c.Is(http.MethodPost, "Users") || a.Status != http.StatusCreated || password == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.byID) < mostNames {
		p.byID[a.Body().ID()] = password
	}
}

func (p *passwords) find(_ asked, c comparison) (string, bool) {
	operand, isText := c.text()
	if !c.on("password") || !c.searches() || !isText {
		return "", false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var found []string
	for id, password := range p.byID {
		if c.holds(password, operand) {
			found = append(found, id)
		}
	}
	return among(found), true
}
