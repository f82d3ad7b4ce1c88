package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkMethods: RFC 7644 §3.7: an operation has one of four methods, and each
// works as it does alone.
func bulkMethods() []Defect {
	given := []string{hereUser("anna@example.com") + " -> anna"}
	put := bulkOn("PUT", "/Users/$anna", bodyOf(hereUser("anna.reis@example.com")))
	patch := bulkOn("PATCH", "/Users/$anna", bodyOf(patching("", `{"op":"add","path":"title","value":"Buyer"}`)))
	return []Defect{{
		Name:     "bulk-put-unsupported",
		Sentence: "Answers 501 to a PUT in a bulk request.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R03", "RFC7644-3.7.3-R03"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: hereBulk("", put), Control: hereBulk("", patch)},
		Install:  failingBulk(unsupportedInBulk(http.MethodPut)),
	}, {
		Name:     "bulk-patch-unsupported",
		Sentence: "Answers 501 to a PATCH in a bulk request.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R03", "RFC7644-3.7.3-R03"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: hereBulk("", patch), Control: hereBulk("", put)},
		Install:  failingBulk(unsupportedInBulk(http.MethodPatch)),
	}, {
		Name:     "bulk-unknown-method-crashes",
		Sentence: "Answers 500 to a bulk request in which an operation has no method or one that does not exist there, and carries out nothing.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R07", "RFC7644-3.12-R08"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: hereBulk("", bulkOn("GET", "/Users/$anna", ""), bulkGood()), Control: hereBulk("", bulkGood())},
		Install: onBulk(func(_ *Call, request scim.Resource) *Answer {
			known := []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}
			for _, one := range manyOf(request, "Operations") {
				if !slices.Contains(known, one.String("method")) {
					return wentWrong()
				}
			}
			return nil
		}),
	}}
}

func unsupportedInBulk(method string) func(c *Call, operations []scim.Resource, i int) *bulkFault {
	return func(_ *Call, operations []scim.Resource, i int) *bulkFault {
		if operations[i].String("method") == method {
			return &bulkFault{http.StatusNotImplemented, "", method + " is not supported in bulk requests"}
		}
		return nil
	}
}
