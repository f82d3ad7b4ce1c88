package refserver_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver"
)

func versioned(t *testing.T) *site { t.Helper(); return open(t, refserver.Options{ETags: true}) }

func (s *site) version(path string) string {
	s.t.Helper()
	got := s.want(200, http.MethodGet, path, "")
	tag := got.header.Get("ETag")
	if in := got.body.Object("meta").String("version"); in != tag || tag == "" {
		s.t.Errorf("ETag %q and meta.version %q differ (RFC 7643 §3.1)", tag, in)
	}
	return tag
}

// RFC 7644 §3.14: conditional reads.
func TestConditionalRead(t *testing.T) {
	s := versioned(t)
	id := s.user("a")
	tag := s.version("/Users/" + id)
	got := s.want(304, http.MethodGet, "/Users/"+id, "", "If-None-Match", tag)
	if got.raw != "" || got.header.Get("ETag") != tag {
		t.Errorf("304 with body %q, ETag %q", got.raw, got.header.Get("ETag"))
	}
	s.want(304, http.MethodGet, "/Users/"+id, "", "If-None-Match", `W/"x", `+tag)
	s.want(304, http.MethodGet, "/Users/"+id, "", "If-None-Match", "*")
	s.patch(200, "/Users/"+id, `{"op":"add","path":"title","value":"t"}`)
	s.want(200, http.MethodGet, "/Users/"+id, "", "If-None-Match", tag)
}

// RFC 7644 §3.14: conditional writes; a stale tag changes nothing.
func TestConditionalWrite(t *testing.T) {
	replace := patchOp(`{"op":"replace","path":"title","value":"new"}`)
	writes := []struct{ method, body string }{
		{http.MethodPut, aUser("a")}, {http.MethodPatch, replace}, {http.MethodDelete, ""},
	}
	for _, write := range writes {
		t.Run(write.method, func(t *testing.T) {
			s := versioned(t)
			path := "/Users/" + s.user("a")
			stale := s.version(path)
			s.patch(200, path, `{"op":"add","path":"title","value":"old"}`)
			current := s.version(path)
			s.refused(412, "", write.method, path, write.body, "If-Match", stale)
			s.refused(412, "", write.method, path, write.body, "If-Match", strings.Replace(current, `"`, `"0`, 1))
			s.refused(412, "", write.method, path, write.body, "If-None-Match", current)
			if s.version(path) != current || s.get(path).String("title") != "old" {
				t.Error("a refused write changed something")
			}
			if got := s.do(write.method, path, write.body, "If-Match", `W/"x", `+current); got.status >= 300 {
				t.Errorf("status %d with the current tag: %s", got.status, got.raw)
			}
		})
	}
	s := versioned(t)
	s.want(200, http.MethodPatch, "/Users/"+s.user("b"), replace, "If-Match", "*")
}

// The version follows everything a reader sees, and only that.
func TestVersionFollowsTheResource(t *testing.T) {
	s := versioned(t)
	boss := s.user("boss", `"displayName":"Boss"`)
	user := s.user("a")
	inner := s.group("Inner")
	outer := s.group("Outer", inner)
	path := "/Users/" + user
	changes := []struct {
		name          string
		changes       bool
		method, path  string
		body          string
		expectedReply int
	}{
		{"a read", false, http.MethodGet, path, "", 200},
		{"the same value", false, http.MethodPatch, path, patchOp(`{"op":"replace","path":"userName","value":"a"}`), 200},
		{"a value", true, http.MethodPatch, path, patchOp(`{"op":"add","path":"title","value":"t"}`), 200},
		{"joins a group", true, http.MethodPatch, "/Groups/" + inner, patchOp(`{"op":"add","path":"members","value":[{"value":"` + user + `"}]}`), 204},
		{"its group is renamed", true, http.MethodPatch, "/Groups/" + inner, patchOp(`{"op":"replace","path":"displayName","value":"Core"}`), 204},
		{"the outer group is renamed", true, http.MethodPatch, "/Groups/" + outer, patchOp(`{"op":"replace","path":"displayName","value":"Shell"}`), 204},
		{"a manager", true, http.MethodPatch, path, patchOp(`{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"` + boss + `"}}`), 200},
		{"the manager is renamed", true, http.MethodPatch, "/Users/" + boss, patchOp(`{"op":"replace","path":"displayName","value":"Chief"}`), 200},
		{"somebody else", false, http.MethodPost, "/Users", aUser("b"), 201},
		{"leaves the group", true, http.MethodDelete, "/Groups/" + inner, "", 204},
	}
	seen := map[string]string{s.version(path): "the beginning"}
	for _, change := range changes {
		before := s.version(path)
		s.want(change.expectedReply, change.method, change.path, change.body)
		after := s.version(path)
		if (before != after) != change.changes {
			t.Errorf("%s: version %s, then %s", change.name, before, after)
		}
		if other, again := seen[after]; again && change.changes {
			t.Errorf("%s: the version of %s is used again", change.name, other)
		}
		seen[after] = change.name
	}
}

// Without ETags nothing of it is announced or done.
func TestNoVersions(t *testing.T) {
	s := strict(t)
	path := "/Users/" + s.user("a")
	got := s.want(200, http.MethodGet, path, "", "If-None-Match", "*")
	if _, has := got.body.Object("meta").Get("version"); has || got.header.Get("ETag") != "" {
		t.Errorf("a version without ETags: %s", got.raw)
	}
	s.want(200, http.MethodPut, path, aUser("a"), "If-Match", `W/"x"`)
}

// Of many writers with the same version one wins (RFC 7644 §3.14).
func TestOneWriterWins(t *testing.T) {
	s := versioned(t)
	path := "/Users/" + s.user("a")
	tag := s.version(path)
	var mu sync.Mutex
	outcomes := map[int]int{}
	together(func(i int) {
		body := patchOp(`{"op":"replace","path":"title","value":"` + strings.Repeat("t", i+1) + `"}`)
		got := s.do(http.MethodPatch, path, body, "If-Match", tag)
		mu.Lock()
		defer mu.Unlock()
		outcomes[got.status]++
	})
	if outcomes[200] != 1 || outcomes[412] != writers-1 {
		t.Errorf("outcomes %v", outcomes)
	}
}

// ETags are never used twice, however many write (32 writers on one group).
func TestVersionsAreNeverReused(t *testing.T) {
	s := versioned(t)
	team := "/Groups/" + s.group("Team")
	ids := make([]string, writers)
	for i := range ids {
		ids[i] = s.user(strings.Repeat("u", i+1))
	}
	var mu sync.Mutex
	seen := map[string]int{}
	together(func(i int) {
		for _, op := range []string{
			`{"op":"add","path":"members","value":[{"value":"` + ids[i] + `"}]}`,
			`{"op":"remove","path":"members[value eq \"` + ids[i] + `\"]"}`,
		} {
			got := s.do(http.MethodPatch, team+"?attributes=displayName", patchOp(op))
			mu.Lock()
			seen[got.header.Get("ETag")+" "+got.body.Object("meta").String("lastModified")]++
			mu.Unlock()
		}
	})
	if final := s.version(team); final == "" || len(s.get(team).List("members")) != 0 {
		t.Errorf("final version %q", final)
	}
}
