package account

// assignSeat gives a seat to one person, synced or not (SYNC-04).
func assignSeat(a *Account, c *call, u User) *refusal {
	product, refused := c.managed("product")
	if refused != nil {
		return refused
	}
	if a.rules.NoIndividualSeats && a.locked(u) {
		return readOnly("a synced user cannot be given a seat")
	}
	a.note(u.ID, func(f *fact) { f.seats = f.seats.with(product) })
	return nil
}

func takeSeat(a *Account, c *call, u User) *refusal {
	return a.take(c, u, func(f *fact) *names { return &f.seats }, c.name("product"), "seat of")
}

// assignRole gives a person another role, synced or not (SYNC-04).
func assignRole(a *Account, c *call, u User) *refusal {
	role, refused := c.managed("role")
	if refused != nil {
		return refused
	}
	if a.rules.NoRoles && a.locked(u) {
		return readOnly("the role of a synced user cannot be changed")
	}
	a.note(u.ID, func(f *fact) { f.role = role })
	return nil
}

func hubsOf(f *fact) *names     { return &f.hubs }
func projectsOf(f *fact) *names { return &f.projects }

// joining puts a person into a hub or project by hand (SYNC-13).
func joining(of func(*fact) *names) handler {
	return onPerson(func(a *Account, c *call, u User) *refusal {
		name, refused := c.managed("name")
		if refused != nil {
			return refused
		}
		a.note(u.ID, func(f *fact) { *of(f) = of(f).with(name) })
		return nil
	})
}

func parting(of func(*fact) *names, what string) handler {
	return leaving(func(a *Account, c *call, u User) *refusal { return a.take(c, u, of, c.name("name"), what) })
}

func (a *Account) take(c *call, u User, of func(*fact) *names, name, what string) *refusal {
	if refused := c.as.manages(); refused != nil {
		return refused
	}
	f := a.recall(u.ID)
	if !(*of(&f))[name] {
		return unknown("the person has no " + what + " " + name)
	}
	a.note(u.ID, func(f *fact) { *of(f) = of(f).without(name) })
	return nil
}

// managed reads a body with one text, from somebody who manages.
func (c *call) managed(name string) (string, *refusal) {
	if refused := c.as.manages(); refused != nil {
		return "", refused
	}
	return c.text(name)
}
