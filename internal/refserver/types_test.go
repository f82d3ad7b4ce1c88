package refserver_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

const (
	urnDevice = "urn:example:device:2.0:Device"
	urnLease  = "urn:example:lease:2.0:Device"
)

// devices is a server with a resource type of its own, with every
// characteristic that the standard types lack.
func devices(t *testing.T) *site {
	attribute := func(name, kind, mutability, returned, uniqueness string, exact, required bool) schema.Attribute {
		return schema.Attribute{Name: name, Type: kind, Mutability: mutability, Returned: returned, Uniqueness: uniqueness, CaseExact: exact, Required: required}
	}
	device := &schema.Schema{ID: urnDevice, Name: "Device", Attributes: []schema.Attribute{
		attribute("serial", "string", "immutable", "always", "server", true, true),
		attribute("label", "string", "readWrite", "default", "none", false, false),
		attribute("firmware", "string", "readOnly", "default", "none", false, false),
		attribute("pin", "string", "writeOnly", "never", "none", true, false),
		attribute("notes", "string", "readWrite", "request", "none", false, false),
		attribute("ports", "integer", "readWrite", "default", "none", false, false),
		attribute("weight", "decimal", "readWrite", "default", "none", false, false),
		attribute("bought", "dateTime", "readWrite", "default", "none", false, false),
		attribute("image", "binary", "readWrite", "default", "none", true, false),
	}}
	lease := &schema.Schema{ID: urnLease, Name: "Lease", Attributes: []schema.Attribute{
		attribute("contract", "string", "readWrite", "default", "server", false, true),
	}}
	return open(t, refserver.Options{Types: []refserver.ResourceType{{
		Name: "Device", Endpoint: "/Devices", Description: "Things with a plug", Schema: device, Extensions: []*schema.Schema{lease}, Required: []string{urnLease},
	}}})
}

func aDevice(serial, contract, more string) string {
	return `{"schemas":["` + urnDevice + `","` + urnLease + `"],"serial":"` + serial + `"` + more + `,"` + urnLease + `":{"contract":"` + contract + `"}}`
}

// RFC 7643 §6, RFC 7644 §4: a type of one's own is announced like the others.
func TestTypeIsAnnounced(t *testing.T) {
	s := devices(t)
	announced := s.get("/ResourceTypes/Device")
	if diff := cmp.Diff([]any{map[string]any{"schema": urnLease, "required": true}}, announced.List("schemaExtensions")); diff != "" {
		t.Error(diff)
	}
	if announced.String("endpoint") != "/Devices" || announced.String("schema") != urnDevice {
		t.Errorf("announced as %v", announced)
	}
	if got := s.get("/Schemas/" + urnDevice).String("id"); got != urnDevice {
		t.Errorf("schema id %q", got)
	}
}

