package simulate

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Alike findings are one with a count, with the first pieces of evidence; the
// worst come first, otherwise the order is that in which they were found.
func TestFindingsFold(t *testing.T) {
	f := newFindings()
	advice := verdict.Finding{Outcome: verdict.Advice, Requirement: "E-6.12", Message: "drift", Attribute: "title"}
	fail := verdict.Finding{Outcome: verdict.Fail, Requirement: "HOUSE-01", Message: "lost", Attribute: "title", Object: "ana", Exchanges: []int64{1, 2}}
	broken := verdict.Finding{Outcome: verdict.Broken, Requirement: "E-6.8", Message: "not carried out"}
	if worst := f.add(advice, broken); worst != verdict.Broken {
		t.Errorf("the worst of advice and broken is %s", worst)
	}
	if worst := f.add(); worst != verdict.NotRun {
		t.Errorf("nothing found is %s", worst)
	}
	for i := range int64(10) {
		fail.Exchanges = []int64{2*i + 1, 2*i + 2}
		fail.Object = fmt.Sprint("user ", i)
		f.add(fail)
	}
	other := fail
	other.Attribute = "active"
	f.add(other)
	all := f.all()
	var order []string
	for _, finding := range all {
		order = append(order, fmt.Sprintf("%s %s ×%d", finding.Outcome, finding.Attribute, finding.Count))
	}
	if want := []string{"Fail title ×10", "Fail active ×1", "Broken  ×1", "Advice title ×1"}; !slices.Equal(order, want) {
		t.Errorf("findings %q, want %q", order, want)
	}
	if first := all[0]; first.Object != "user 0" || len(first.Exchanges) > exchangesPerFinding+1 || !slices.Equal(first.Exchanges[:4], []int64{1, 2, 3, 4}) {
		t.Errorf("the folded finding is about %s with the exchanges %v", first.Object, first.Exchanges)
	}
}

// What an answer was found guilty of when it came is not told again as a refusal;
// in the next cycle it is news.
func TestFindingsAreToldOnce(t *testing.T) {
	f := newFindings()
	of := func(rule string, exchange int64) verdict.Finding {
		return verdict.Finding{Outcome: verdict.Fail, Requirement: "E-6.15", Message: rule, Exchanges: []int64{exchange}}
	}
	f.add(of("unreadable", 7))
	f.addRefusals([]verdict.Finding{of("not carried out", 7), of("not carried out, either", 8), {Outcome: verdict.Fail, Message: "no evidence"}})
	if n := len(f.all()); n != 3 {
		t.Errorf("%d findings, want 3: %v", n, f.all())
	}
	f.addRefusals([]verdict.Finding{of("not carried out in the next cycle", 7)})
	if n := len(f.all()); n != 4 {
		t.Errorf("%d findings, want 4", n)
	}
}

// An unmet expectation follows from the first finding about its object that says
// more than advice; one about no object from any. What a story expects is
// nobody's cause.
func TestFindingsAreCauses(t *testing.T) {
	f := newFindings()
	f.add(verdict.Finding{Outcome: verdict.Advice, Object: "ana", Message: "drift"})
	f.expected(verdict.Finding{Outcome: verdict.Fail, Object: "ana", Message: "the story expects otherwise"})
	if _, known := f.cause("ana"); known {
		t.Error("advice or another expectation is a cause")
	}
	f.add(verdict.Finding{Outcome: verdict.Fail, Object: "bo", Message: "first"}, verdict.Finding{Outcome: verdict.Fail, Object: "bo", Message: "second"})
	for object, want := range map[string]string{"bo": "first", "": "first", "ana": ""} {
		if root, _ := f.cause(object); root.Message != want {
			t.Errorf("the cause for %q is %q, want %q", object, root.Message, want)
		}
	}
}

func TestFindingsFromSeveralGoroutines(t *testing.T) {
	f := newFindings()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 100 {
				f.add(verdict.Finding{Outcome: verdict.Fail, Message: "lost", Exchanges: []int64{1}})
			}
		})
	}
	group.Wait()
	if all := f.all(); len(all) != 1 || all[0].Count != 800 {
		t.Errorf("findings %v", all)
	}
}
