package refserver_test

import (
	"bufio"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// Paths that lead nowhere, whatever is done with them.
func TestMalformedPaths(t *testing.T) {
	paths := []string{
		"/Users/nobody", "/Users/", "/Users//", "//Users", "/users", "/Users/$ana/", "/Users/$ana/emails", "/Users/%2F", "/Users/a%2Fb", "/Users/..%2FGroups", "/Users/%252F",
		"/Users/%00", "/Users/%0A", "/Users/%", "/Users/%zz", "/Users/%e4", "/Users/\xff\xfe", "/Users/ü", "/Users/日本語", "/Users/%F0%9F%92%A9", "/Users/" + strings.Repeat("x", 60_000),
		"/Users/%24ana", "/Users/*", "/Users/null", "/Users/undefined", "/Users/0", "/Users/-1", "/Users/;", "/Users/$ana;x=1", "/Users/$ana%20", "/Users/%20$ana", "/Users/.", "/Users/..",
		"/Users/ana", "/Users/$team", "/Groups/$ana", "/Things/$ana", "/Nothing", "/Nothing/x", "/Users/.search/x", "/.search/x", "/Bulk/x", "/Me/x",
	}
	besieged(t, func(s *stage) {
		for _, path := range paths {
			var attempts []attempt
			for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete} {
				attempts = append(attempts, attempt{method + " " + clip(path), method, path, aUser("x"), 404, ""})
			}
			s.refuse(attempts)
		}
	})
}

func clip(text string) string { return text[:min(len(text), 40)] }

// Methods that an endpoint does not have.
func TestMalformedMethods(t *testing.T) {
	besieged(t, func(s *stage) {
		for _, path := range []string{"", "/Users", "/Users/$ana", "/Groups/$team", "/.search", "/Users/.search", "/Bulk", "/Schemas", "/Schemas/" + scim.URNUser, "/ResourceTypes", "/ServiceProviderConfig"} {
			for _, method := range []string{http.MethodOptions, http.MethodTrace, http.MethodConnect, "PROPFIND", "get", "Post"} {
				s.refuse([]attempt{{method + " " + path, method, path, "", 405, ""}})
			}
		}
	})
}

// Queries that cannot be understood, and those that have to be (RFC 7644
// §3.4.2.4: whatever is below 1 is 1, and whatever is above the limit is the
// limit, of whatever size).
func TestMalformedQueries(t *testing.T) {
	queries := []string{
		"filter=", "filter=%20", "filter=title", "filter=title%20eq", "filter=title%20eq%20%22x", "filter=title%20eq%20%22x%22%20and", "filter=(title%20pr", "filter=title%20pr)",
		"filter=title%20xx%20%22y%22", "filter=nobody%20eq%20%22y%22", "filter=title.x%20pr", "filter=title%5Btype%20pr%5D%5B", "filter=emails%5Btype%20eq%20%22work%22", "filter=emails%5B%5D",
		"filter=active%20gt%20true", "filter=active%20co%20%22t%22", "filter=name%20eq%20%22x%22", "filter=meta.created%20gt%20%22tomorrow%22", "filter=title%20eq%20%22%00%22",
		"filter=title%20eq%20%22%ff%22", "filter=title%20eq%20%22%5Cx%22", "filter=%00", "filter=%zz", "filter=%", "filter=title+pr;x=1", "filter=" + strings.Repeat("(", 10_000),
		"filter=" + strings.Repeat("(", 10_000) + "title+pr" + strings.Repeat(")", 10_000), "filter=" + strings.Repeat("not+(", 5_000) + "title+pr" + strings.Repeat(")", 5_000),
		"filter=" + url.QueryEscape(strings.Repeat("title pr and ", 6_000)+"title pr"), "filter=password%20pr",
		"startIndex=x", "startIndex=1.5", "startIndex=1e400", "startIndex=%00", "count=x", "count=1.5", "count=1e2", "count=0x10", "count=%EF%BC%91", "sortOrder=up", "sortOrder=%00",
		"attributes=title&excludedAttributes=title", "cursor=x", "cursor=%00", "cursor=&startIndex=1", "cursor=" + strings.Repeat("A", 60_000),
	}
	besieged(t, func(s *stage) {
		for _, query := range queries {
			s.refuse([]attempt{{clip(query), http.MethodGet, "/Users?" + query, "", 0, ""}})
		}
		for query, first := range map[string]string{
			"startIndex=-99999999999999999999": "1", "startIndex=-9223372036854775808": "1", "count=99999999999999999999": "1", "count=9223372036854775807": "1", "startIndex=9223372036854775807": "9223372036854775807",
			"sortBy=nobody": "1", "attributes=nobody": "1", "excludedAttributes=%00": "1", "nobody=%00": "1", "count=-99999999999999999999": "1", "sortBy=": "1", "attributes=": "1",
		} {
			got := s.try(attempt{query, http.MethodGet, "/Users?" + query, "", 0, ""})
			if got.status != http.StatusOK || !isNumber(got.body["totalResults"], "2") || !isNumber(got.body["startIndex"], first) {
				s.t.Errorf("%s: status %d: %.300s", query, got.status, got.raw)
			}
		}
	})
}

