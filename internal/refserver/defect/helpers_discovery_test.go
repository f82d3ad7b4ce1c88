package defect

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
)

func TestInWords(t *testing.T) {
	for name, want := range map[string]string{"patch": "patch", "changePassword": "change-password", "authenticationSchemes": "authentication-schemes"} {
		if got := inWords(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// RFC 7644 §3.4.2.4: startIndex counts from 1, values below are 1, and a
// negative count is 0.
func TestCutPage(t *testing.T) {
	tests := []struct {
		query string
		want  []any
		start int
	}{
		{"startIndex=2&count=1", []any{"b"}, 2},
		{"count=2", []any{"a", "b"}, 1},
		{"startIndex=3", []any{"c"}, 3},
		{"startIndex=9", []any{}, 9},
		{"startIndex=-1&count=1", []any{"a"}, 1},
		{"count=-1", []any{}, 1},
	}
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			query, err := url.ParseQuery(test.query)
			if err != nil {
				t.Fatal(err)
			}
			list := inList("a", "b", "c")
			cutPage(list, &Call{Query: query})
			want := scim.Resource{
				"schemas": []any{scim.URNListResponse}, "totalResults": 3, "startIndex": test.start, "itemsPerPage": len(test.want), "Resources": test.want,
			}
			if diff := cmp.Diff(want, list); diff != "" {
				t.Error(diff)
			}
		})
	}
}
