package refserver_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// TestRFC7643ServiceProviderConfig plays figure 7 with a server that has the
// printed page size. What it does not have is not announced.
func TestRFC7643ServiceProviderConfig(t *testing.T) {
	s := newStage(t, refserver.Options{Token: token7644, MaxResults: 200})
	want := decoded(t, excerpt(t, 7643, 2420, 2487))
	got := s.do(http.StatusOK, http.MethodGet, "/ServiceProviderConfig", "").body
	for _, schemes := range []scim.Resource{want, got} { // the one scheme of this server, without what describes it
		first := scim.AsObject(schemes.List("authenticationSchemes")[0])
		if first.String("description") == "" || !strings.HasSuffix(first.String("specUri"), "/info/rfc6750") {
			t.Errorf("the scheme is not described: %v", first)
		}
		for _, name := range []string{"description", "specUri", "documentationUri"} {
			delete(first, name)
		}
		schemes["authenticationSchemes"] = []any{map[string]any(first)}
	}
	delete(want, "documentationUri")                                          // OPTIONAL (§5)
	want["changePassword"] = map[string]any{"supported": false}               // this server keeps no passwords
	for _, optional := range []string{"created", "lastModified", "version"} { // it has no moment of creation
		delete(want.Object("meta"), optional)
	}
	delete(got, "pagination") // RFC 9865 §4, below
	s.same(want, got)
}

// TestRFC9865ServiceProviderConfig plays the pagination of RFC 9865 §4.
func TestRFC9865ServiceProviderConfig(t *testing.T) {
	s := newStage(t, refserver.Options{Token: token9865, MaxResults: 250})
	request := printed(t, 9865, 433, 435)
	request.header.Set("Authorization", "Bearer "+token9865)
	want := decoded(t, printed(t, 9865, 442, 460, slip{"elided", "\n         ...\n", "\n"}, slip{"elided", ",\n\n      ...\n", "\n"}).body)
	pagination := want.Object("pagination")
	pagination["defaultPaginationMethod"] = "index" // §2.4: what existed before cursors should stay the default
	pagination["defaultPageSize"] = json.Number("250")
	got := s.send(request).body
	s.same(want, scim.Resource{"schemas": got["schemas"], "pagination": got["pagination"]})
}

// optionalExtension: this server demands the enterprise extension of nobody.
func optionalExtension() slip {
	return slip{"a server's choice (RFC 7643 §6)", `"required": true`, `"required": false`}
}

// TestRFC7643ResourceTypes plays figure 8; the bare array comes in a
// ListResponse (RFC 7644 §4).
func TestRFC7643ResourceTypes(t *testing.T) {
	s := newStage(t, refserver.Options{Token: token7644})
	var want []any
	if err := json.Unmarshal([]byte(excerpt(t, 7643, 2532, 2562, optionalExtension())), &want); err != nil {
		t.Fatal(err)
	}
	list := s.do(http.StatusOK, http.MethodGet, "/ResourceTypes", "").body
	if diff := cmp.Diff(want, list.List("Resources")); diff != "" {
		t.Error(diff)
	}
	for _, one := range want {
		s.same(scim.AsObject(one), s.do(http.StatusOK, http.MethodGet, "/ResourceTypes/"+scim.AsObject(one).ID(), "").body)
	}
}

// TestRFC7644ResourceTypes plays figure 9 of RFC 7644 §4.
func TestRFC7644ResourceTypes(t *testing.T) {
	s := newStage(t, refserver.Options{Token: token7644})
	want := printed(t, 7644, 4154, 4188, optionalExtension(), slip{"EID 6010: there are two", `"itemsPerPage":10`, `"itemsPerPage":2`})
	want.status = http.StatusOK
	s.expect(want, s.do(http.StatusOK, http.MethodGet, "/ResourceTypes", ""))
}

// definitions are the Schema resources that figures 9 and 10 print; strings run
// over line ends.
func definitions(t *testing.T, from, to int) scim.Resource {
	t.Helper()
	text := strings.Join(strings.Fields(excerpt(t, 7643, from, to)), " ")
	return decoded(t, strings.TrimSuffix(text, ","))
}

// characteristic is one that differs from the printed text, and why.
type characteristic struct{ attribute, name, because, value string }

// TestRFC7643Schemas compares what /Schemas gives with figure 9, attribute by
// attribute and characteristic by characteristic (all but descriptions, which
// are for people).
func TestRFC7643Schemas(t *testing.T) {
	tests := []struct {
		name    string
		schema  scim.Resource
		changed []characteristic
		added   []string
	}{
		{"User", definitions(t, 2599, 3805), []characteristic{{"groups.$ref", "referenceTypes", "EID 8471", "[Group]"}}, []string{"addresses.primary"}}, // EID 6005
		{"Group", definitions(t, 3815, 3913), []characteristic{
			{"displayName", "required", "EID 5368", "true"},
			{"members.value", "caseExact", "ids are case-exact (§3.1), and so is what refers to one", "true"},
		}, nil},
		{"EnterpriseUser", definitions(t, 3927, 4076), []characteristic{{"manager.value", "caseExact", "EID 8472", "true"}}, nil},
	}
	s := newStage(t, refserver.Options{Token: token7644})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := characteristics(test.schema, "")
			got := s.within(t).do(http.StatusOK, http.MethodGet, "/Schemas/"+test.schema.ID(), "").body
			for _, c := range test.changed {
				if want[c.attribute][c.name] == c.value {
					t.Errorf("%s.%s is printed as %s: %s corrects nothing", c.attribute, c.name, c.value, c.because)
				}
				want[c.attribute][c.name] = c.value
			}
			given := characteristics(got, "")
			for _, name := range test.added {
				if given[name] == nil {
					t.Errorf("%s is not there", name)
				}
				delete(given, name)
			}
			if diff := cmp.Diff(want, given); diff != "" {
				t.Error(diff)
			}
			if got.String("name") != test.schema.String("name") || got.String("description") != test.schema.String("description") {
				t.Errorf("name %q, description %q", got.String("name"), got.String("description"))
			}
			// EID 5999, 8417: the printed schemas lack both.
			if diff := cmp.Diff([]any{scim.URNSchema}, got.List("schemas")); diff != "" || got.Object("meta").String("resourceType") != "Schema" {
				t.Errorf("schemas %v, meta %v", got["schemas"], got["meta"])
			}
		})
	}
}