// What comes over the wire and is no request never reaches a handler. Everything
// else does, and is answered in SCIM.
func TestMalformedOnTheWire(t *testing.T) {
	s := strict(t)
	address := strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), s.server.Base())
	tests := []struct {
		name, text string
		status     int
		ours       bool
	}{
		{"no request", "hello\r\n\r\n", 400, false},
		{"a path with a broken escape", "GET /scim/v2/Users/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400, false},
		{"a query with a broken escape", "GET /scim/v2/Users?filter=%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400, true},
		{"quotation marks in the query", "GET /scim/v2/Users?filter=userName+eq+\"x\" HTTP/1.1\r\nHost: x\r\n\r\n", 200, true},
		{"a body that is shorter than it says", "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Type: application/scim+json\r\nContent-Length: 5\r\nConnection: close\r\n\r\n{}", 400, true},
		{"chunks that are none", "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Type: application/scim+json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, true},
		{"another host", "GET /scim/v2/Users HTTP/1.1\r\nHost: <>\"\r\n\r\n", 400, false},
		{"an absolute target", "GET http://example.com/scim/v2/Users HTTP/1.1\r\nHost: example.com\r\n\r\n", 200, true},
		{"the server as a whole", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 200, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			connection, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			defer connection.Close()
			if _, err := connection.Write([]byte(test.text)); err != nil {
				t.Fatal(err)
			}
			if half, ok := connection.(*net.TCPConn); ok {
				_ = half.CloseWrite()
			}
			response, err := http.ReadResponse(bufio.NewReader(connection), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			if ours := response.Header.Get("Content-Type") == scim.MediaType; response.StatusCode != test.status || ours != test.ours {
				t.Errorf("status %d, in SCIM: %v", response.StatusCode, ours)
			}
		})
	}
	if n := s.server.Count("User"); n != 0 {
		t.Errorf("%d users", n)
	}
}

// Headers that cannot be understood.
func TestMalformedHeaders(t *testing.T) {
	tests := []struct {
		name, header, value string
		status              int
	}{
		{"no media type", "Content-Type", "nonsense;;", 415},
		{"another media type", "Content-Type", "text/xml", 415},
		{"another charset", "Content-Type", "application/scim+json; charset=utf-16", 415},
		{"nothing acceptable", "Accept", "text/html", 406},
		{"a list that is none", "Accept", ";;;,,,q=x", 200},
		{"an entity-tag that is none", "If-Match", "nonsense", 412},
		{"a list of entity-tags that are none", "If-Match", `W/",",,"`, 412},
		{"a token that is too long", "Authorization", "Bearer " + strings.Repeat("x", 100_000), 401},
		{"a token with odd bytes", "Authorization", "Bearer \x80\xff", 401},
		{"another scheme", "Authorization", "Digest x", 401},
	}
	s := newStage(t, refserver.Options{Token: token7644})
	s.create("$ana", "/Users", aUser("ana"))
	before := s.do(http.StatusOK, http.MethodGet, "/Users/$ana", "").raw
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			header := http.Header{"Content-Type": {scim.MediaType}, "Authorization": {"Bearer " + token7644}}
			header.Set(test.header, test.value)
			got := s.within(t).send(message{method: http.MethodPut, path: "/Users/$ana", header: header, body: aUser("ana")})
			if got.status != test.status {
				t.Errorf("status %d, want %d: %s", got.status, test.status, got.raw)
			}
			if got.status >= 400 {
				isError(t, got, test.status, "")
			}
			if after := s.within(t).do(http.StatusOK, http.MethodGet, "/Users/$ana", "").raw; after != before {
				t.Errorf("something has changed: %s", after)
			}
		})
	}
}
