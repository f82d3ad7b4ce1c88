package account

// The test user of a connection signs in before everybody else does, and has to
// be removed before SSO is turned off (SSO-07).

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