// characteristics lists what a Schema resource says of its attributes, with the
// defaults of RFC 7643 §2.2 where it says nothing.
func characteristics(holder scim.Resource, prefix string) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, element := range append(holder.List("attributes"), holder.List("subAttributes")...) {
		attribute := scim.AsObject(element)
		facts := map[string]string{
			"multiValued": "false", "required": "false", "caseExact": "false",
			"mutability": "readWrite", "returned": "default", "uniqueness": "none",
		}
		for name, value := range attribute {
			if list, many := value.([]any); many && len(list) == 0 {
				continue // canonicalValues: none
			}
			if name != "name" && name != "description" && name != "subAttributes" {
				facts[name] = fmt.Sprint(value)
			}
		}
		path := prefix + attribute.String("name")
		all[path] = facts
		maps.Copy(all, characteristics(attribute, path+"."))
	}
	return all
}

// TestRFC7643DiscoveryObeysItsSchemas holds the discovery documents to the
// schemas that figure 10 prints for them: every member is defined there and has
// its type, and what is required is there.
func TestRFC7643DiscoveryObeysItsSchemas(t *testing.T) {
	// EID 9018: etag; EID 8011: authenticationSchemes.type; RFC 9865 §4: pagination.
	beyond := []string{"etag", "authenticationSchemes.type", "authenticationSchemes.primary", "pagination"}
	// EID 7522, 5607: printed as single-valued.
	many := map[string]bool{"schemaExtensions": true, "attributes.subAttributes.referenceTypes": true}
	tests := []struct {
		path   string
		schema scim.Resource
	}{
		{"/ServiceProviderConfig", definitions(t, 4102, 4416)},
		{"/ResourceTypes/User", definitions(t, 4431, 4561)},
		{"/ResourceTypes/Group", definitions(t, 4431, 4561)},
		{"/Schemas/" + scim.URNUser, definitions(t, 4562, 5081)},
		{"/Schemas/" + scim.URNGroup, definitions(t, 4562, 5081)},
		{"/Schemas/" + scim.URNEnterpriseUser, definitions(t, 4562, 5081)},
	}
	s := newStage(t, refserver.Options{Token: token7644})
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			document := s.within(t).do(http.StatusOK, http.MethodGet, test.path, "").body
			if diff := cmp.Diff([]any{test.schema.ID()}, document.List("schemas")); diff != "" {
				t.Error(diff)
			}
			defined := characteristics(test.schema, "")
			for path := range many {
				if defined[path] != nil {
					defined[path]["multiValued"] = "true"
				}
			}
			if extensions := defined["schemaExtensions"]; extensions != nil {
				extensions["required"] = "false" // §6 says OPTIONAL, and figure 8 has a Group without
			}
			for _, fault := range against(defined, document, "", beyond) {
				t.Error(fault)
			}
		})
	}
}

// against says where an object differs from the definition of its attributes.
func against(defined map[string]map[string]string, object scim.Resource, prefix string, beyond []string) (faults []string) {
	for name, value := range object {
		path := prefix + name
		facts := defined[path]
		if prefix == "" && (name == "schemas" || name == "meta" || name == "id") || slices.Contains(beyond, path) {
			continue
		}
		if facts == nil {
			faults = append(faults, path+" is not defined")
			continue
		}
		list, many := value.([]any)
		if many != (facts["multiValued"] == "true") {
			faults = append(faults, path+" has the wrong number of values")
		}
		if !many {
			list = []any{value}
		}
		for _, one := range list {
			if facts["type"] != "complex" && jsonType(one) != facts["type"] && !(facts["type"] == "reference" && jsonType(one) == "string") {
				faults = append(faults, fmt.Sprintf("%s is of type %s: %v", path, facts["type"], one))
			}
			faults = append(faults, against(defined, scim.AsObject(one), path+".", beyond)...)
		}
	}
	for path, facts := range defined {
		name, inside := strings.CutPrefix(path, prefix)
		if _, there := object[name]; inside && !strings.Contains(name, ".") && facts["required"] == "true" && len(object) > 0 && !there {
			faults = append(faults, path+" is required")
		}
	}
	return faults
}

func jsonType(value any) string {
	switch value.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case json.Number:
		return "integer"
	}
	return "complex"
}
