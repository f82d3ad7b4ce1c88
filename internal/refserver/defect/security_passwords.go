package defect

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// securityPasswords: RFC 7643 §4.1.1: a password leaves the server in no form.
func securityPasswords() []Defect {
	nameless := `POST /Users {"schemas":["` + scim.URNUser + `"],"displayName":"Anna"`
	return []Defect{{
		Name:     "security-password-in-error",
		Sentence: "Quotes the password in the detail of the error when a request that sends one is refused.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R26"},
		Harm:     SecurityHole,
		Shows:    Demo{Request: nameless + `,"password":"t1meMa$heen"}`, Control: nameless + `}`},
		Install: onErrors(func(c *Call, _ *Answer) bool { return passwordIn(c) != nil },
			func(c *Call, a *Answer) { a.Change(adding("password " + asText(passwordIn(c)))) }),
	}, {
		Name:     "security-password-hash-shown",
		Sentence: "Shows the hash of the password that a user was created with as passwordHash.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R19", "RFC7643-4.1.1-R26"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"password":"t1meMa$heen"`) + " -> u"},
			Request: `GET /Users/$u`, Control: `GET /Users/$u?attributes=userName`,
		},
		Install: installPasswordHash,
	}}
}

func installPasswordHash() Hooks {
	var hashes notes[string]
	show := whenShown(scim.URNUser, func(c *Call, user scim.Resource) {
		if hash, known := hashes.get(user.ID()); known && !projected(c) {
			user["passwordHash"] = hash
		}
	})
	return Hooks{After: func(c *Call, a *Answer) {
		if password, sent := passwordIn(c).(string); sent && c.Is(http.MethodPost, "Users") && a.OK() {
			sum := sha256.Sum256([]byte(password))
			hashes.put(a.Body().ID(), hex.EncodeToString(sum[:]))
		}
		show(c, a)
	}}
}
