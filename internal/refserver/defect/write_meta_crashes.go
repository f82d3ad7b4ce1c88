package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeMetaCrashes: RFC 7644 §3.3: read-only attributes are ignored; Entra sends
// meta.resourceType with each create (E-5.10); fd-035.
func writeMetaCrashes() Defect {
	return Defect{
		Name:     "write-meta-crashes",
		Sentence: "Answers 500 to a new user with meta.resourceType.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R03", "RFC7643-3.1-R17", "RFC7644-3.3-R02"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-035"},
		Shows: Demo{
			Request: hereUser("anna@example.com", `"meta":{"resourceType":"User"}`),
			Control: hereUser("anna@example.com"),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			if c.Kind() == "Users" && c.Body().Object("meta").String("resourceType") != "" {
				return wentWrong()
			}
			return nil
		}, http.MethodPost),
	}
}
