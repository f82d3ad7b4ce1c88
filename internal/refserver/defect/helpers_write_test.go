package defect_test

import (
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver/defect"
)

const (
	anna    = `POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"anna@example.com"} -> anna`
	ben     = `POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ben@example.com"} -> ben`
	sales   = `POST /Groups {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Sales","members":[{"value":"$anna"}]} -> sales`
	titled  = ` {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"Buyer"}]}`
	renamed = ` {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"userName","value":"anna@example.com"}]}`
)

// bulkOf is a bulk request with these operations.
func bulkOf(more string, operations ...string) string {
	return `POST /Bulk {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],` + more + `"Operations":[` + strings.Join(operations, ",") + `]}`
}

const (
	putAnna  = `{"method":"PUT","path":"/Users/$anna","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a"}}`
	putTitle = `PUT /Users/$anna {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"anna@example.com","title":$value}`
	postCleo = `{"method":"POST","path":"/Users","bulkId":"c","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"cleo"}}`
)

// A defect does what its sentence says and nothing else: what is near by is
// answered as RFC 7644 has it.
func TestDefectsAreNarrow(t *testing.T) {
	tests := []struct {
		name, defect string
		given        []string
		request      string
		status       int
		says         string // a part of the body
	}{
		{"a duplicate that comes alone", "write-duplicates-under-load", []string{anna}, anna, 409, "uniqueness"},
		{"a duplicate that comes again at once", "write-duplicates-under-load", []string{anna, anna}, anna, 409, "uniqueness"},
		{"a rename to a taken name", "write-duplicates-under-load", []string{anna, ben}, "PATCH /Users/$ben" + renamed, 409, "uniqueness"},
		{"creates one after the other", "write-lost-under-load", []string{anna, ben}, "GET /Users?count=0", 200, `"totalResults":2`},
		{"creates one after the other are counted", "write-miscounted-under-load", []string{anna, ben}, "GET /Users?count=0", 200, `"totalResults":2`},
		{"a stale version", "versioning-two-writers", []string{anna, "PATCH /Users/$anna" + titled}, "PATCH /Users/$anna [If-Match: $anna.version]" + titled, 412, "version"},
		{
			"a stale version twice", "versioning-two-writers",
			[]string{anna, "PATCH /Users/$anna" + titled, "PATCH /Users/$anna [If-Match: $anna.version]" + titled},
			"PATCH /Users/$anna [If-Match: $anna.version]" + titled, 412, "version",
		},
		{
			"the second writer waits", "versioning-two-writers", []string{anna, "PATCH /Users/$anna [If-Match: $anna.version]" + titled},
			"PATCH /Users/$anna [If-Match: $anna.version]" + titled, 412, "version",
		},
		{"the constant tag matches", "versioning-tag-constant", []string{anna, "PATCH /Users/$anna" + titled}, "DELETE /Users/$anna [If-Match: $anna.version]", 204, ""},
		{"another tag does not", "versioning-tag-constant", []string{anna}, `DELETE /Users/$anna [If-Match: W/"x"]`, 412, "version"},
		{"the tag of a read matches", "versioning-tag-new-on-each-read", []string{anna, "GET /Users/$anna -> anna"}, "DELETE /Users/$anna [If-Match: $anna.version]", 204, ""},
		{"a stale version is refused before the change", "versioning-valid-match-refused", []string{anna, `PATCH /Users/$anna [If-Match: W/"x"]` + titled}, "GET /Users/$anna", 200, `"version":"W/\"1\""`},
		{"deleted softly, read", "write-deleted-still-listed", []string{anna, "DELETE /Users/$anna"}, "GET /Users/$anna", 404, ""},
		{"deleted softly, changed", "write-deleted-still-listed", []string{anna, "DELETE /Users/$anna"}, "PATCH /Users/$anna" + titled, 404, ""},
		{"deleted softly, deleted", "write-deleted-still-listed", []string{anna, "DELETE /Users/$anna"}, "DELETE /Users/$anna", 404, ""},
		{"deleted softly, created again", "write-deleted-still-listed", []string{anna, "DELETE /Users/$anna"}, anna, 201, ""},
		{"deleted softly, the name given to another", "write-deleted-readable", []string{anna, ben, "DELETE /Users/$anna"}, "PATCH /Users/$ben" + renamed, 200, ""},
		{"deleted softly, in no list", "write-deleted-readable", []string{anna, ben, "DELETE /Users/$anna"}, "GET /Users?count=0", 200, `"totalResults":1`},
		{"deleted softly, at the root", "write-deleted-readable", []string{anna, ben, "DELETE /Users/$anna"}, "GET /?count=0", 200, `"totalResults":1`},
		{"deleted softly, no member", "write-deleted-readable", []string{anna, sales, "DELETE /Users/$anna"}, `GET /Groups?filter=members+pr&count=0`, 200, `"totalResults":0`},
		{"deleted softly with a stale version", "write-deleted-readable", []string{anna, `DELETE /Users/$anna [If-Match: W/"x"]`}, "GET /Users?count=0", 200, `"totalResults":1`},
		{"deletes nobody", "write-deleted-again", []string{anna, "DELETE /Users/$anna"}, "GET /Users/$anna", 404, ""},
		{"a failure that a defect made counts", "bulk-put-unsupported", []string{anna}, bulkOf(`"failOnErrors":1,`, putAnna, postCleo), 200, `[{"location"`},
		{"and stops", "bulk-put-unsupported", []string{anna, bulkOf(`"failOnErrors":1,`, putAnna, postCleo)}, "GET /Users?count=0", 200, `"totalResults":1`},
		{"the others are carried out", "bulk-put-unsupported", []string{anna, bulkOf("", putAnna, postCleo)}, "GET /Users?count=0", 200, `"totalResults":2`},
		{"ten requests", "entra-throttled", []string{"9x GET /Users?count=0"}, "GET /Users?count=0", 200, `"totalResults":0`},
		{"null in a PUT clears", "write-replace-merges", []string{anna, "PATCH /Users/$anna" + titled, strings.Replace(putTitle, "$value", "null", 1)}, "GET /Users?filter=title+pr&count=0", 200, `"totalResults":0`},
		{"a value in a PUT counts", "write-replace-merges", []string{anna, "PATCH /Users/$anna" + titled, strings.Replace(putTitle, "$value", `"Clerk"`, 1)}, `GET /Users?filter=title+eq+"Clerk"&count=0`, 200, `"totalResults":1`},
		{"an unknown id of the created", "write-replace-creates", []string{anna}, `GET /Users/ben`, 404, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d, ok := defect.Lookup(test.defect)
			if !ok {
				t.Fatalf("there is no defect %s", test.defect)
			}
			got := newStage(t, defect.Demo{}, d).play(test.given, test.request)
			if got.status != test.status || !strings.Contains(got.body, test.says) {
				t.Errorf("%s: got %s, want %d with %q", test.request, got, test.status, test.says)
			}
		})
	}
}
