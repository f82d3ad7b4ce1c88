package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkDataOfPutOptional: RFC 7644 §3.7: data is mandatory for POST, PUT and PATCH.
func bulkDataOfPutOptional() Defect {
	return Defect{
		Name:     "bulk-data-of-put-optional",
		Sentence: "Answers success to a PUT without data in a bulk request, and leaves the resource as it is.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R12"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: hereBulk("", bulkOn("PUT", "/Users/$anna", "")),
			Control: hereBulk("", bulkOn("DELETE", "/Users/$anna", "")),
		},
		Install: onBulk(func(c *Call, request scim.Resource) *Answer {
			for _, one := range manyOf(request, "Operations") {
				if _, sent := one.Get("data"); sent || one.String("method") != http.MethodPut {
					continue
				}
				if now := c.Ask(http.MethodGet, one.String("path"), nil); now.OK() {
					one["data"] = now.Body()
				}
			}
			c.SetBody(request)
			return nil
		}),
	}
}
