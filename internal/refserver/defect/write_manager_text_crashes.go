package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// writeManagerTextCrashes: RFC 7644 §3.12: a value of the wrong type is 400,
// never 500; fd-039.
func writeManagerTextCrashes() Defect {
	return Defect{
		Name:     "write-manager-text-crashes",
		Sentence: "Answers 500 to a new user whose manager is a text.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.12-R08", "RFC7644-3.12-R23"},
		Harm:     LockedOut,
		Field:    []string{"fd-039"},
		Shows: Demo{
			Request: hereEmployee("anna@example.com", `"manager":"ben"`),
			Control: hereEmployee("anna@example.com", `"manager":{"value":"ben"}`),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			if c.Kind() == "Users" && c.Body().Object(scim.URNEnterpriseUser).String("manager") != "" {
				return wentWrong()
			}
			return nil
		}, http.MethodPost),
	}
}
