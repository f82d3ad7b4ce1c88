package check

import (
	"net/http"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
)

func conflict() Answer {
	a := refused()
	a.Operation, a.ID, a.Status, a.Sent = Create, "", http.StatusConflict, []byte(sent)
	set("status", "409")(&a)
	return a
}

func TestRefusal(t *testing.T) {
	gone := func() Answer {
		a := refused()
		a.Operation, a.Status = Delete, http.StatusNotFound
		set("status", "404")(&a)
		return a
	}
	run(t, []row{
		{"a text (RFC 7644 §3.12: MUST be JSON)", refused, all(bodyIs("bad title"), header("Content-Type", "text/plain")), []string{"Fail RFC7644-3.12-R01"}},
		{"no body", conflict, bodyIs(""), []string{"Fail RFC7644-3.12-R01"}},
		{"HTML for a DELETE", gone, bodyIs("<html></html>"), []string{"Fail RFC7644-3.12-R01"}},
		{"an array", conflict, bodyIs("[]"), []string{"Fail RFC7644-3.12-R01"}},
		{"no schemas (RFC 7644 §3.12)", refused, drop("schemas"), []string{"Fail RFC7644-3.12-R02 schemas"}},
		{"another schema", refused, set("schemas", []any{scim.URNUser}), []string{"Fail RFC7644-3.12-R02 schemas"}},
		{"no status (RFC 7644 §3.12: REQUIRED)", conflict, drop("status"), []string{"Fail RFC7644-3.12-R03 status"}},
		{"status as a number (RFC 7644 §3.12: a JSON string)", refused, set("status", 400), []string{"Fail RFC7644-3.12-R03 status"}},
		{"the status of something else (RFC 7644 §3.12, EID 6893)", refused, set("status", "404"), []string{"Fail RFC7644-3.12-R03 status"}},
		{"a status in words", refused, set("status", "Bad Request"), []string{"Fail RFC7644-3.12-R03 status"}},
		{"a detail that is an object (RFC 7643 §2.3)", refused, set("detail", map[string]any{"x": 1}), []string{"Fail RFC7643-2.3-R02 detail"}},
		{"an error of its own kind", refused, bodyIs(`{"message": "bad title"}`), []string{"Fail RFC7644-3.12-R02 schemas", "Fail RFC7644-3.12-R03 status"}},
		{"a read that is refused", refused, all(func(a *Answer) { a.Operation = Read }, drop("status")), []string{"Fail RFC7644-3.12-R03 status"}},
		{"a member twice (RFC 7159 §4: SHOULD)", refused, raw(`"status": "400"`, `"status": "400", "status": "400"`), []string{"Advice RFC7644-3.8-R01 status"}},
		{"free: no scimType and no detail (RFC 7644 §3.12: OPTIONAL)", refused, all(drop("scimType"), drop("detail")), nil},
		{"free: scimType is null (RFC 7643 §2.5)", refused, set("scimType", nil), nil},
		{"free: a keyword of its own", refused, set("scimType", "quotaExceeded"), nil},
		{"free: further members", refused, set("traceId", "x"), nil},
		{"free: names in another case (RFC 7643 §2.1)", refused, all(raw(`"status"`, `"Status"`), raw(`"schemas"`, `"SCHEMAS"`)), nil},
	})
}
