package provision_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

// sent keeps every request of the jobs of a world.
func (w *world) sent() *[]provision.Request {
	var requests []provision.Request
	w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
		requests = append(requests, r)
		return provision.Response{}, nil, false
	}
	return &requests
}

// onWire writes a request as it goes out: method, path, decoded query, body.
func onWire(t *testing.T, r provision.Request) string {
	t.Helper()
	query, err := url.QueryUnescape(r.Query)
	if err != nil {
		t.Fatal(err)
	}
	text := r.Method() + " " + r.Path()
	if query != "" {
		text += "?" + query
	}
	return strings.TrimSpace(text + " " + string(r.Body))
}

// The requests of section 5, byte by byte but for the encoding of the query, in
// the life of one user and one group.
func TestRequestsOnTheWire(t *testing.T) {
	const patch = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`
	w := office(t)
	w.must(w.directory.AddGroup(attrs{"id": "buyers", "objectId": "b1f0c6de-8f0a-4f0b-9f39-0d2c4a7e5b10", "displayName": "Lisbon Buyers"}))
	requests := w.sent()
	for _, step := range []struct {
		rule   string
		events func() []error
		want   []string
	}{
		// One query by the matching attribute; the user with both URNs, without null
		// (E-5.12), without times (E-5.68), the work address being the primary one
		// (E-5.11), no roles, the boolean as one (E-5.15).
		{"E-5.7, E-5.10, E-5.11, E-5.12, E-5.68", func() []error {
			return []error{w.directory.Update("ana", attrs{"mail": "ana@fabrikam.example"}), w.directory.Assign("ana")}
		}, []string{
			`GET /Users?filter=userName eq "ana@fabrikam.example"`,
			`POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + enterprise + `"],"active":true,` +
				`"emails":[{"primary":true,"type":"work","value":"ana@fabrikam.example"}],"meta":{"resourceType":"User"},` +
				`"name":{"familyName":"Reis","givenName":"Ana"},"roles":[],"userName":"ana@fabrikam.example"}`,
		}},
		{"E-5.34, E-5.37", func() []error { return []error{w.directory.Assign("buyers")} }, []string{
			`GET /Groups?excludedAttributes=members&filter=displayName eq "Lisbon Buyers"`,
			`POST /Groups {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Lisbon Buyers",` +
				`"externalId":"b1f0c6de-8f0a-4f0b-9f39-0d2c4a7e5b10","meta":{"resourceType":"Group"}}`,
		}},
		{"E-5.8, E-5.19", func() []error {
			return []error{w.directory.Update("ana", attrs{"userPrincipalName": "ana.reis@fabrikam.example"})}
		}, []string{"GET /Users/t-ana", "PATCH /Users/t-ana " + patch + `{"op":"Replace","path":"userName","value":"ana.reis@fabrikam.example"}]}`}},
		{"E-5.16", func() []error {
			return []error{w.directory.Update("ana", attrs{"surname": "M. Reis", "department": "Sourcing", "mail": "ana.m@fabrikam.example"})}
		}, []string{
			"GET /Users/t-ana", "PATCH /Users/t-ana " + patch + `{"op":"Replace","path":"name.familyName","value":"M. Reis"},` +
				`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"ana.m@fabrikam.example"},` +
				`{"op":"Add","path":"` + department + `","value":"Sourcing"}]}`,
		}},
		{"E-5.35, E-5.36", func() []error { return []error{w.directory.AddMember("buyers", "ana")} }, []string{
			"GET /Groups/t-buyers?excludedAttributes=members",
			"PATCH /Groups/t-buyers " + patch + `{"op":"Add","path":"members","value":[{"value":"t-ana"}]}]}`,
		}},
		{"E-5.35, E-5.36", func() []error { return []error{w.directory.RemoveMember("buyers", "ana")} }, []string{
			"GET /Groups/t-buyers?excludedAttributes=members",
			"PATCH /Groups/t-buyers " + patch + `{"op":"Remove","path":"members","value":[{"value":"t-ana"}]}]}`,
		}},
		{"E-5.38", func() []error {
			return []error{w.directory.Update("buyers", attrs{"displayName": "Lisbon Sourcing"})}
		}, []string{
			"GET /Groups/t-buyers?excludedAttributes=members",
			"PATCH /Groups/t-buyers " + patch + `{"op":"Replace","path":"displayName","value":"Lisbon Sourcing"}]}`,
		}},
		{"E-5.39", func() []error { return []error{w.directory.Delete("buyers")} }, []string{
			"GET /Groups/t-buyers?excludedAttributes=members", "DELETE /Groups/t-buyers",
		}},
		{"E-5.31", func() []error { return []error{w.directory.Disable("ana")} }, []string{
			"GET /Users/t-ana", "PATCH /Users/t-ana " + patch + `{"op":"Replace","path":"active","value":"False"}]}`,
		}},
		{"E-5.32", func() []error { return []error{w.directory.Enable("ana")} }, []string{
			"GET /Users/t-ana", "PATCH /Users/t-ana " + patch + `{"op":"Replace","path":"active","value":"True"}]}`,
		}},
		{"E-5.33", func() []error { return []error{w.directory.Purge("ana")} }, []string{"GET /Users/t-ana", "DELETE /Users/t-ana"}},
	} {
		*requests = nil
		w.must(step.events()...)
		w.cycle()
		var got []string
		for _, request := range *requests {
			if request.Operation != provision.Probe {
				got = append(got, onWire(t, request))
			}
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("%s (want -, got +)\n%s", step.rule, diff)
		}
	}
}

