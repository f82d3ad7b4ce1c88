package client

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// Minted are credentials that are signed here, without asking anybody: the token
// that Entra attaches where no secret token was entered (E-5.50).
type Minted struct {
	mint func(now time.Time) (token string, until time.Time, err error)
	now  func() time.Time

	mu     sync.Mutex
	header string
	until  time.Time
}

// NewMinted makes the credentials. mint makes a token and says how long it is good;
// a new one is made when half of that has passed.
func NewMinted(mint func(now time.Time) (token string, until time.Time, err error), now func() time.Time) *Minted {
	return &Minted{mint: mint, now: now}
}

// Scheme is Bearer.
func (m *Minted) Scheme() string { return "Bearer" }

// Answered never asks for another try: another token would say the same.
func (m *Minted) Answered(string, int) bool { return false }

// Authorization gives the token in use, or makes one.
func (m *Minted) Authorization(context.Context, *http.Client) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	if m.header != "" && now.Before(m.until) {
		return m.header, nil
	}
	token, until, err := m.mint(now)
	if err != nil {
		return "", &Denied{Reason: err.Error()}
	}
	m.header, m.until = "Bearer "+token, now.Add(until.Sub(now)/2)
	return m.header, nil
}
