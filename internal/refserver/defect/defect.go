// Package defect holds the faults that the reference target can have on
// purpose. A defect is a layer between the wire and a correct server: it may
// change a request before the server sees it, an answer before the client does,
// or the schemas that the server enforces and announces. The correct server
// stays free of them, and each can be read, and believed, on its own.
//
// A defect names the requirements it breaks. It is written from the
// requirement or from a defect of the field, never from a check.
package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Harm is what a customer who provisions from Entra ID would suffer.
type Harm string

// The harms, worst first.
const (
	UsersLost    Harm = "users lost"
	LockedOut    Harm = "locked out"
	SecurityHole Harm = "security hole"
	SyncBlocked  Harm = "sync blocked"
	DataDrift    Harm = "data drift"
	Annoyance    Harm = "annoyance"
)

// Defect is one fault.
type Defect struct {
	Name     string           `json:"name"`     // kebab-case, as given to serve --defect
	Sentence string           `json:"sentence"` // what a server with it does
	Subject  string           `json:"subject"`  // area of the protocol, as in the catalogue
	Breaks   []requirement.ID `json:"breaks"`
	Harm     Harm             `json:"harm"`
	Field    []string         `json:"field,omitempty"` // entries of the field defects it stands for: fd-065
	Shows    Demo             `json:"shows"`

	// Install makes the hooks for one server; what they remember is its own.
	Install func() Hooks `json:"-"`
}

// Hooks are where a defect can act. A nil hook does nothing.
type Hooks struct {
	// Before sees a request. It may change it, or answer in the server's place;
	// nil lets it go on.
	Before func(*Call) *Answer
	// After sees the server's answer and may change it.
	After func(*Call, *Answer)
	// Enforce changes a schema that the server enforces, Announce one that it
	// announces.
	Enforce, Announce func(*schema.Schema)
	// Account makes the account side break its rules.
	Account func(*account.Rules)
}

// Demo is how a defect shows: requests that prepare, one whose answer differs
// from that of a correct server, and one whose answer does not. A request reads
//
//	METHOD PATH [Header: value] JSON -> name
//
// where the headers in brackets, the body and the name are optional; $name
// stands for the id of the resource that the named request created,
// $name.version for its entity-tag, $name.token for its token, and $i, after a
// leading "8x", for the number of the request among those sent at the same time.
// A path that begins with "!" is taken from the root of the listener. $certificate.KEY
// is the certificate of a key of an identity provider, as JSON has it in a text,
// and $signed.KEY.EMAIL an assertion for somebody, signed with that key.
// $rejected.FLAW is an access token that is expired, wrong-audience, wrong-issuer
// or wrong-key.
type Demo struct {
	Tolerant   bool     `json:"tolerant,omitempty"`   // on a tolerant server; else a strict one
	Documented bool     `json:"documented,omitempty"` // with the effects that an application documents; else without
	Given      []string `json:"given,omitempty"`
	Request    string   `json:"request"`
	Control    string   `json:"control"`
}

// Lookup finds a defect by name.
func Lookup(name string) (Defect, bool) {
	all := All()
	i := slices.IndexFunc(all, func(d Defect) bool { return d.Name == name })
	if i < 0 {
		return Defect{}, false
	}
	return all[i], true
}
