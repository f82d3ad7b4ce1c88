package account_test

import (
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver/account"
)

// A token of the account works until it expires (RFC 7519 §4.1.4).
func TestAccessTokenWorksForAnHour(t *testing.T) {
	virtual := clock.NewVirtual(time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC))
	keys := account.NewKeys(virtual, "first", account.Rules{})
	token := keys.Issue()
	if good, known := keys.Admits(token); !good || !known {
		t.Errorf("a new token: good %v, known %v", good, known)
	}
	if err := virtual.Until(t.Context(), virtual.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if good, known := keys.Admits(token); good || !known {
		t.Errorf("an hour later: good %v, known %v", good, known)
	}
}

// A token with any one flaw is turned away (RFC 7519 §4.1.1, §4.1.3, §4.1.4; RFC
// 7515 §5.2), unless the account breaks the one rule that is about it.
func TestFlawedAccessTokens(t *testing.T) {
	virtual := clock.NewVirtual(time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC))
	for name, lax := range map[string]account.Rules{
		"expired": {ExpiredTokenCounts: true}, "wrong-audience": {AnyAudienceCounts: true}, "wrong-issuer": {AnyIssuerCounts: true}, "wrong-key": {AnyKeySigns: true},
	} {
		t.Run(name, func(t *testing.T) {
			strict := account.NewKeys(virtual, "first", account.Rules{})
			if good, _ := strict.Admits(strict.Rejected()[name]); good {
				t.Error("it is taken")
			}
			broken := account.NewKeys(virtual, "first", lax)
			for flaw, token := range broken.Rejected() {
				if good, _ := broken.Admits(token); good != (flaw == name) {
					t.Errorf("without the rule, a token that is %s: taken %v", flaw, good)
				}
			}
		})
	}
}

func TestWhatIsNoAccessToken(t *testing.T) {
	keys := account.NewKeys(clock.NewVirtual(time.Now()), "first", account.Rules{})
	token := keys.Issue()
	at := strings.LastIndexByte(token, '.')
	for name, sent := range map[string]string{
		"nothing": "", "no dots": "token", "dots alone": "..", "without a signature": token[:at+1], "unsigned": "eyJhbGciOiJub25lIn0" + token[strings.IndexByte(token, '.'):],
		"no base64": "*." + "*.*", "cut short": token[:len(token)-4],
	} {
		if good, known := keys.Admits(sent); good || known {
			t.Errorf("%s: good %v, known %v", name, good, known)
		}
	}
}
