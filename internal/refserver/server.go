// Package refserver is the reference target: a SCIM 2.0 service provider that
// keeps everything in memory and follows RFC 7643 and RFC 7644 to the letter,
// or, in tolerant mode, also accepts what Entra sends beyond it. It is what
// every user meets first and what our own verdicts are tested against, so it
// shares words with the judging packages, but never judgment.
package refserver

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/patch"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

const (
	defaultBase       = "/scim/v2"
	defaultMaxBody    = 32 << 20 // a group with 100,000 members fits
	defaultMaxResults = 1000
)

// Options say what the server is. The zero value is a strict server at
// /scim/v2 without authentication; only Clock is required.
type Options struct {
	Base       string           // path prefix, "/scim/v2" when empty; "/" serves at the root
	Token      string           // bearer token required, but to read /ServiceProviderConfig; "": no authentication
	Grants     Grants           // who gets access tokens at /oauth/token, which admit like Token
	Clock      clock.Clock      // source of meta.created and meta.lastModified
	Profile    *profile.Profile // effects and extension attributes of an application; may be nil
	Tolerant   bool             // accept what Entra sends beyond the letter of the RFCs
	MaxBody    int64            // bytes of a request body; 413 above; 32 MiB when 0
	MaxResults int              // resources of one page; 1000 when 0
	Extensions []*schema.Schema // custom extensions of User, beside EnterpriseUser
	Types      []ResourceType   // beside User and Group
	Seed       int64            // ids are drawn from it, so that runs repeat
	ETags      bool             // versions, 304 and 412 (RFC 7644 §3.14)
	Subject    string           // userName of the authenticated subject, for /Me; "": /Me answers 501
	Unkind     bool             // choose differently wherever the RFCs leave the choice; from Seed

	Defects []defect.Defect // faults on purpose; none: a correct server
}

// ResourceType is a type beyond User and Group (RFC 7643 §6).
type ResourceType struct {
	Name        string // "Device": meta.resourceType
	Endpoint    string // "/Devices"
	Description string
	Schema      *schema.Schema
	Extensions  []*schema.Schema
	Required    []string // URNs of the extensions that each resource must have
}

// Server is the reference target. It is safe for concurrent use.
type Server struct {
	base       string
	guarded    bool
	keys       *account.Keys
	grants     *tokenEndpoint // nil: no access tokens
	clock      clock.Clock
	tolerant   bool
	maxBody    int64
	maxResults int
	effects    effects
	subject    string
	cursorKey  [sha256.Size]byte
	unkind     *unkind // nil: kind
	faults     defect.Layer
	store      *store
	shelves    []*shelf
	schemas    []*schema.Schema // as announced
	account    *account.Account
}

// New returns a server without resources.
func New(o Options) *Server {
	s := &Server{
		base:       strings.TrimSuffix(o.Base, "/"),
		guarded:    o.Token != "" || !o.Grants.empty(),
		clock:      o.Clock,
		tolerant:   o.Tolerant,
		maxBody:    o.MaxBody,
		maxResults: o.MaxResults,
		effects:    effectsOf(o.Profile),
		subject:    o.Subject,
		cursorKey:  sha256.Sum256(fmt.Append(nil, "cursors of ", o.Seed)),
	}
	if o.Base == "" {
		s.base = defaultBase
	}
	if !o.Grants.empty() {
		s.grants = newTokenEndpoint(o.Grants, o.Clock)
	}
	if o.Unkind {
		s.beUnkind(o)
	}
	if s.maxBody <= 0 {
		s.maxBody = defaultMaxBody
	}
	if s.maxResults <= 0 {
		s.maxResults = defaultMaxResults
	}
	s.faults = defect.NewLayer(o.Defects...)
	s.schemas = announced(kinds(o), s.faults)
	for _, k := range kinds(o) {
		s.shelves = append(s.shelves, newShelf(k.finish(s.faults)))
	}
	s.store = newStore(o.Seed)
	s.store.etags, s.store.unkind = o.ETags, s.unkind
	s.openAccount(o)
	return s
}

// openAccount adds the account side, which watches the store.
func (s *Server) openAccount(o Options) {
	rules := s.faults.Account()
	s.keys = account.NewKeys(o.Clock, o.Token, rules)
	s.account = account.New(account.Options{Users: newPeople(s), Keys: s.keys, Clock: o.Clock, Profile: o.Profile, Rules: rules})
	s.store.watch = s.account
	s.store.leaveGroups = s.effects.leaveGroups && !rules.DisabledKeepsGroups
}

func (s *Server) beUnkind(o Options) {
	s.unkind = newUnkind(o.Seed)
	if o.Base == "" {
		s.base = unkindBase
	}
	if s.maxResults <= 0 {
		s.maxResults = unkindPage
	}
}

// Base is the path under which the server answers, without a slash at the end.
func (s *Server) Base() string { return s.base }

// announced lists the schemas of all types, each once.
func announced(all []*kind, faults defect.Layer) []*schema.Schema {
	var list []*schema.Schema
	for _, k := range all {
		for _, one := range append([]*schema.Schema{k.core}, k.extensions...) {
			if slices.ContainsFunc(list, func(other *schema.Schema) bool { return other.ID == one.ID }) {
				continue
			}
			faults.Announce(one)
			list = append(list, one)
		}
	}
	return list
}

// Handler is the server as an http.Handler, to be mounted at the root, behind
// its defects. The account side and the token endpoint, if there is one, stand
// beside them.
func (s *Server) Handler() http.Handler {
	service := s.besideAccount(s.faults.Wrap(s, s.base))
	if s.grants == nil {
		return service
	}
	return s.grants.beside(service)
}

// Rejected are tokens that the server turns away, by what is wrong with each:
// expired, wrong-audience, wrong-issuer, wrong-key (target file, rejected).
func (s *Server) Rejected() map[string]string { return s.keys.Rejected() }

// Count is the number of resources of a type ("User", "Group"); 0 for a type
// that the server does not have.
func (s *Server) Count(resourceType string) int {
	for _, sh := range s.shelves {
		if sh.name == resourceType {
			return s.store.count(sh)
		}
	}
	return 0
}

func (s *Server) filterMode() filter.Mode {
	if s.tolerant {
		return filter.Tolerant
	}
	return filter.Strict
}

func (s *Server) patchMode() patch.Mode {
	if s.tolerant {
		return patch.Tolerant
	}
	return patch.Strict
}

// now is the clock in nanoseconds, cut to the milliseconds that meta shows
// (E-5.68).
func (s *Server) now() int64 {
	return s.clock.Now().UnixMilli() * 1e6
}
