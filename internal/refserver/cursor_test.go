package refserver_test

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

func crowded(t *testing.T, n int) (*site, []string) {
	t.Helper()
	s := strict(t)
	var ids []string
	for i := range n {
		ids = append(ids, s.user(fmt.Sprintf("user%02d", i), fmt.Sprintf(`"title":"%d"`, n-i)))
	}
	return s, ids
}

func idsOf(list scim.Resource) []string {
	ids := []string{}
	for _, element := range list.List("Resources") {
		ids = append(ids, scim.AsObject(element).ID())
	}
	return ids
}

// RFC 9865 §2: from the first page to the last and back again.
func TestCursorPaging(t *testing.T) {
	s, ids := crowded(t, 10)
	query := "/Users?count=4&cursor="
	first := s.get(query)
	middle := s.get(query + first.String("nextCursor"))
	final := s.get(query + middle.String("nextCursor"))
	for i, page := range []struct {
		list           scim.Resource
		want           []string
		next, previous bool
	}{{first, ids[:4], true, false}, {middle, ids[4:8], true, true}, {final, ids[8:], false, true}} {
		if diff := cmp.Diff(page.want, idsOf(page.list)); diff != "" {
			t.Errorf("page %d: %s", i, diff)
		}
		_, next := page.list.Get("nextCursor")
		_, previous := page.list.Get("previousCursor")
		if next != page.next || previous != page.previous {
			t.Errorf("page %d: nextCursor %v, previousCursor %v", i, next, previous)
		}
		if got := fmt.Sprintf("%v and %v", page.list["totalResults"], page.list["itemsPerPage"]); got != fmt.Sprintf("10 and %d", len(page.want)) {
			t.Errorf("page %d: totalResults and itemsPerPage %s", i, got)
		}
	}
	if back := s.get(query + final.String("previousCursor")); !cmp.Equal(ids[4:8], idsOf(back)) {
		t.Errorf("back: %v", idsOf(back))
	}
	if unreserved := regexp.MustCompile(`^[A-Za-z0-9._~-]+$`); !unreserved.MatchString(first.String("nextCursor")) {
		t.Errorf("cursor %q has characters that a URL does not take (RFC 9865 §2)", first.String("nextCursor"))
	}
}

// What others create or delete between two pages neither repeats nor hides
// anything.
func TestCursorWhileOthersWrite(t *testing.T) {
	s, ids := crowded(t, 9)
	query := "/Users?count=3&cursor="
	first := s.get(query)
	s.want(204, http.MethodDelete, "/Users/"+ids[0], "")
	s.want(204, http.MethodDelete, "/Users/"+ids[2], "") // the last one of the page
	added := s.user("late")
	seen := idsOf(first)
	for next := first.String("nextCursor"); next != ""; {
		page := s.get(query + next)
		seen, next = append(seen, idsOf(page)...), page.String("nextCursor")
	}
	if diff := cmp.Diff(append(ids, added), seen); diff != "" {
		t.Error(diff)
	}
}

// RFC 9865 §2.2: sorted and filtered lists turn pages too; §3: so does .search.
func TestCursorWithOrderAndSearch(t *testing.T) {
	s, ids := crowded(t, 6)
	query := "/Users?sortBy=userName&sortOrder=descending&filter=userName%20sw%20%22user%22&count=4&cursor="
	first := s.get(query)
	seen := append(idsOf(first), idsOf(s.get(query+first.String("nextCursor")))...)
	if diff := cmp.Diff([]string{ids[5], ids[4], ids[3], ids[2], ids[1], ids[0]}, seen); diff != "" {
		t.Error(diff)
	}
	search := func(cursor string) scim.Resource {
		body := `{"schemas":["` + scim.URNSearchRequest + `"],"count":4,"cursor":"` + cursor + `"}`
		return s.want(200, http.MethodPost, "/Users/.search", body).body
	}
	if diff := cmp.Diff(ids[4:], idsOf(search(search("").String("nextCursor")))); diff != "" {
		t.Error(diff)
	}
}

// RFC 9865 §2.1, table 3.
func TestCursorErrors(t *testing.T) {
	s, _ := crowded(t, 5)
	cursor := s.get("/Users?count=2&cursor=").String("nextCursor")
	forged := "A" + cursor[1:]
	if cursor[0] == 'A' {
		forged = "B" + cursor[1:]
	}
	tests := []struct{ name, query, scimType string }{
		{"no cursor of ours", "count=2&cursor=abc", "invalidCursor"},
		{"forged", "count=2&cursor=" + forged, "invalidCursor"},
		{"another filter", "count=2&filter=title%20pr&cursor=" + cursor, "invalidCursor"},
		{"another count", "count=3&cursor=" + cursor, "invalidCount"},
		{"count above maxPageSize", "count=1001&cursor=", "invalidCount"},
		{"both ways of paging", "count=2&startIndex=1&cursor=", "invalidValue"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			within := *s
			within.t = t
			within.refused(400, test.scimType, http.MethodGet, "/Users?"+test.query, "")
		})
	}
	s.pass(time.Hour + time.Second)
	s.refused(400, "expiredCursor", http.MethodGet, "/Users?count=2&cursor="+cursor, "")
}

// RFC 9865 §2, table 1: a count of 0 or below asks for the total only.
func TestCursorCountZero(t *testing.T) {
	s, _ := crowded(t, 3)
	for _, count := range []string{"0", "-1"} {
		list := s.get("/Users?cursor=&count=" + count)
		if fmt.Sprint(list["totalResults"]) != "3" || len(list.List("Resources")) != 0 {
			t.Errorf("count %s: %v", count, list)
		}
	}
}

// RFC 9865 §4.
func TestCursorIsAnnounced(t *testing.T) {
	pagination := open(t, refserver.Options{MaxResults: 50}).get("/ServiceProviderConfig").Object("pagination")
	for name, want := range map[string]string{
		"cursor": "true", "index": "true", "defaultPaginationMethod": "index", "maxPageSize": "50", "defaultPageSize": "50", "cursorTimeout": "3600",
	} {
		if got := fmt.Sprint(pagination[name]); got != want {
			t.Errorf("pagination.%s %s, want %s", name, got, want)
		}
	}
}
