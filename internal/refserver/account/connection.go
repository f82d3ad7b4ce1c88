package account

import (
	"crypto/x509"
	"strconv"
)

// connection is a single sign-on connection to an identity provider.
type connection struct {
	id, name, team string
	on, justInTime bool
	metadata       metadata
	certificate    string // PEM
	trusted        *x509.Certificate
	renewed        bool
	testUser       *string
}

type metadata struct {
	EntityID  string `json:"entityId"`
	SignOnURL string `json:"signOnUrl"`
}

type connectionView struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Team        string   `json:"team"`
	State       string   `json:"state"`
	JustInTime  bool     `json:"justInTime"`
	Metadata    metadata `json:"metadata"`
	Certificate string   `json:"certificate"`
	Domains     []string `json:"domains"`
	TestUser    *string  `json:"testUser"`
}

func (a *Account) connectionView(k *connection) connectionView {
	state := "off"
	if k.on {
		state = "on"
	}
	return connectionView{
		ID: k.id, Name: k.name, Team: k.team, State: state, JustInTime: k.justInTime, Metadata: k.metadata,
		Certificate: k.certificate, Domains: a.domainsOf(k), TestUser: k.testUser,
	}
}

func (a *Account) domainsOf(k *connection) []string {
	var list names
	for name, d := range a.domains {
		if d.connection == k {
			list = list.with(name)
		}
	}
	return list.sorted()
}

func addConnection(a *Account, c *call) (answer, *refusal) {
	var s setup
	refused := c.as.manages()
	if refused == nil {
		refused = c.read(&s)
	}
	if refused != nil {
		return refuse(refused)
	}
	trusted, refused := s.check()
	if refused != nil {
		return refuse(refused)
	}
	if s.Name == nil || s.Metadata == nil || s.Certificate == nil {
		return refuse(malformed("a connection needs name, metadata and certificate"))
	}
	team, refused := a.team(s.Team)
	if refused != nil {
		return refuse(refused)
	}
	a.lastConnection++
	k := &connection{
		id: "connection-" + strconv.Itoa(a.lastConnection), name: *s.Name, team: team, justInTime: s.JustInTime == nil || *s.JustInTime,
		metadata: *s.Metadata, certificate: *s.Certificate, trusted: trusted,
	}
	a.connections[k.id] = k
	return created(a.connectionView(k))
}

// onConnection is a handler for the connection of the path, for those who
// manage it; nil shows it to anybody.
func onConnection(change func(a *Account, c *call, k *connection) *refusal) handler {
	return func(a *Account, c *call) (answer, *refusal) {
		k, refused := a.connectionOf(c, change != nil)
		if refused == nil && change != nil {
			refused = change(a, c, k)
		}
		if refused != nil {
			return refuse(refused)
		}
		return shown(a.connectionView(k))
	}
}

func (a *Account) connectionOf(c *call, managed bool) (*connection, *refusal) {
	k := a.connections[c.name("id")]
	if k == nil {
		return nil, unknown("there is no connection " + c.name("id"))
	}
	if managed {
		return k, c.as.manages()
	}
	return k, nil
}

// editConnection changes name, metadata, certificate and just-in-time, the last
// one also while SSO is on (SSO-01, SSO-02, SSO-06).
func editConnection(a *Account, c *call, k *connection) *refusal {
	var s setup
	if refused := c.read(&s); refused != nil {
		return refused
	}
	trusted, refused := s.check()
	switch {
	case refused != nil:
		return refused
	case s.Name == nil && s.Metadata == nil && s.Certificate == nil && s.JustInTime == nil:
		return malformed("nothing to edit: send name, metadata, certificate or justInTime")
	case s.JustInTime != nil && k.on && a.rules.JustInTimeFixed:
		return conflict("just-in-time cannot be switched while SSO is on: turn it off first")
	}
	if trusted != nil {
		a.renew(k, *s.Certificate, trusted)
	}
	if s.JustInTime != nil {
		k.justInTime = *s.JustInTime
	}
	if a.rules.EditsLost {
		return nil
	}
	if s.Name != nil {
		k.name = *s.Name
	}
	if s.Metadata != nil {
		k.metadata = *s.Metadata
	}
	return nil
}

// renew puts a new certificate in the place of the old one (SSO-02).
func (a *Account) renew(k *connection, text string, trusted *x509.Certificate) {
	k.certificate, k.renewed = text, true
	if !a.rules.OldCertificateStays {
		k.trusted = trusted
	}
}

// ownMetadata is what the identity provider has to know of the service
// (SSO-01).
func ownMetadata(a *Account, c *call) (answer, *refusal) {
	k, refused := a.connectionOf(c, false)
	if refused != nil {
		return refuse(refused)
	}
	if a.rules.NoOwnMetadata {
		return shown(map[string]string{"entityId": "", "assertionConsumerUrl": ""})
	}
	root := "http://" + c.r.Host + Path
	if c.r.TLS != nil {
		root = "https://" + c.r.Host + Path
	}
	return shown(map[string]string{"entityId": root + "/connections/" + k.id, "assertionConsumerUrl": root + "/sign-in"})
}

// deleteConnection needs SSO off and the domains unlinked (SSO-12); while SSO is
// on it goes through support only (SSO-14).
func deleteConnection(a *Account, c *call) (answer, *refusal) {
	k, refused := a.connectionOf(c, true)
	if refused != nil {
		return refuse(refused)
	}
	var against *refusal
	switch {
	case k.on:
		against = a.throughSupport(c, a.rules.ConnectionDeletedWhileOn)
	case len(a.domainsOf(k)) > 0 && !a.rules.ConnectionDeletedWithDomains:
		against = conflict("a domain is linked to the connection: unlink all domains first")
	}
	refused = a.step(against, func() {
		for _, name := range a.domainsOf(k) {
			a.unlink(a.domains[name])
		}
		delete(a.connections, k.id)
	})
	if refused != nil {
		return refuse(refused)
	}
	return gone()
}
