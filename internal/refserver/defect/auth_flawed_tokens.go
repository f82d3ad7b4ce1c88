package defect

import (
	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/requirement"
)

// authFlawedTokens: a bearer token ends (RFC 7644 §7.4), and one that another
// issuer gave out, or for another service, or that anybody signed, is none of this
// server (RFC 7644 §2.1; RFC 7521 §8.1). Each takes tokens with one flaw.
func authFlawedTokens() []Defect {
	flawed := func(name, sentence, flaw, control string, breaks []requirement.ID, broken func(r *account.Rules)) Defect {
		return Defect{
			Name: name, Sentence: sentence, Subject: "auth", Breaks: breaks, Harm: SecurityHole,
			Shows: Demo{
				Request: `GET /Users [Authorization: Bearer $rejected.` + flaw + `]`,
				Control: `GET /Users [Authorization: Bearer $rejected.` + control + `]`,
			},
			Install: func() Hooks { return Hooks{Account: broken} },
		}
	}
	others := []requirement.ID{"RFC7644-2-R04", "RFC7644-2.1-R03"}
	return []Defect{
		flawed("auth-expired-token-accepted", "Takes an access token after it has expired.", "expired", "wrong-key",
			[]requirement.ID{"RFC7644-7.4-R03", "RFC7644-2.1-R03"}, func(r *account.Rules) { r.ExpiredTokenCounts = true }),
		flawed("auth-other-audience-accepted", "Takes an access token that was given out for another service.", "wrong-audience", "expired",
			others, func(r *account.Rules) { r.AnyAudienceCounts = true }),
		flawed("auth-other-issuer-accepted", "Takes an access token of another issuer.", "wrong-issuer", "expired",
			others, func(r *account.Rules) { r.AnyIssuerCounts = true }),
		flawed("auth-any-key-signs", "Takes an access token without looking at who signed it.", "wrong-key", "expired",
			others, func(r *account.Rules) { r.AnyKeySigns = true }),
	}
}
