package refserver_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

func cursorStages(t *testing.T, play func(s *stage)) {
	t.Helper()
	for name, lenient := range map[string]bool{"strict": false, "tolerant": true} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, refserver.Options{Token: token9865, Tolerant: lenient})
			play(s)
		})
	}
}

// hundred creates the users that the examples of RFC 9865 find.
func hundred(s *stage) {
	for i := range 100 {
		body := fmt.Sprintf(`{"schemas":["%s"],"userName":"J%02d","displayName":"Smith %d"}`, scim.URNUser, i, i)
		header := http.Header{"Content-Type": {scim.MediaType}, "Authorization": {"Bearer " + token9865}}
		if got := s.send(message{method: http.MethodPost, path: "/Users", header: header, body: body}); got.status != http.StatusCreated {
			s.t.Fatalf("%d: %s", got.status, got.raw)
		}
	}
}

func js(from, to int) (names []string) {
	for i := from; i < to; i++ {
		names = append(names, fmt.Sprintf("J%02d", i))
	}
	return names
}

// TestRFC9865Pages plays §2: the first page by an empty cursor, and the next one
// by that of the answer. The printed filters lack quotation marks around J, with
// which only tolerant mode understands them; they name the attribute in two
// cases.
func TestRFC9865Pages(t *testing.T) {
	resources := slip{"elided", "{\n         ...\n      }", ""}
	quote := slip{"RFC 7644 figure 1: a string is in quotation marks", "sw%20J", "sw%20%22J%22"}
	cursorStages(t, func(s *stage) {
		hundred(s)
		literal := s.send(printed(s.t, 9865, 186, 189))
		if lenient := strings.HasSuffix(s.t.Name(), "tolerant"); (literal.status == http.StatusOK) != lenient {
			s.t.Errorf("as printed: status %d", literal.status)
		}
		first := s.send(printed(s.t, 9865, 186, 189, quote))
		s.means("VZUTiyhEQJ94IR", first.body.String("nextCursor"))
		if diff := cmp.Diff(js(0, 10), userNames(first.body)); diff != "" {
			s.t.Error(diff)
		}
		s.expect(printed(s.t, 9865, 195, 206, resources), first.without("Resources"))
		next := s.send(printed(s.t, 9865, 212, 215, quote))
		s.means("ze7L30kMiiLX6x", next.body.String("previousCursor"))
		s.means("YkU3OF86Pz0rGv", next.body.String("nextCursor"))
		if diff := cmp.Diff(js(10, 20), userNames(next.body)); diff != "" {
			s.t.Error(diff)
		}
		s.expect(printed(s.t, 9865, 219, 231, resources, slip{"a quotation mark is missing", `"previousCursor:`, `"previousCursor":`}), next.without("Resources"))
	})
}

// TestRFC9865Search plays §3.
func TestRFC9865Search(t *testing.T) {
	cursorStages(t, func(s *stage) {
		hundred(s)
		request := printed(s.t, 9865, 340, 352, slip{"the endpoint is /Users (RFC 7644 §3.4.3)", "/User/.search", "/Users/.search"})
		request.header.Set("Content-Type", scim.MediaType) // none is printed, but a body has one
		first := s.send(request)
		s.means("VZUTiyhEQJ94IR", first.body.String("nextCursor"))
		if diff := cmp.Diff(js(0, 10), userNames(first.body)); diff != "" {
			s.t.Error(diff)
		}
		s.expect(printed(s.t, 9865, 358, 369, slip{"elided", "{\n         ...\n      }", ""}), first.without("Resources"))
		request.body = strings.Replace(request.body, `"cursor": ""`, `"cursor": "VZUTiyhEQJ94IR"`, 1)
		if diff := cmp.Diff(js(10, 20), userNames(s.send(request).body)); diff != "" {
			s.t.Error(diff)
		}
	})
}

// RFC 9865 §2: "all query parameters and values being identical", of which the
// example changes the case of a name. That of a value is another query.
func TestRFC9865CursorOfAnotherQuery(t *testing.T) {
	cursorStages(t, func(s *stage) {
		hundred(s)
		ask := func(filter, cursor string) answer {
			request := printed(s.t, 9865, 186, 189)
			request.path = "/Users?count=10&filter=" + url.QueryEscape(filter) + "&cursor=" + cursor
			return s.send(request)
		}
		next := ask(`userName sw "J" and title ne "a\"B"`, "").body.String("nextCursor")
		if got := ask(`USERNAME SW "J" and title NE "a\"B"`, next); got.status != http.StatusOK || len(userNames(got.body)) != 10 {
			s.t.Errorf("names and operators in capitals: %d: %s", got.status, got.raw)
		}
		isError(s.t, ask(`userName sw "J" and title ne "a\"b"`, next), 400, "invalidCursor")
		isError(s.t, ask(`userName sw "j" and title ne "a\"B"`, next), 400, "invalidCursor")
	})
}
