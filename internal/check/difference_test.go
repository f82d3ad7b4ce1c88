package check

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/verdict"
)

func TestDifferencesBecomeFindings(t *testing.T) {
	judge := realJudge(t)
	user, group := Context{Type: "User", ID: "1", Object: "ana", Cycle: 2, Exchanges: []int64{3, 4}}, Context{Type: "Group", ID: "9", Object: "design", Cycle: 2, Exchanges: []int64{3, 4}}
	off := user
	off.Disabled = true
	for _, r := range []struct {
		name       string
		difference Difference
		context    Context
		want       string
		harm       verdict.Harm
	}{
		{"a lost value (HOUSE-01)", Difference{"title", Lost, "Buyer", "Seller"}, user, "Fail HOUSE-01 title", verdict.DataDrift},
		{"an absent value", Difference{"name.familyName", Lost, "Reis", none}, user, "Fail HOUSE-01 name.familyName", verdict.DataDrift},
		{"a kept value", Difference{"title", Kept, none, "Buyer"}, user, "Fail HOUSE-01 title", verdict.DataDrift},
		{"drift, Advice in every suite (E-6.12, design §6a)", Difference{"externalId", Drift, "A", "a"}, user, "Advice E-6.12 externalId", verdict.DataDrift},
		{"a value that nobody gave", Difference{`emails[type eq "work"].value`, Foreign, none, "x"}, user, `Advice E-6.12 emails[type eq "work"].value`, verdict.DataDrift},
		{"who left is still active", Difference{"active", Lost, "false", "true"}, off, "Fail HOUSE-01 active", verdict.SecurityHole},
		{"whether who left is active cannot be seen (E-6.11)", Difference{"active", Lost, "false", none}, off, "Fail HOUSE-01 active", verdict.SecurityHole},
		{"who works here is not active", Difference{"active", Lost, "true", "false"}, user, "Fail HOUSE-01 active", verdict.LockedOut},
		{"the name to sign in with", Difference{"userName", Lost, "a", "b"}, user, "Fail HOUSE-01 userName", verdict.LockedOut},
		{"lost members", Difference{"members", Lost, "members a", "no members"}, group, "Fail HOUSE-01 members", verdict.UsersLost},
		{"kept members", Difference{"members", Kept, "without a", "members a"}, group, "Fail HOUSE-01 members", verdict.SecurityHole},
		{"members that nobody added", Difference{"members", Foreign, "only", "members x"}, group, "Fail HOUSE-01 members", verdict.SecurityHole},
		{"members twice (RFC 7643 §2.4: SHOULD NOT)", Difference{"members", Twice, "once", "a"}, group, "Advice RFC7643-2.4-R10 members", verdict.DataDrift},
		{"a kept role", Difference{"roles.value", Kept, none, "Owner"}, user, "Fail HOUSE-01 roles.value", verdict.SecurityHole},
	} {
		t.Run(r.name, func(t *testing.T) {
			found := judge.Differences([]Difference{r.difference}, r.context)
			if diff := cmp.Diff([]string{r.want}, told(found)); diff != "" {
				t.Fatalf("findings (-want +got):\n%s", diff)
			}
			f := found[0]
			complete(t, f)
			if f.Harm != r.harm {
				t.Errorf("harm %q, want %q", f.Harm, r.harm)
			}
			if f.Object != r.context.Object || f.Resource != r.context.Type+"s/"+r.context.ID || f.Cycle != 2 || len(f.Exchanges) != 2 {
				t.Errorf("it does not say where: %+v", f)
			}
			if f.Expected != r.difference.Expected || f.Seen != r.difference.Seen {
				t.Errorf("expected %q, seen %q", f.Expected, f.Seen)
			}
			if !strings.Contains(strings.ToLower(f.Message), strings.ToLower(r.context.Type)) {
				t.Errorf("the sentence does not say of what: %q", f.Message)
			}
		})
	}
}

// Findings with one cause on many objects fold into one: the sentence names none.
func TestFindingsFold(t *testing.T) {
	judge := realJudge(t)
	difference := []Difference{{"title", Lost, "Buyer", "Seller"}}
	one := judge.Differences(difference, Context{Type: "User", ID: "1", Object: "ana"})
	other := judge.Differences([]Difference{{"title", Lost, "Cook", "Seller"}}, Context{Type: "User", ID: "2", Object: "bo"})
	if one[0].Key() != other[0].Key() {
		t.Errorf("they do not fold: %q, %q", one[0].Message, other[0].Message)
	}
	absent := judge.Differences([]Difference{{"title", Lost, "Cook", none}}, Context{Type: "User", ID: "2", Object: "bo"})
	if one[0].Key() == absent[0].Key() {
		t.Errorf("different causes fold: %q", absent[0].Message)
	}
}

func TestNoDifferenceNoFinding(t *testing.T) {
	if found := realJudge(t).Differences(nil, Context{Type: "User", ID: "1"}); len(found) > 0 {
		t.Errorf("%v", found)
	}
}
