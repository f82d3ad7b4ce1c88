package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/requirement"
)

// behavior is a defect of the account side: one documented rule turned into its
// contrary. Nothing of it shows over SCIM unless it says so.
func behavior(name, sentence string, harm Harm, shows Demo, breaks []requirement.ID, rule func(*account.Rules)) Defect {
	subject := "account"
	if strings.HasPrefix(string(breaks[0]), "SSO-") {
		subject = "sign-on"
	}
	shows.Tolerant, shows.Documented = true, true
	return Defect{
		Name: "behavior-" + name, Sentence: sentence, Subject: subject, Breaks: breaks, Harm: harm, Shows: shows,
		Install: func() Hooks { return Hooks{Account: rule} },
	}
}

func rows(ids ...requirement.ID) []requirement.ID { return ids }

// What the demonstrations of the account side are made of.
const (
	thePerson = "GET !/account/people/$anna"
	theGroup  = "GET !/account/synced-groups/$design"
	theDomain = "GET !/account/domains/example.com"
	someUsers = "GET /Users?count=0"

	turnOff       = `POST !/account/connections/$link/off {"reason":"a change"}`
	turnOn        = "POST !/account/connections/$link/on"
	unlinkIt      = "POST !/account/domains/example.com/unlink"
	deleteIt      = "DELETE !/account/domains/example.com"
	secondTeam    = `POST !/account/teams {"name":"two"}`
	addElsewhere  = `POST !/account/domains {"name":"example.com","team":"two"}`
	afterDeletion = `POST !/account/clock {"advance":"6m"}`
)

// staff are a synced user and the group that holds the user.
func staff(more ...string) []string {
	return append([]string{
		hereUser("anna@example.com", `"active":true`, `"name":{"givenName":"Anna","familyName":"Berg"}`) + " -> anna",
		hereGroup("Design", `"members":[{"value":"$anna"}]`) + " -> design",
	}, more...)
}

func activating(yes string) string {
	return patching("/Users/$anna", `{"op":"replace","path":"active","value":`+yes+`}`)
}

func syncing(settings string) string {
	return "PUT !/account/directory-sync?as=primary-admin " + settings
}

// connecting makes a connection with the certificate of a key; name is that of
// the resource in the demonstration.
func connecting(key, entity, name string) string {
	return `POST !/account/connections {"name":"Ours","metadata":{"entityId":"` + entity + `","signOnUrl":"` + entity +
		`/sso"},"certificate":"$certificate.` + key + `"} -> ` + name
}

// signedOn is a connection that is on for example.com.
func signedOn(more ...string) []string {
	return append([]string{
		connecting("first", "https://idp.example", "link"),
		`POST !/account/domains {"name":"example.com","team":"main"}`,
		`POST !/account/domains/example.com/verify {"team":"main"}`,
		`POST !/account/domains/example.com/link {"connection":"$link"}`,
		turnOn,
	}, more...)
}

// signing is a sign-in of Anna or another with an assertion signed by a key.
func signing(key, email string) string {
	return `POST !/account/sign-in {"assertion":"$signed.` + key + "." + email + `"}`
}

func editing(settings string) string { return "PATCH !/account/connections/$link " + settings }
