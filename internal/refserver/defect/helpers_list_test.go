package defect

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAskedLists(t *testing.T) {
	tests := []struct {
		name, method, path string
		want               bool
	}{
		{"users", "GET", "/Users", true},
		{"the root", "GET", "/", true},
		{"another type", "GET", "/Devices", true},
		{"a search", "POST", "/Users/.search", true},
		{"a search at the root", "POST", "/.search", true},
		{"one user", "GET", "/Users/1", false},
		{"a new user", "POST", "/Users", false},
		{"the subject", "GET", "/Me", false},
		{"discovery", "GET", "/Schemas", false},
		{"bulk", "POST", "/Bulk", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q := asked{&Call{Method: test.method, Path: test.path}}
			if got := q.lists(); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// The parameters of a URL and those of a SearchRequest (RFC 7644 §3.4.3) read
// and change alike.
func TestAskedParameters(t *testing.T) {
	calls := map[string]func() *Call{
		"in the URL": func() *Call {
			return &Call{Method: "GET", Path: "/Users", Query: map[string][]string{
				"filter": {"title pr"}, "count": {"2"}, "attributes": {"userName, title", "name"},
			}}
		},
		"in the body": func() *Call {
			return &Call{Method: "POST", Path: "/Users/.search", Raw: []byte(`{"Filter":"title pr","count":2,"attributes":["userName","title","name"]}`)}
		},
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			q := asked{call()}
			if text, ok := q.get("filter"); text != "title pr" || !ok {
				t.Errorf("filter %q %v", text, ok)
			}
			if count, ok := q.number("count"); count != 2 || !ok {
				t.Errorf("count %d %v", count, ok)
			}
			if text, ok := q.get("sortBy"); text != "" || ok {
				t.Errorf("sortBy %q %v, want none", text, ok)
			}
			if diff := cmp.Diff([]string{"userName", "title", "name"}, q.names("attributes")); diff != "" {
				t.Error(diff)
			}
			q.set("filter", "userName pr")
			q.set("startIndex", "3")
			q.drop("count")
			q.setNames("attributes", []string{"id", "meta"})
			if got, want := q.content().Encode(), "attributes=id%2Cmeta&filter=userName+pr"; got != want {
				t.Errorf("content %s, want %s", got, want)
			}
			if _, ok := q.get("count"); ok || q.first() != 3 || q.limit() != mostResults {
				t.Errorf("count %v, first %d, limit %d", ok, q.first(), q.limit())
			}
			q.setNames("attributes", nil)
			if names := q.names("attributes"); names != nil {
				t.Errorf("attributes %v, want none", names)
			}
		})
	}
}

// In a SearchRequest numbers stay numbers.
func TestAskedNumbersInBody(t *testing.T) {
	c := &Call{Method: "POST", Path: "/.search", Raw: []byte(`{"count":2}`)}
	asked{c}.set("count", "5")
	if got := string(c.Raw); got != `{"count":5}` {
		t.Errorf("got %s", got)
	}
}
