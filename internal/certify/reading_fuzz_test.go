package certify_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/scim"
)

// Whatever the bytes of a baseline, they are refused with places, or every deviation
// says what it excuses and why.
func FuzzLoadBaseline(f *testing.F) {
	set, today := formats(f), time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	const head = "apiVersion: scimulator/v1\nkind: Baseline\ntarget: fabrikam\ndeviations:\n"
	f.Add(head + "  - requirement: RFC7644-3.3-R05\n    because: \"answers 200\"\n    owner: identity team\n    until: 2026-12-31\n")
	f.Add(head + "  - {check: rfc7644/3.3/a, because: b, owner: c, until: 2026-02-30}\n")
	f.Add(head + "  - {requirement: \"RFC7644-*\", check: a, because: b, owner: c, until: 9999-12-31}\n")
	f.Add(head + "  - {because: b, owner: c}\n")
	f.Add(head + "  []\n")
	f.Fuzz(func(t *testing.T, text string) {
		baseline, err := certify.LoadBaseline("baseline.yaml", []byte(text), set, today)
		if err != nil {
			var faults document.Faults
			if !errors.As(err, &faults) || len(faults) == 0 {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		for _, d := range baseline.Deviations {
			if d.Requirement == "" && d.Check == "" || d.Because == "" || d.Owner == "" || d.Until.IsZero() {
				t.Fatalf("it excuses too much, or does not say why: %+v", d)
			}
		}
	})
}

// Whatever the bytes of a feature file, they are refused with the file, or every check
// has a name, an id of its own and a place in the file.
func FuzzLoadFeatures(f *testing.F) {
	for _, name := range []string{"rfc7644/3.3.feature", "rfc7644/3.5.2.feature", "rfc7643/2-more.feature"} {
		text, err := os.ReadFile("../../features/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	const outline = "@RFC7644-3.3-R05\nFeature: a\n  Scenario Outline: <attribute> of <resource>\n    Given a user\n    Examples:\n      | attribute | resource |\n"
	f.Add(outline)
	f.Add(outline + "      | a | b |\n      | a | b |\n")
	f.Add("Feature: a\n  @generate:attributes\n  Scenario Outline: <value>\n    Given <value>\n    @x\n    Examples:\n      | value |\n")
	f.Add("Feature: a\n  Rule: b\n    Scenario: c\n      Given d\n    Scenario: c\n")
	f.Add("# language: no\nEgenskap: a\n  Scenario: b\n    Gitt c\n      \"\"\"\n      x\n")
	f.Add("Feature: a\n  Background:\n    Given b\n  Scenario:\n")
	f.Fuzz(func(t *testing.T, text string) {
		source := certify.Source{Root: "own", FS: fstest.MapFS{"a.feature": {Data: []byte(text)}}, Own: true}
		read, err := certify.Load(source)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "own/a.feature") {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		for _, facts := range []*steps.Facts{nil, {Features: map[string]steps.Support{}}} {
			sound(t, read, facts, strings.Count(text, "\n")+1)
		}
	})
}

// sound holds what is true of all checks of the file.
func sound(t *testing.T, read *certify.Features, facts *steps.Facts, lines int) {
	t.Helper()
	checks, err := read.Checks(facts)
	if err != nil {
		return
	}
	seen := map[string]bool{}
	for _, c := range checks {
		if seen[c.ID] || !strings.HasPrefix(c.ID, "a/") || c.File != "own/a.feature" || c.Line < 1 || c.Line > lines {
			t.Fatalf("a check without a name or a place of its own: %+v", c)
		}
		seen[c.ID] = true
	}
}

// announcing answers every request of discovery with one body and status.
type announcing struct {
	status int
	body   []byte
}

func (a announcing) Do(context.Context, client.Request) (client.Response, error) {
	return client.Response{Exchange: 1, Status: a.status, Header: http.Header{}, Body: a.body}, nil
}

func (announcing) Curl(client.Request) string { return "" }

// Whatever a target announces, discovery ends with facts that no check can stumble
// over: figures that are not negative, schemas with an id, and a place for each
// resource type; and the rows that outlines leave to the target can be made of them.
// Nothing is supported by a target that answers with an error.
func FuzzDiscover(f *testing.F) {
	f.Add(200, []byte(`{"patch":{"supported":true},"bulk":{"supported":"true","maxOperations":-1,"maxPayloadSize":1e9},"filter":{"supported":true,"maxResults":200},"pagination":{"cursor":true}}`))
	f.Add(200, []byte(`{"Resources":[{"name":"User","endpoint":"/Users","schema":"urn:ietf:params:scim:schemas:core:2.0:User","schemaExtensions":[{"schema":"urn:x","required":true}]},{"name":"Group"},null,1]}`))
	f.Add(200, []byte(`{"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","name":"User","attributes":[{"name":"userName","type":"string","multiValued":"false","subAttributes":null,"canonicalValues":"x"}]}]}`))
	f.Add(200, []byte(`{"Resources":[{"id":"urn:x","attributes":[{"name":1}]},{"endpoint":"https://scim.example.com/v2/Users/"},{"endpoint":"Users?x#y"}]}`))
	f.Add(200, []byte(`<html>`))
	f.Add(404, []byte(`{"patch":{"supported":true}}`))
	outlines, err := certify.Load(sources()...)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		facts := certify.Discover(context.Background(), announcing{status, body}, map[string]bool{"declared": true})
		_, err := scim.Decode(body)
		readable := status == http.StatusOK && err == nil
		for name, support := range facts.Features {
			if support == steps.Supported && !readable && name != "declared" {
				t.Fatalf("%s is supported, by %d %q", name, status, body)
			}
		}
		if facts.MaxResults < 0 || facts.MaxOperations < 0 || facts.MaxPayload < 0 || len(facts.Types) == 0 {
			t.Fatalf("%+v", facts)
		}
		for _, one := range facts.Types {
			if !strings.HasPrefix(one.Endpoint, "/") || strings.Count(one.Endpoint, "/") != 1 {
				t.Fatalf("the place %q", one.Endpoint)
			}
		}
		for _, one := range facts.Schemas {
			if _, err := json.Marshal(one); err != nil || one.ID == "" {
				t.Fatalf("a schema that cannot be told: %v", err)
			}
		}
		if _, err := outlines.Checks(facts); err != nil {
			t.Fatal(err)
		}
	})
}