// RFC 7643 §7: every characteristic holds for a schema that is given.
func TestTypeIsEnforced(t *testing.T) {
	s := devices(t)
	id := s.want(201, http.MethodPost, "/Devices", aDevice("A1", "c1", `,"firmware":"mine","pin":"1234","notes":"n","ports":4,"weight":1.5`)).body.ID()
	path := "/Devices/" + id
	device := s.get(path)
	for _, hidden := range []string{"firmware", "pin", "notes"} {
		if value, shown := device.Get(hidden); shown {
			t.Errorf("%s is shown: %v", hidden, value)
		}
	}
	if device.Object("meta").String("resourceType") != "Device" {
		t.Errorf("meta %v", device["meta"])
	}
	if got := s.get(path + "?attributes=notes"); got.String("notes") != "n" || got.String("serial") != "A1" {
		t.Errorf("with attributes=notes: %v (notes is returned on request, serial always)", got)
	}
	refusals := []struct {
		name, scimType, method, path, body string
		status                             int
	}{
		{"serial twice", "uniqueness", http.MethodPost, "/Devices", aDevice("A1", "c2", ""), 409},
		{"contract twice, in other case", "uniqueness", http.MethodPost, "/Devices", aDevice("A2", "C1", ""), 409},
		{"serial is immutable", "mutability", http.MethodPut, path, aDevice("A9", "c1", ""), 400},
		{"serial is immutable in PATCH", "mutability", http.MethodPatch, path, patchOp(`{"op":"replace","path":"serial","value":"A9"}`), 400},
		{"serial is required", "invalidValue", http.MethodPost, "/Devices", `{"schemas":["` + urnDevice + `"],"label":"x"}`, 400},
		{"the lease is required", "invalidValue", http.MethodPost, "/Devices", `{"schemas":["` + urnDevice + `"],"serial":"A3"}`, 400},
		{"integer with fraction", "invalidValue", http.MethodPost, "/Devices", aDevice("A3", "c3", `,"ports":1.5`), 400},
		{"decimal as text", "invalidValue", http.MethodPost, "/Devices", aDevice("A3", "c3", `,"weight":"1"`), 400},
		{"dateTime without time", "invalidValue", http.MethodPost, "/Devices", aDevice("A3", "c3", `,"bought":"2026-01-05"`), 400},
		{"binary that is none", "invalidValue", http.MethodPost, "/Devices", aDevice("A3", "c3", `,"image":"%%%"`), 400},
	}
	for _, refusal := range refusals {
		t.Run(refusal.name, func(t *testing.T) {
			within := *s
			within.t = t
			within.refused(refusal.status, refusal.scimType, refusal.method, refusal.path, refusal.body)
		})
	}
	// caseExact: another case is another serial.
	s.want(201, http.MethodPost, "/Devices", aDevice("a1", "c4", ""))
	for query, want := range map[string]int{
		`serial eq "A1"`: 1, `serial eq "a1"`: 1, urnLease + `:contract eq "C1"`: 1, `label eq "x"`: 0, `ports gt 3`: 1, `weight eq 1.5`: 1,
	} {
		list := s.want(200, http.MethodGet, "/Devices?filter="+url.QueryEscape(query), "").body
		if got := len(list.List("Resources")); got != want {
			t.Errorf("%s: %d found, want %d", query, got, want)
		}
	}
}

// An unkind server is another server, not a wrong one.
func TestUnkind(t *testing.T) {
	s := open(t, refserver.Options{Unkind: true, Seed: 3})
	if base := s.server.Base(); base == "/scim/v2" {
		t.Error("the base path is the usual one")
	}
	var ids []string
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"} {
		ids = append(ids, s.user(name, `"title":"t"`, `"active":true`))
	}
	if len(ids[0]) == 36 {
		t.Errorf("id %q is a UUID", ids[0])
	}
	page := s.get("/Users")
	if len(page.List("Resources")) >= len(ids) || len(page.List("Resources")) == 0 {
		t.Errorf("a page has %d of %d", len(page.List("Resources")), len(ids))
	}
	seen := append(idsOf(page), idsOf(s.get("/Users?startIndex=8"))...)
	if diff := cmp.Diff(ids, seen); diff != "" {
		t.Errorf("both pages: %s", diff)
	}
	got := s.want(204, http.MethodPatch, "/Users/"+ids[0], patchOp(`{"op":"replace","path":"title","value":"u"}`))
	if got.raw != "" {
		t.Errorf("204 with body %q", got.raw)
	}
	if title := s.get("/Users/" + ids[0]).String("title"); title != "u" {
		t.Errorf("title %q", title)
	}
	before := s.get("/Users/" + ids[1])
	s.pass(1e9)
	s.want(204, http.MethodPatch, "/Users/"+ids[1], patchOp(`{"op":"replace","path":"title","value":"t"}`))
	if diff := cmp.Diff(before, s.get("/Users/"+ids[1])); diff != "" {
		t.Errorf("a change to the same value: %s", diff)
	}
	if media := s.want(200, http.MethodGet, "/Users", "").header.Get("Content-Type"); media != scim.MediaType+"; charset=utf-8" {
		t.Errorf("Content-Type %q", media)
	}
}

// Groups show whether a user is in them directly (RFC 7643 §4.1.2).
func TestIndirectGroups(t *testing.T) {
	s := strict(t)
	user := s.user("a")
	inner := s.group("Inner", user)
	middle := s.group("Middle", inner)
	outer := s.group("Outer", middle, user)
	s.patch(204, "/Groups/"+inner, `{"op":"add","path":"members","value":[{"value":"`+outer+`"}]}`) // a circle ends, too
	want := map[string]string{inner: "direct", outer: "direct", middle: "indirect"}
	got := map[string]string{}
	for _, element := range s.get("/Users/" + user).List("groups") {
		group := scim.AsObject(element)
		got[group.String("value")] = group.String("type")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
