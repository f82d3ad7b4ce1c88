package check

import (
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

func TestCreationShowsWhatWasSent(t *testing.T) {
	run(t, []row{
		{"another title (E-6.12, HOUSE-01)", created, set("title", "Seller"), []string{"Fail HOUSE-01 title"}},
		{"another part of the name", created, set("name.familyName", "Costa"), []string{"Fail HOUSE-01 name.familyName"}},
		{"another address", created, set("emails.0.value", "x@fabrikam.example"), []string{`Fail HOUSE-01 emails[type eq "work"].value`}},
		{"another department", created, body(func(b map[string]any) { put(b, []string{scim.URNEnterpriseUser, "department"}, "Sales") }),
			[]string{"Fail HOUSE-01 " + scim.URNEnterpriseUser + ":department"}},
		{"switched off", created, set("active", false), []string{"Fail HOUSE-01 active"}},
		{"free: attributes that are left out (RFC 7644 §3.3: SHOULD)", created, all(drop("title"), drop("name"), drop("active"), drop("emails")), nil},
		{"free: attributes that the target adds (RFC 7644 §3.3: MAY)", created, all(set("nickName", "Ana"), set("locale", "pt-PT")), nil},
		{"free: another case where it does not count (RFC 7643 §7: MAY)", created, set("userName", "ANA.REIS@fabrikam.example"), nil},
		{"free: the creation was refused", created, all(status(409), bodyIs(`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "409"}`)), nil},
		{"free: nothing is known of what was sent", created, all(func(a *Answer) { a.Sent = nil }, set("title", "Seller")), nil},
	})
}

// One loss is one finding: the creation's answer and the comparison after the
// cycle word it the same way, so that they are folded.
func TestCreationAndComparisonFold(t *testing.T) {
	judge := realJudge(t)
	a := created()
	set("title", "Seller")(&a)
	seen, err := scim.Decode(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	expected, err := scim.Decode([]byte(sent))
	if err != nil {
		t.Fatal(err)
	}
	differences := Compare(Expected{Type: "User", Resource: expected}, seen, judge.sets["User"])
	after := judge.Differences(differences, Context{Type: "User", ID: userID, Object: "ana", Cycle: 1})
	at := judge.Answer(a)
	if len(at) != 1 || len(after) != 1 || at[0].Key() != after[0].Key() {
		t.Errorf("they do not fold:\n%+v\n%+v", at, after)
	}
}

// An account that was to be created switched off and is on is a hole.
func TestCreatedThoughDisabled(t *testing.T) {
	a := created()
	a.Sent = []byte(strings.Replace(sent, `"active": true`, `"active": false`, 1))
	found := realJudge(t).Answer(a)
	if len(found) != 1 || found[0].Attribute != "active" || found[0].Harm != verdict.SecurityHole {
		t.Errorf("%+v", found)
	}
}
