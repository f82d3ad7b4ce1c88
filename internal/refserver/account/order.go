package account

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

// throughSupport refuses to admins what only support does while SSO is on
// (SSO-14); open is a rule that lets them.
func (a *Account) throughSupport(c *call, open bool) *refusal {
	if c.as == support && !a.rules.SupportRefused || open {
		return nil
	}
	return forbidden("SSO is on: turn it off first, or let support do this")
}
