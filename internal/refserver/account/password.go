package account

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
)

// secret is the digest of a password.
type secret [sha256.Size]byte

type credentials struct{ Email, Password string }

func (c *call) credentials() (credentials, *refusal) {
	var given credentials
	if refused := c.read(&given); refused != nil {
		return given, refused
	}
	if domainOf(given.Email) == "" || given.Password == "" {
		return given, malformed("send email and password")
	}
	return given, nil
}

// byCompany refuses passwords where the company signs its people in (SSO-07).
func (a *Account) byCompany(email string) *refusal {
	if d := a.domains[domainOf(email)]; d != nil && d.connection != nil && d.connection.on {
		return denied("sso-on", "SSO is on for the domain of "+email+": sign in through the company")
	}
	return nil
}

// setPassword creates or resets a password; who has no account makes one, which
// is in no team (SSO-07).
func setPassword(a *Account, c *call) (answer, *refusal) {
	given, refused := c.credentials()
	if refused == nil {
		refused = a.byCompany(given.Email)
	}
	if refused != nil {
		return refuse(refused)
	}
	u, refused := a.accountOf(given.Email)
	if refused != nil {
		return refuse(refused)
	}
	status := http.StatusOK
	if a.recall(u.ID).password == nil {
		status = http.StatusCreated
	}
	digest := secret(sha256.Sum256([]byte(given.Password)))
	a.note(u.ID, func(f *fact) { f.password = &digest })
	return answer{status, map[string]string{"id": u.ID}}, nil
}

func (a *Account) accountOf(email string) (User, *refusal) {
	if known := a.named(email); len(known) > 0 {
		return known[0], nil
	}
	return a.create(NewUser{UserName: email}, fromSCIM)
}

func passwordSignIn(a *Account, c *call) (answer, *refusal) {
	given, refused := c.credentials()
	if refused == nil {
		refused = a.byCompany(given.Email)
	}
	if refused != nil {
		return refuse(refused)
	}
	digest := sha256.Sum256([]byte(given.Password))
	for _, u := range a.named(given.Email) {
		kept := a.recall(u.ID).password
		if u.Active && kept != nil && subtle.ConstantTimeCompare(kept[:], digest[:]) == 1 && !a.rules.PasswordStaysShut {
			return shown(map[string]string{"id": u.ID})
		}
	}
	return refuse(denied("wrong-password", "e-mail address or password is wrong, or there is no password: create or reset it"))
}