// E-5.4: bodies are application/scim+json, and so is what is accepted.
func TestMediaTypesOfRequests(t *testing.T) {
	w := office(t)
	requests := w.sent()
	w.must(w.directory.Assign("design"))
	w.cycle()
	for _, request := range *requests {
		if request.Media.Accept != "application/scim+json" || request.Media.ContentType != "application/scim+json" {
			t.Errorf("%s goes out with %+v", describe(request), request.Media)
		}
	}
}

// E-5.6, E-5.5: filters compare with eq, and their operands are texts in double
// quotes, whatever stands in them.
func TestOperandsOfFilters(t *testing.T) {
	w := office(t)
	requests := w.sent()
	w.must(w.directory.AddGroup(attrs{"id": "odd", "displayName": `R&D "North" 100% a+b \ ü`}), w.directory.Assign("odd"))
	w.cycle()
	want := `GET /Groups?excludedAttributes=members&filter=displayName eq "R&D \"North\" 100% a+b \\ ü"`
	for _, request := range *requests {
		if request.Operation != provision.Match {
			continue
		}
		if got := onWire(t, request); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if strings.Count(request.Query, "&") != 1 || strings.Contains(request.Query, " ") {
			t.Errorf("the query is not encoded: %s", request.Query)
		}
	}
}

// E-5.23: the flag alters how users are disabled, how attributes are added and
// replaced, and how members are removed, and nothing else.
func TestWhatTheFlagAlters(t *testing.T) {
	life := func(dialect string) []string {
		w := office(t)
		w.dialect = dialect
		requests := w.sent()
		for _, events := range []func() []error{
			func() []error { return []error{w.directory.Assign("design"), w.directory.SetManager("ana", "bo")} },
			func() []error {
				return []error{w.directory.Update("ana", attrs{"surname": "Moreira", "givenName": "Anna"})}
			},
			func() []error { return []error{w.directory.Update("ana", attrs{"department": "Sourcing"})} },
			func() []error { return []error{w.directory.Disable("ana")} },
			func() []error { return []error{w.directory.RemoveMember("design", "bo")} },
			func() []error { return []error{w.directory.Purge("ana")} },
		} {
			w.must(events()...)
			w.cycle()
		}
		var lines []string
		for _, request := range *requests {
			if request.Operation != provision.Probe {
				lines = append(lines, onWire(t, request))
			}
		}
		return lines
	}
	plain, flagged := life("entra"), life("entra-optscim")
	if len(plain) != len(flagged) {
		t.Fatalf("%d requests without the flag, %d with it", len(plain), len(flagged))
	}
	altered := map[string]string{}
	for i, line := range plain {
		if flagged[i] != line && !strings.EqualFold(flagged[i], line) { // the letter case of op is not counted
			altered[operation(line)] = operation(flagged[i])
		}
	}
	want := map[string]string{
		`{"op":"Replace","path":"name.givenName","value":"Anna"},{"op":"Replace","path":"name.familyName","value":"Moreira"}`: `{"op":"replace","value":{"name.familyName":"Moreira","name.givenName":"Anna"}}`,
		`{"op":"Replace","path":"active","value":"False"}`:                                                                    `{"op":"replace","path":"active","value":false}`,
		`{"op":"Remove","path":"members","value":[{"value":"t-bo"}]}`:                                                         `{"op":"remove","path":"members[value eq \"t-bo\"]"}`,
	}
	if diff := cmp.Diff(want, altered); diff != "" {
		t.Errorf("(want -, got +)\n%s", diff)
	}
}

func operation(line string) string {
	_, operations, _ := strings.Cut(line, `"Operations":[`)
	return strings.TrimSuffix(operations, "]}")
}

// E-5.48: what gallery connectors deviate in can be combined: a DELETE instead of
// disabling, several members in one PATCH, their own mapping of active.
func TestGalleryConnector(t *testing.T) {
	w := office(t)
	w.profile.Options.Members = 10
	for i := range w.profile.Users.Attributes {
		if w.profile.Users.Attributes[i].Target == "active" {
			w.profile.Users.Attributes[i].Expression = "Not([IsSoftDeleted])"
		}
	}
	requests := w.sent()
	w.must(w.directory.Assign("staff"))
	w.cycle()
	last := onWire(t, (*requests)[len(*requests)-1])
	if want := `"value":[{"value":"t-ana"},{"value":"t-bo"},{"value":"t-cy"}]`; !strings.Contains(last, want) {
		t.Errorf("members in one PATCH: %s", last)
	}
	w.must(w.directory.Disable("ana"))
	w.expect(w.cycle(), "GET /Users/ana", "PATCH /Users/ana Replace active=False")

	w = office(t)
	w.profile.Options.NoSoftDelete = "delete"
	w.profile.Users.Attributes = append(w.profile.Users.Attributes[:1], w.profile.Users.Attributes[2:]...) // without active
	w.must(w.directory.Assign("ana"))
	w.cycle()
	w.must(w.directory.Unassign("ana"))
	w.expect(w.cycle(), "GET /Users/ana", "DELETE /Users/ana")
}
