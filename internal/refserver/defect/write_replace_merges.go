package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// writeReplaceMerges: RFC 7644 §3.5.1: the values of a PUT replace those that are
// there; fd-097.
func writeReplaceMerges() Defect {
	return Defect{
		Name:     "write-replace-merges",
		Sentence: "Merges a PUT into the resource: what it omits stays, and the values of a multi-valued attribute are added to the old ones.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R03", "HOUSE-01"},
		Harm:     DataDrift,
		Field:    []string{"fd-097"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"emails":[{"value":"a@example.com"}]`) + " -> anna", hereUser("ben@example.com") + " -> ben"},
			Request: replacing("/Users/$anna", "anna@example.com", `"emails":[{"value":"b@example.com"}]`),
			Control: replacing("/Users/$ben", "ben@example.com", `"emails":[{"value":"b@example.com"}]`),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			was, body := stored(c), c.Body()
			if was == nil || body == nil {
				return nil
			}
			for name, old := range was {
				if !slices.Contains([]string{"schemas", "id", "meta", "groups"}, name) {
					mergeMember(body, name, old)
				}
			}
			if was.Object(scim.URNEnterpriseUser) != nil && !hasSchema(body, scim.URNEnterpriseUser) {
				setMember(body, "schemas", append(body.List("schemas"), scim.URNEnterpriseUser))
			}
			c.SetBody(body)
			return nil
		}, http.MethodPut),
	}
}

// mergeMember keeps an old value beside the new ones. The new ones decide which
// is primary.
func mergeMember(body scim.Resource, name string, old any) {
	now, sent := body.Get(name)
	if !sent {
		body[name] = old
		return
	}
	values, isList := now.([]any)
	before, wasList := old.([]any)
	if !isList || !wasList || len(values) == 0 {
		return
	}
	for _, one := range before {
		delete(scim.AsObject(one), "primary")
	}
	setMember(body, name, append(before, values...))
}
