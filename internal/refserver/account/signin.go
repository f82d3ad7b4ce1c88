package account

import "errors"

// justInTimeName is the userName that a rule gives to somebody whom SCIM is not
// to find.
const justInTimeName = "just-in-time:"

// signIn lets somebody in through SSO.
func signIn(a *Account, c *call) (answer, *refusal) {
	said, refused := readAssertion(c)
	if refused != nil {
		return refuse(refused)
	}
	k, refused := a.connectionFor(said.Email)
	if refused == nil {
		refused = a.proves(k, said, c.now)
	}
	if refused != nil {
		return refuse(refused)
	}
	u, isNew, refused := a.admit(k, said)
	if refused != nil {
		return refuse(refused)
	}
	a.note(u.ID, func(f *fact) { f.provider = said.EntityID })
	return shown(map[string]any{"id": u.ID, "created": isNew, "person": a.person(u)})
}

// connectionFor is the connection of a mail domain; SSO has to be on for it
// (SSO-07).
func (a *Account) connectionFor(email string) (*connection, *refusal) {
	d := a.domains[domainOf(email)]
	if d == nil || d.connection == nil {
		return nil, denied("sso-off", "no connection is linked to the domain of "+email+": sign in with e-mail and password")
	}
	if !d.connection.on && !a.rules.SignOnStaysOpen {
		return nil, denied("sso-off", "SSO is off for the domain of "+email+": sign in with e-mail and password")
	}
	return d.connection, nil
}

// admit finds who signs in, or creates the user just in time (SSO-03, SSO-05,
// SSO-15).
func (a *Account) admit(k *connection, said assertion) (u User, isNew bool, refused *refusal) {
	u, known := a.signingIn(said)
	switch {
	case !known:
		u, refused = a.comeIn(k, said)
		return u, true, refused
	case !u.Active:
		return u, false, denied("disabled", "the account of "+said.Email+" is disabled: enable it in the directory")
	case a.rules.InvitedLockedOut && a.recall(u.ID).origin == fromInvitation:
		return u, false, denied("unknown-user", said.Email+" is not assigned to the team: ask an admin for an invitation")
	case a.inTeam(u, k.team) || !k.justInTime && a.rules.OutsidersSignIn:
		return u, false, nil
	case !k.justInTime:
		return u, false, denied("unknown-user", said.Email+" is not assigned to the team: ask an admin for an invitation")
	}
	if !a.rules.JustInTimeOutsideTeam {
		a.join(u.ID, k.team)
	}
	return u, false, nil
}

func (a *Account) signingIn(said assertion) (User, bool) {
	for _, u := range a.named(said.Email) {
		provider := a.recall(u.ID).provider
		if provider == "" || provider == said.EntityID || !a.rules.NewProviderDuplicates {
			return u, true
		}
	}
	return User{}, false
}

// comeIn creates an unknown user, with the necessary attributes, in the team
// (SSO-03).
func (a *Account) comeIn(k *connection, said assertion) (User, *refusal) {
	if !k.justInTime && !a.rules.OffStillCreates || a.rules.JustInTimeNeverCreates {
		return User{}, denied("unknown-user", "nobody is known as "+said.Email+": ask an admin for an invitation")
	}
	newcomer := NewUser{UserName: said.Email, GivenName: said.GivenName, FamilyName: said.FamilyName}
	if a.rules.JustInTimeBareAccount {
		newcomer.GivenName, newcomer.FamilyName = "", ""
	}
	u, refused := a.create(newcomer, fromJustInTime)
	if refused == nil {
		a.settle(u.ID, k.team, a.rules.JustInTimeOutsideTeam)
	}
	return u, refused
}

// settle puts a newcomer into one team, or into none.
func (a *Account) settle(id, team string, nowhere bool) {
	a.leave(id)
	if !nowhere {
		a.join(id, team)
	}
}

// create makes a user who does not come over SCIM, in no team.
func (a *Account) create(n NewUser, origin string) (User, *refusal) {
	email := ""
	apart := a.rules.SyncDuplicatesJustInTime && origin == fromJustInTime
	if len(a.named(n.UserName)) > 0 || apart { // the second of two, by rule
		email, n.UserName = n.UserName, justInTimeName+n.UserName
	}
	u, err := a.users.Create(n)
	if err != nil {
		if errors.Is(err, ErrTaken) {
			return User{}, conflict(err.Error() + ": sign in again")
		}
		return User{}, malformed(err.Error())
	}
	a.note(u.ID, func(f *fact) { f.origin, f.email, f.team = origin, email, outside })
	return u, nil
}

// invite adds somebody to a team by hand, who may sign in then (SSO-05).
func invite(a *Account, c *call) (answer, *refusal) {
	var body struct{ Email, Team string }
	refused := c.as.manages()
	if refused == nil {
		refused = c.read(&body)
	}
	if refused == nil && domainOf(body.Email) == "" {
		refused = malformed("whom to invite is missing: send email")
	}
	if refused != nil {
		return refuse(refused)
	}
	team, refused := a.team(body.Team)
	if refused != nil {
		return refuse(refused)
	}
	u, refused := a.invited(body.Email)
	if refused != nil {
		return refuse(refused)
	}
	a.join(u.ID, team)
	return created(a.person(u))
}

// invited is who is known already, or somebody new.
func (a *Account) invited(email string) (User, *refusal) {
	if known := a.named(email); len(known) > 0 {
		return known[0], nil
	}
	return a.create(NewUser{UserName: email}, fromInvitation)
}
