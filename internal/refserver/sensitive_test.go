package refserver_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// RFC 7644 §7.5.2: wherever in a filter an attribute stands that is never
// returned, a URL may not have it; a SearchRequest may.
func TestSensitiveFilters(t *testing.T) {
	const urn = "urn:example:safe:2.0:Safe"
	of := func(name, returned string) schema.Attribute {
		return schema.Attribute{Name: name, Type: "string", Mutability: "writeOnly", Returned: returned, Uniqueness: "none"}
	}
	keys := schema.Attribute{
		Name: "keys", Type: "complex", MultiValued: true, Mutability: "readWrite", Returned: "default", Uniqueness: "none",
		SubAttributes: []schema.Attribute{of("secret", "never"), of("type", "default")},
	}
	s := newStage(t, refserver.Options{Token: token7644, Types: []refserver.ResourceType{
		{Name: "Safe", Endpoint: "/Safes", Schema: &schema.Schema{ID: urn, Attributes: []schema.Attribute{keys, of("pin", "never")}}},
	}})
	tests := []struct {
		path, filter string
		sensitive    bool
	}{
		{"/Users", `password eq "x"`, true},
		{"/Users", `PASSWORD pr`, true},
		{"/Users", scim.URNUser + `:password pr`, true},
		{"/Users", `title pr or not (userName pr and password sw "x")`, true},
		{"", `password pr`, true}, // of one of the types
		{"/Safes", `pin pr`, true},
		{"/Safes", `keys.secret pr`, true},
		{"/Safes", `keys[type pr and secret eq "x"]`, true},
		{"/Safes", `keys[type pr]`, false},
		{"/Safes", `keys pr`, false},
		{"/Users", `userName eq "password"`, false},
	}
	for _, test := range tests {
		t.Run(test.path+" "+test.filter, func(t *testing.T) {
			s := s.within(t)
			status := map[bool]int{true: http.StatusForbidden, false: http.StatusOK}[test.sensitive]
			got := s.do(status, http.MethodGet, test.path+"?filter="+url.QueryEscape(test.filter), "")
			if test.sensitive {
				isError(t, got, 403, "sensitive")
			}
			s.do(http.StatusOK, http.MethodPost, test.path+"/.search", `{"schemas":["`+scim.URNSearchRequest+`"],"filter":`+encoded(t, test.filter)+`}`)
		})
	}
}
