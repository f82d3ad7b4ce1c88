package account

import (
	"crypto/x509"
	"encoding/pem"
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

// setup is what a client sends of a connection; nil leaves a value as it is.
type setup struct {
	Name        *string
	Team        string
	Metadata    *metadata
	Certificate *string
	JustInTime  *bool
}

func (s setup) check() (*x509.Certificate, *refusal) {
	switch {
	case s.Name != nil && *s.Name == "":
		return nil, malformed("a connection needs a name")
	case s.Metadata != nil && (s.Metadata.EntityID == "" || s.Metadata.SignOnURL == ""):
		return nil, malformed("metadata needs entityId and signOnUrl of the identity provider")
	case s.Certificate == nil:
		return nil, nil
	}
	block, _ := pem.Decode([]byte(*s.Certificate))
	if block == nil {
		return nil, malformed("the certificate is not PEM: upload the X.509 certificate of the identity provider")
	}
	parsed, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, malformed("the certificate is not X.509: " + err.Error())
	}
	return parsed, nil
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

// turnOn turns SSO on, for all linked domains (SSO-07).
func turnOn(a *Account, _ *call, k *connection) *refusal {
	if len(a.domainsOf(k)) == 0 {
		return a.step(conflict("no domain is linked to the connection: link a verified one first"), func() { k.on = true })
	}
	k.on = true
	return nil
}

// turnOff turns SSO off; the domains stay configured (SSO-07).
func turnOff(a *Account, c *call, k *connection) *refusal {
	var body struct{ Reason string }
	if refused := c.read(&body); refused != nil && !a.rules.OffNeedsNoReason {
		return refused
	}
	if body.Reason == "" && !a.rules.OffNeedsNoReason {
		return malformed("a reason is needed to turn SSO off: send reason")
	}
	var against *refusal
	if k.testUser != nil && !a.rules.OffWithTestUser {
		against = conflict("there is a test user: remove the test user first")
	}
	return a.step(against, func() {
		k.on = false
		for _, name := range a.domainsOf(k) {
			if a.rules.OnNeedsDomainAgain {
				a.domains[name] = &domain{name: name, team: k.team}
			}
		}
	})
}

// step does something unless something speaks against it (SSO-13).
func (a *Account) step(against *refusal, do func()) *refusal {
	if against == nil || a.rules.RefusalChangesAnyway {
		do()
	}
	return against
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

// throughSupport refuses to admins what only support does while SSO is on
// (SSO-14); open is a rule that lets them.
func (a *Account) throughSupport(c *call, open bool) *refusal {
	if c.as == support && !a.rules.SupportRefused || open {
		return nil
	}
	return forbidden("SSO is on: turn it off first, or let support do this")
}

func setTestUser(_ *Account, c *call, k *connection) *refusal {
	email, refused := c.text("email")
	if refused == nil {
		k.testUser = &email
	}
	return refused
}

func dropTestUser(a *Account, c *call) (answer, *refusal) {
	k, refused := a.connectionOf(c, true)
	if refused == nil && k.testUser == nil {
		refused = unknown("the connection has no test user")
	}
	if refused != nil {
		return refuse(refused)
	}
	k.testUser = nil
	return gone()
}
