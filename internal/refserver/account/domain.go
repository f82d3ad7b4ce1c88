package account

import (
	"strings"
	"time"
)

// deletion is how long it takes to delete a domain: it may not be immediate
// (SSO-09).
const deletion = 5 * time.Minute

// domain is a mail domain in the one team that it belongs to.
type domain struct {
	name, team string
	verified   bool
	connection *connection // nil: not linked
	unlinked   bool        // was linked before
	stale      bool        // has to be verified again, by rule
	gone       time.Time   // when it will be deleted; zero: it stays
}

type domainView struct {
	Name       string  `json:"name"`
	Team       string  `json:"team"`
	State      string  `json:"state"`
	Connection *string `json:"connection"`
}

type notice struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

func (d *domain) view() domainView {
	v := domainView{Name: d.name, Team: d.team, State: d.state()}
	if d.connection != nil {
		v.Connection = &d.connection.id
	}
	return v
}

func (d *domain) state() string {
	switch {
	case !d.gone.IsZero():
		return "deleting"
	case d.connection != nil && d.connection.on:
		return "on"
	case d.connection != nil:
		return "linked"
	case d.unlinked && d.verified:
		return "unlinked"
	case d.verified:
		return "verified"
	}
	return "added"
}

// finishDeletions lets go of the domains whose time has come, and says so
// (SSO-09).
func (a *Account) finishDeletions(now time.Time) {
	for name, d := range a.domains {
		if d.gone.IsZero() || now.Before(d.gone) {
			continue
		}
		delete(a.domains, name)
		if a.rules.DeletedStaysTaken {
			a.taken = a.taken.with(name)
		}
		if !a.rules.DeletionUnnoticed {
			a.notices = append(a.notices, notice{d.gone, "The domain " + name + " was deleted from the team " + d.team + "."})
		}
		if a.rules.MoveImpossible {
			a.moved = a.moved.with(name)
		}
	}
}

func listNotices(a *Account, _ *call) (answer, *refusal) {
	return shown(map[string]any{"notices": append([]notice{}, a.notices...)})
}

type domainSetup struct{ Name, Team, Connection string }

// addDomain adds a domain to a team; one that another team has verified, or
// that is not deleted yet, is not free (SSO-08, SSO-09, SSO-10).
func addDomain(a *Account, c *call) (answer, *refusal) {
	var s domainSetup
	refused := c.as.manages()
	if refused == nil {
		refused = c.read(&s)
	}
	if refused == nil && s.Name == "" {
		refused = malformed("a domain needs a name")
	}
	if refused != nil {
		return refuse(refused)
	}
	team, refused := a.team(s.Team)
	if refused != nil {
		return refuse(refused)
	}
	added := &domain{name: strings.ToLower(s.Name), team: team}
	refused = a.step(a.isTaken(added), func() { a.domains[added.name] = added })
	if refused != nil {
		return refuse(refused)
	}
	return created(added.view())
}

func (a *Account) isTaken(added *domain) *refusal {
	there := a.domains[added.name]
	switch {
	case a.taken[added.name]:
		return conflict("the domain " + added.name + " belongs to another team")
	case there == nil:
		return nil
	case there.team == added.team:
		return conflict("the domain " + added.name + " is in the team already: verify it, or wait until it is deleted")
	case there.verified || !there.gone.IsZero():
		if a.rules.UnlinkedIsAnybodys && there.state() == "unlinked" {
			return nil
		}
		return conflict("the domain " + added.name + " belongs to another team: it has to be deleted there first")
	}
	return nil
}

// onDomain is a handler for a step with the domain of the path.
func onDomain(change func(a *Account, c *call, d *domain) *refusal) handler {
	return func(a *Account, c *call) (answer, *refusal) {
		d, refused := a.domainOf(c, change != nil)
		if refused == nil && change != nil {
			refused = change(a, c, d)
		}
		if refused != nil {
			return refuse(refused)
		}
		return shown(d.view())
	}
}

func (a *Account) domainOf(c *call, managed bool) (*domain, *refusal) {
	d := a.domains[strings.ToLower(c.name("name"))]
	if d == nil {
		return nil, unknown("there is no domain " + c.name("name"))
	}
	if managed {
		return d, c.as.manages()
	}
	return d, nil
}

func verifyDomain(a *Account, c *call, d *domain) *refusal {
	var s domainSetup
	if refused := c.read(&s); refused != nil {
		return refused
	}
	team, refused := a.team(s.Team)
	if refused != nil {
		return refused
	}
	var against *refusal
	switch {
	case team != d.team && !(a.rules.UnlinkedIsAnybodys && d.state() == "unlinked"):
		against = conflict("the domain " + d.name + " belongs to another team: it has to be deleted there first")
	case !d.gone.IsZero():
		against = conflict("the domain " + d.name + " is being deleted: wait, then add it again")
	case a.moved[d.name]:
		against = conflict("the domain " + d.name + " was verified in another team")
	}
	return a.step(against, func() { d.team, d.verified, d.stale = team, true, false })
}

// linkDomain links a verified domain to a connection of its team (SSO-08,
// SSO-11).
func linkDomain(a *Account, c *call, d *domain) *refusal {
	id, refused := c.text("connection")
	if refused != nil {
		return refused
	}
	k := a.connections[id]
	if k == nil {
		return unknown("there is no connection " + id)
	}
	var against *refusal
	switch {
	case !d.gone.IsZero():
		against = conflict("the domain " + d.name + " is being deleted: wait, then add it again")
	case !d.verified, d.stale:
		against = conflict("the domain " + d.name + " is not verified: verify it first")
	case k.team != d.team:
		against = conflict("the connection belongs to another team than the domain " + d.name + ": choose one of the same team")
	case d.connection != nil:
		against = conflict("the domain " + d.name + " is linked already: unlink it first")
	}
	return a.step(against, func() { d.connection = k })
}

// unlinkDomain needs SSO off; while it is on, unlinking goes through support
// only (SSO-08, SSO-14).
func unlinkDomain(a *Account, c *call, d *domain) *refusal {
	var against *refusal
	switch {
	case d.connection == nil:
		against = conflict("the domain " + d.name + " is not linked")
	case d.connection.on:
		against = a.throughSupport(c, a.rules.UnlinkWhileOn)
	}
	return a.step(against, func() { a.unlink(d) })
}

// unlink takes a domain off its connection. It stays verified in its team
// (SSO-08); a connection without domains is off.
func (a *Account) unlink(d *domain) {
	k := d.connection
	if k == nil {
		return
	}
	d.connection, d.unlinked = nil, true
	d.verified, d.stale = d.verified && !a.rules.UnlinkLosesVerification, a.rules.LinkNeedsVerifyingAgain
	if len(a.domainsOf(k)) == 0 {
		k.on = false
	}
}

// deleteDomain needs the domain unlinked, and takes its time (SSO-09).
func deleteDomain(a *Account, c *call) (answer, *refusal) {
	d, refused := a.domainOf(c, true)
	if refused != nil {
		return refuse(refused)
	}
	var against *refusal
	switch {
	case d.connection != nil && !a.rules.DeleteWhileLinked:
		against = conflict("the domain " + d.name + " is linked to a connection: unlink it first")
	case !d.gone.IsZero():
		return gone() // on its way
	}
	refused = a.step(against, func() {
		a.unlink(d)
		d.gone = c.now.Add(deletion)
	})
	if refused != nil {
		return refuse(refused)
	}
	return gone()
}
