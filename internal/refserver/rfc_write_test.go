package refserver_test

import (
	"net/http"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
)

const barbara = "2819c223-7f76-453a-919d-413861904646"

// bareLocation takes the quotation marks from a Location header, which is a URI
// and nothing else (RFC 7231 §7.1.2), and puts the base into it.
func bareLocation(margin, printed, meant string) slip {
	return slip{"Location is in quotation marks", "Location:\n" + margin + `"` + printed + `"`, "Location: " + meant}
}

// RFC 7644 §2: examples carry a bearer token; without it they are not answered.
func TestRFC7644BearerToken(t *testing.T) {
	onStages(t, func(s *stage) {
		request := printed(s.t, 7644, 347, 349)
		s.create(barbara, "/Users", aUser("bjensen"))
		if got := s.send(request); got.status != http.StatusOK || s.translate(barbara) != got.body.ID() {
			s.t.Errorf("status %d: %s", got.status, got.raw)
		}
		request.header.Del("Authorization")
		if got := s.send(request); got.status != http.StatusUnauthorized {
			s.t.Errorf("without the token: status %d, want 401", got.status)
		}
	})
}

// RFC 7644 §3.3.
func TestRFC7644Create(t *testing.T) {
	onStages(t, func(s *stage) {
		s.at("2011-08-01T21:32:44.882Z")
		got := s.send(printed(s.t, 7644, 632, 648))
		s.means(barbara, got.body.ID())
		want := printed(s.t, 7644, 683, 707)
		s.expect(want, got)
		s.same(decoded(s.t, s.translate(want.body)), s.do(200, http.MethodGet, "/Users/"+barbara, "").body)
	})
}

// RFC 7644 §3.4.1.
func TestRFC7644Read(t *testing.T) {
	onStages(t, func(s *stage) {
		want := printed(s.t, 7644, 754, 804)
		s.at("2011-08-01T18:29:49.793Z")
		s.create(barbara, "/Users", want.body)
		s.expect(want, s.send(printed(s.t, 7644, 747, 750)))
	})
}

// RFC 7644 §3.8: a client may ask for the format by a suffix of the URI.
func TestRFC7644FormatSuffix(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create(barbara, "/Users", aUser("bjensen"))
		request := printed(s.t, 7644, 3548, 3549)
		request.header.Set("Authorization", "Bearer "+token7644)
		got := s.send(request)
		want := message{status: http.StatusOK, header: http.Header{
			"Content-Type": {"application/scim+json"}, "Location": {"https://example.com/v2/Users/" + barbara},
		}, body: s.do(http.StatusOK, http.MethodGet, "/Users/"+barbara, "").raw}
		s.expect(want, got)
	})
}

// RFC 7644 §3.5.1: the whole user is replaced, and nothing when the entity-tag
// is an old one.
func TestRFC7644Replace(t *testing.T) {
	onStages(t, func(s *stage) {
		s.at("2011-08-08T04:56:22Z")
		s.create(barbara, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"bjensen","externalId":"old","nickName":"Babs",
			"roles":[{"value":"guide"}],"emails":[{"value":"old@example.com"}]}`)
		s.version("a330bc54f0671c9", "/Users/"+barbara)
		s.at("2011-08-08T08:00:12Z")
		request := printed(s.t, 7644, 1692, 1719)
		want := printed(s.t, 7644, 1745, 1778, bareLocation("     ", "https://example.com/v2/Users/"+barbara, "https://example.com/v2/Users/"+barbara))
		s.expect(want, s.send(request))
		s.same(decoded(s.t, s.translate(want.body)), s.do(200, http.MethodGet, "/Users/"+barbara, "").body)
		if again := s.send(request); again.status != http.StatusPreconditionFailed {
			s.t.Errorf("with an entity-tag of before: status %d, want 412", again.status)
		}
	})
}

// RFC 7644 §3.6, and §3.12, which prints the same error once more.
func TestRFC7644Delete(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create(barbara, "/Users", aUser("bjensen"))
		s.version("c310cd84f0281b7", "/Users/"+barbara)
		s.expect(printed(s.t, 7644, 2661, 2661), s.send(printed(s.t, 7644, 2652, 2655)))
		again := printed(s.t, 7644, 2665, 2668)
		s.expect(printed(s.t, 7644, 2671, 2677), s.send(again))
		s.expect(printed(s.t, 7644, 3929, 3935), s.send(again))
		s.do(http.StatusCreated, http.MethodPost, "/Users", aUser("bjensen")) // "SHOULD NOT fail with a 409"
	})
}

// RFC 7644 §3.12 answers a PUT that names a read-only attribute with an error,
// which §3.5.1 forbids ("SHALL be ignored"), so the error is got by PATCH
// (§3.5.2), and the PUT succeeds.
func TestRFC7644Mutability(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create(barbara, "/Users", aUser("bjensen"))
		want := printed(s.t, 7644, 3939, 3946, slip{"EID 7898: a comma is missing", `"mutability"`, `"mutability",`})
		request := message{
			method: http.MethodPatch, path: "/Users/" + barbara, body: patchOp(`{"op":"replace","path":"id","value":"other"}`),
			header: http.Header{"Content-Type": {scim.MediaType}, "Authorization": {"Bearer " + token7644}},
		}
		s.expect(want, s.send(request))
		put := s.do(http.StatusOK, http.MethodPut, "/Users/"+barbara, `{"schemas":["`+scim.URNUser+`"],"id":"other","userName":"bjensen"}`)
		if put.body.ID() != s.translate(barbara) {
			s.t.Errorf("the id is %s now", put.body.ID())
		}
	})
}

// RFC 7644 §3.14: the create request and response, and the conditional read.
func TestRFC7644Versions(t *testing.T) {
	onStages(t, func(s *stage) {
		s.at("2011-08-01T21:32:44.882Z")
		created := s.send(printed(s.t, 7644, 3985, 4000))
		s.means(barbara, created.body.ID())
		s.expect(printed(s.t, 7644, 4005, 4028, slip{
			"§3.3 prints the same answer with the externalId of the request", `"userName":"bjensen"`, `"userName":"bjensen","externalId":"bjensen"`,
		}), created)
		conditional := printed(s.t, 7644, 4045, 4049)
		s.expect(message{status: http.StatusNotModified}, s.send(conditional)) // "simply returns an empty body with a 304"
		s.do(http.StatusOK, http.MethodPatch, "/Users/"+barbara, patchOp(`{"op":"add","path":"displayName","value":"Babs"}`))
		s.expect(message{status: http.StatusOK, body: `{"schemas":["` + scim.URNUser + `"],"id":"` + barbara + `","displayName":"Babs"}`}, s.send(conditional))
	})
}

// RFC 9967 §2.5.1.1: a server may give "a normal SCIM response" to a request
// that prefers an asynchronous one, and this server has no events.
func TestRFC9967AsynchronousIsAnsweredAtOnce(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create(barbara, "/Users", aUser("bjensen"))
		request := printed(s.t, 9967, 749, 769)
		got := s.send(request)
		if got.status != http.StatusOK {
			s.t.Fatalf("status %d: %s", got.status, got.raw)
		}
		want := decoded(s.t, s.translate(request.body))
		delete(want, "roles") // an empty array is no value (RFC 7643 §2.5)
		delete(got.body, "meta")
		s.same(want, got.body)
		if got.header.Get("Preference-Applied") != "" || got.header.Get("Set-Txn") != "" {
			s.t.Errorf("headers %v of an asynchronous answer", got.header)
		}
	})
}
