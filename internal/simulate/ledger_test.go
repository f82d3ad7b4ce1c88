package simulate

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// entries are the lines of a ledger: "created User user-1 ana.sim1@fabrikam.example".
func (m *memory) entries(t *testing.T) []string {
	t.Helper()
	var lines []string
	for text := range strings.Lines(m.String()) {
		var entry Entry
		if err := json.Unmarshal([]byte(text), &entry); err != nil {
			t.Fatalf("%q is no entry: %v", text, err)
		}
		if entry.Time.IsZero() {
			t.Errorf("%q has no time", text)
		}
		lines = append(lines, strings.Join(strings.Fields(strings.Join([]string{entry.Event, string(entry.Kind), entry.ID, entry.Name}, " ")), " "))
	}
	return lines
}

// Everything that a run creates is written down before the request that creates
// it, and what becomes of it afterwards (design §9).
func TestLedgerIsWrittenFirst(t *testing.T) {
	w := tell(t, initial)
	w.config.Scenario.Assigned.Objects = assignedTo("cy")
	w.store.before = func(r client.Request) {
		if r.Method != "POST" {
			return
		}
		lines := w.ledger.entries(t)
		if last := lines[len(lines)-1]; last != "intent User cy.sim1@fabrikam.example" {
			t.Errorf("before the creation the ledger ends with %q", last)
		}
	}
	w.run().clean()
	want := []string{"intent User cy.sim1@fabrikam.example", "created User user-1 cy.sim1@fabrikam.example", "removed User user-1"}
	if diff := cmp.Diff(want, w.ledger.entries(t)); diff != "" {
		t.Errorf("ledger (-want +got)\n%s", diff)
	}
}

// On a foreign target every intent reaches the disk before the request; the
// embedded one ends with the process.
func TestLedgerIsSynced(t *testing.T) {
	for _, foreign := range []bool{true, false} {
		w := tell(t, initial)
		w.config.Foreign = foreign
		before := 0
		w.store.before = func(r client.Request) {
			if r.Method == "POST" {
				if before++; foreign && w.ledger.synced != before {
					t.Errorf("creation %d is sent after %d syncs", before, w.ledger.synced)
				}
			}
		}
		if w.run().clean(); !foreign && w.ledger.synced != 0 {
			t.Errorf("%d syncs for the embedded target", w.ledger.synced)
		}
	}
}

// Without a ledger nothing is created.
func TestNoLedgerNoCreation(t *testing.T) {
	w := tell(t, initial)
	w.ledger.broken = errors.New("no space left")
	w.run()
	if sent := w.store.writes("provisioning"); len(sent) > 0 {
		t.Errorf("sent without a ledger: %v", sent)
	}
	if w.outcome.Verdict == verdict.Conformant {
		t.Error("a run that could create nobody is conformant")
	}
}

// What was refused, or never answered, may exist all the same: clean-up looks for
// it, after what is known to exist. Groups go before users, the newest first.
func TestLedgerRemaining(t *testing.T) {
	l := newLedger(&memory{}, false)
	user := func(name string) Entry { return Entry{Kind: provision.User, Name: name} }
	group := func(name string) Entry { return Entry{Kind: provision.Group, Name: name} }
	l.create(user("ana"), "1")
	l.create(group("design"), "1")
	l.create(user("bo"), "2")
	l.create(group("build"), "2")
	l.create(user("cy"), "3")
	l.gone(provision.User, "2")
	l.gone(provision.User, "9") // never ours
	l.refuse(user("dee"))
	l.lose(group("site"))
	l.lose(user("cy")) // a first try, whose answer was lost
	known, doubtful := l.remaining()
	if got, want := names(known), "Group design 1, Group build 2, User cy 3, User ana 1"; got != want {
		t.Errorf("known %s, want %s", got, want)
	}
	if got, want := names(doubtful), "Group site, User cy, User dee"; got != want {
		t.Errorf("doubtful %s, want %s", got, want)
	}
	l.restore(&expectation{kind: provision.User, id: "2"})
	l.restore(&expectation{kind: provision.User, id: "9"})
	known, _ = l.remaining()
	if got, want := names(known), "Group design 1, Group build 2, User cy 3, User bo 2, User ana 1"; got != want {
		t.Errorf("after a deletion that did not happen %s, want %s", got, want)
	}
}

func names(entries []Entry) string {
	var all []string
	for _, entry := range entries {
		all = append(all, strings.TrimSpace(string(entry.Kind)+" "+entry.Name+" "+entry.ID))
	}
	return strings.Join(all, ", ")
}

// Further resources that one creation of ours left are adopted when they carry
// its name; anything else is somebody's.
func TestLedgerAdopts(t *testing.T) {
	l := newLedger(&memory{}, false)
	l.create(Entry{Kind: provision.User, Name: "ana.sim1@fabrikam.example"}, "1")
	found := []scim.Resource{
		{"id": "1", "userName": "ana.sim1@fabrikam.example"}, {"id": "2", "userName": "ANA.sim1@fabrikam.example"},
		{"id": "3", "userName": "ana@fabrikam.example"}, {"userName": "ana.sim1@fabrikam.example"},
	}
	l.adopt(&expectation{kind: provision.User, id: "1"}, found)
	l.adopt(&expectation{kind: provision.User, id: "7"}, found) // not one of our creations
	known, _ := l.remaining()
	if got, want := names(known), "User ana.sim1@fabrikam.example 2, User ana.sim1@fabrikam.example 1"; got != want {
		t.Errorf("ours are %s, want %s", got, want)
	}
	l.create(Entry{Kind: provision.Group, Name: "Design sim1"}, "1")
	l.adopt(&expectation{kind: provision.Group, id: "1"}, []scim.Resource{{"id": "5", "displayName": "Design sim1"}})
	if known, _ = l.remaining(); known[0].ID != "5" {
		t.Errorf("the second group is not ours: %v", known)
	}
}
