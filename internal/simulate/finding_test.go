package simulate

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

// repeater is a sender that only knows how to repeat a request.
type repeater struct{}

func (repeater) Do(context.Context, client.Request) (client.Response, error) {
	panic("nothing is sent")
}
func (repeater) Curl(request client.Request) string { return "curl " + request.Path }

func theJudge(t *testing.T) *check.Judge {
	t.Helper()
	judge, err := loadJudge()
	if err != nil {
		t.Fatal(err)
	}
	return judge
}

// loadJudge loads the real catalogue, once for all tests.
var loadJudge = sync.OnceValues(func() (*check.Judge, error) {
	catalogue, err := requirement.Load(os.DirFS("../../features/catalogue"))
	if err != nil {
		return nil, err
	}
	messages, err := shape.Compile(os.DirFS("../../schemas/scim"))
	if err != nil {
		return nil, err
	}
	return check.New(catalogue, messages)
})

// A finding of a verification read names the resource, shows the write and the
// read, and repeats the read (design §6).
func TestFindingOfAVerificationRead(t *testing.T) {
	r := &run{config: Config{Sender: repeater{}}, judge: theJudge(t), wire: &wire{cycle: 3}}
	e := &expectation{kind: provision.User, id: "2819/c223", object: "ana", exchange: 7}
	got := r.finding(e, client.Response{Exchange: 9}, client.Request{Path: "/Users/2819%2Fc223"}, "HOUSE-01", "title", "Buyer", "Seller", "it is gone")
	want := verdict.Finding{
		Outcome: verdict.Fail, Requirement: "HOUSE-01", Level: "house", Sentence: got.Sentence, Harm: verdict.DataDrift, Message: "it is gone",
		Object: "ana", Resource: "Users/2819/c223", Attribute: "title", Expected: "Buyer", Seen: "Seller", Cycle: 3, Exchanges: []int64{7, 9},
		Curl: "curl /Users/2819%2Fc223", Hint: got.Hint,
	}
	if diff := cmp.Diff(want, got); diff != "" || got.Sentence == "" || got.Hint == "" {
		t.Errorf("finding (-want +got):\n%s", diff)
	}
	e.exchange = 0 // nothing was written in this run
	if got := r.finding(e, client.Response{Exchange: 9}, client.Request{}, "HOUSE-01", "", "", "", "").Exchanges; !cmp.Equal(got, []int64{9}) {
		t.Errorf("exchanges %v", got)
	}
}
