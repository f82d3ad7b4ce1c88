package foreign

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/scim"
)

// shelf is a target that shows its users in pages.
type shelf struct {
	users  []string // as JSON
	page   int      // at most on a page; 0: as many as are asked for
	total  int      // instead of the number of users; 0: the truth
	stuck  bool     // always shows its first page
	heavy  int      // more than so many in an answer are too large; 0: none is
	status int      // instead of 200
	asked  int
}

func (s *shelf) Do(_ context.Context, request client.Request) (client.Response, error) {
	s.asked++
	var start, count int
	if _, err := fmt.Sscanf(request.RawQuery, "startIndex=%d&count=%d", &start, &count); err != nil {
		return client.Response{}, err
	}
	if s.heavy > 0 && count > s.heavy {
		return client.Response{}, &client.Fault{Kind: client.TooLarge}
	}
	if s.page > 0 {
		count = min(count, s.page)
	}
	if s.stuck {
		start = 1
	}
	total := len(s.users)
	if s.total > 0 {
		total = s.total
	}
	from := min(start-1, len(s.users))
	shown := s.users[from:min(from+count, len(s.users))]
	body := `{"totalResults":` + strconv.Itoa(total) + `,"Resources":[` + strings.Join(shown, ",") + `]}`
	status := http.StatusOK
	if s.status != 0 {
		status = s.status
	}
	return client.Response{Status: status, Body: []byte(body)}, nil
}

// crowd are users u0, u1, …
func crowd(n int) []string {
	users := make([]string, n)
	for i := range users {
		users[i] = user("u"+strconv.Itoa(i), "Foreign")
	}
	return users
}

func user(id, name string) string {
	return `{"id":"` + id + `","userName":"` + name + `"}`
}

func list(t *testing.T, s *shelf) Listing {
	t.Helper()
	return Lister{
		Sender: s, Kinds: []Kind{{Name: "User", Endpoint: "/Users"}},
		Ours: func(_ string, resource scim.Resource) bool { return strings.HasPrefix(resource.ID(), "ours") },
	}.List(t.Context())
}

// RFC 7644 §3.4.2.4: a target may show fewer than asked for, and totalResults tells
// when all were seen. What cannot be listed to its end is not compared.
func TestListing(t *testing.T) {
	for _, row := range []struct {
		name  string
		shelf shelf
		size  int
		note  string
		asked int
	}{
		{"nobody", shelf{}, 0, "", 1},
		{"one page", shelf{users: crowd(3)}, 3, "", 1},
		{"as many as are asked for", shelf{users: crowd(1200)}, 1200, "", 3},
		{"small pages", shelf{users: crowd(1200), page: 100}, 1200, "", 12},
		{"resources too large for a page of 500", shelf{users: crowd(60), heavy: 50}, 60, "", 3},
		{"the first page again and again", shelf{users: crowd(1200), stuck: true}, 500, "/Users shows 500 of its 1200 resources: they were not all compared", 2},
		{"more are promised than come", shelf{users: crowd(3), total: 9}, 3, "/Users shows 3 of its 9 resources: they were not all compared", 2},
		{"as many as are compared", shelf{users: crowd(limit), page: 10_000}, limit, "", limit / pageSize},
		{"more than are compared", shelf{users: crowd(limit + 1)}, limit, "/Users has more than 50000 resources: they were not all compared", limit / pageSize},
		{"an error", shelf{status: 403}, 0, "/Users cannot be listed: it answers 403", 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := list(t, &row.shelf)
			if got.Size() != row.size || got.Note != row.note || row.shelf.asked != row.asked {
				t.Errorf("%d resources, note %q, %d requests; want %d, %q, %d", got.Size(), got.Note, row.shelf.asked, row.size, row.note, row.asked)
			}
		})
	}
}

