package refserver_test

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
)

const writers = 32

// together runs the writers at once.
func together(write func(i int)) {
	var group sync.WaitGroup
	for i := range writers {
		group.Go(func() { write(i) })
	}
	group.Wait()
}

// Writers that add different members to one group lose none, whatever the form
// of the request.
func TestWritersOnOneGroup(t *testing.T) {
	forms := map[string]func(id string) string{
		"by index":         func(id string) string { return `{"op":"add","path":"members","value":[{"value":"` + id + `"}]}` },
		"through the body": func(id string) string { return `{"op":"add","value":{"members":[{"value":"` + id + `"}]}}` },
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			s := strict(t)
			team := s.group("Team")
			ids := make([]string, writers)
			for i := range ids {
				ids[i] = s.user(fmt.Sprint("u", i))
			}
			together(func(i int) {
				if got := s.do(http.MethodPatch, "/Groups/"+team, patchOp(form(ids[i]))); got.status != 204 {
					t.Errorf("status %d: %s", got.status, got.raw)
				}
			})
			members := asSet(valuesOf(s.get("/Groups/"+team), "members"))
			for _, id := range ids {
				if members[id] != 1 {
					t.Errorf("member %s is there %d times", id, members[id])
				}
			}
		})
	}
}

// Writers that change different attributes of one user lose none.
func TestWritersOnOneUser(t *testing.T) {
	s := strict(t)
	id := s.user("a")
	together(func(i int) {
		operation := fmt.Sprintf(`{"op":"add","path":"emails","value":[{"value":"m%d@example.com"}]}`, i)
		if got := s.do(http.MethodPatch, "/Users/"+id, patchOp(operation)); got.status != 200 {
			t.Errorf("status %d: %s", got.status, got.raw)
		}
	})
	if n := len(s.get("/Users/" + id).List("emails")); n != writers {
		t.Errorf("%d addresses, want %d", n, writers)
	}
}

func TestOneOfManyCreates(t *testing.T) {
	s := strict(t)
	var created, refused atomic.Int32
	together(func(int) {
		got := s.do(http.MethodPost, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"a"}`)
		switch got.status {
		case 201:
			created.Add(1)
		case 409:
			refused.Add(1)
		}
	})
	if created.Load() != 1 || refused.Load() != writers-1 {
		t.Errorf("%d created, %d refused", created.Load(), refused.Load())
	}
}

// Members come, go and are deleted while the group is read, listed and
// replaced: both sides of the membership agree in the end.
func TestMembershipStaysConsistent(t *testing.T) {
	s := strict(t)
	team := s.group("Team")
	ids := make([]string, writers)
	for i := range ids {
		ids[i] = s.user(fmt.Sprint("u", i))
	}
	together(func(i int) {
		add := `{"op":"add","path":"members","value":[{"value":"` + ids[i] + `"}]}`
		s.do(http.MethodPatch, "/Groups/"+team, patchOp(add))
		switch i % 4 {
		case 0:
			s.do(http.MethodDelete, "/Users/"+ids[i], "")
		case 1:
			s.do(http.MethodPatch, "/Groups/"+team, patchOp(`{"op":"remove","path":"members[value eq \"`+ids[i]+`\"]"}`))
		case 2:
			s.do(http.MethodGet, "/Groups?sortBy=displayName", "")
		default:
			s.do(http.MethodPatch, "/Groups/"+team, patchOp(`{"op":"replace","path":"displayName","value":"`+ids[i]+`"}`))
		}
	})
	members := asSet(valuesOf(s.get("/Groups/"+team), "members"))
	for i, id := range ids {
		stays := i%4 >= 2
		if members[id] == 1 != stays {
			t.Errorf("user %d is a member %d times, want %v", i, members[id], stays)
		}
		if i%4 == 0 {
			continue
		}
		if listed := len(s.get("/Users/" + id).List("groups")); (listed == 1) != stays {
			t.Errorf("user %d lists %d groups", i, listed)
		}
	}
}