// What a target need not have may be missing; a refusal is not that.
func TestOptionalKind(t *testing.T) {
	for status, note := range map[int]string{404: "", 501: "", 403: "/Groups cannot be listed: it answers 403", 500: "/Groups cannot be listed: it answers 500"} {
		got := Lister{Sender: &shelf{status: status}, Kinds: []Kind{{Name: "Group", Endpoint: "/Groups", Optional: true}}}.List(t.Context())
		if got.Note != note {
			t.Errorf("%d: note %q, want %q", status, got.Note, note)
		}
	}
}

// A listing ends with the run's patience, whatever the target goes on to show.
func TestListingEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	endless := senderFunc(func(ctx context.Context, request client.Request) (client.Response, error) {
		if strings.HasPrefix(request.RawQuery, "startIndex=5&") {
			stop()
		}
		start, _, _ := strings.Cut(strings.TrimPrefix(request.RawQuery, "startIndex="), "&")
		return client.Response{Status: 200, Body: []byte(`{"totalResults":1000000,"Resources":[` + user("u"+start, "x") + `]}`)}, ctx.Err()
	})
	got := Lister{Sender: endless, Kinds: []Kind{{Name: "User", Endpoint: "/Users"}}, Ours: func(string, scim.Resource) bool { return false }}.List(ctx)
	if got.Size() != 4 || !strings.Contains(got.Note, "cannot be listed") {
		t.Errorf("%d resources, note %q", got.Size(), got.Note)
	}
}

type senderFunc func(context.Context, client.Request) (client.Response, error)

func (f senderFunc) Do(ctx context.Context, request client.Request) (client.Response, error) {
	return f(ctx, request)
}

// What is not as it was is told; what is ours, and the order of a set, is nothing to
// tell (RFC 7643 §2.4).
func TestCompare(t *testing.T) {
	before := []string{user("a", "Ana"), `{"id":"b","emails":[{"value":"1","type":"work"},{"value":"2"}]}`, user("ours1", "x")}
	for _, row := range []struct {
		name  string
		after []string
		want  []string
	}{
		{"the same", before, nil},
		{"members and values in another order", []string{`{"userName":"Ana","id":"a"}`, `{"emails":[{"value":"2"},{"type":"work","value":"1"}],"id":"b"}`}, nil},
		{"ours are other ones", append([]string{user("ours2", "y")}, before[:2]...), nil},
		{"a value changed", []string{user("a", "ANA"), before[1]}, []string{"Users/a has changed"}},
		{"a value is gone from a set", []string{before[0], `{"id":"b","emails":[{"value":"1","type":"work"}]}`}, []string{"Users/b has changed"}},
		{"a value is there twice", []string{before[0], `{"id":"b","emails":[{"value":"1","type":"work"},{"value":"2"},{"value":"2"}]}`}, []string{"Users/b has changed"}},
		{"one is gone", before[1:], []string{"Users/a is gone"}},
		{"one is new", append([]string{user("c", "Cy")}, before...), []string{"Users/c is new"}},
		{"one in the place of another", []string{user("c", "Ana"), before[1]}, []string{"Users/a is gone", "Users/c is new"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, text := range row.after {
				if !json.Valid([]byte(text)) {
					t.Fatal(text)
				}
			}
			got := Compare(list(t, &shelf{users: before}), list(t, &shelf{users: row.after}))
			if diff := cmp.Diff(row.want, got.Changed); diff != "" || got.Note != "" || got.Before != 2 {
				t.Errorf("%+v\n%s", got, diff)
			}
		})
	}
}

// What an incomplete listing lacks is not gone.
func TestCompareIncomplete(t *testing.T) {
	whole, part := list(t, &shelf{users: crowd(1200)}), list(t, &shelf{users: crowd(1200), stuck: true})
	for _, got := range []struct{ before, after Listing }{{whole, part}, {part, whole}} {
		if u := Compare(got.before, got.after); u.Note != part.Note || len(u.Changed) > 0 {
			t.Errorf("%+v", u)
		}
	}
}
