package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceUnsupported: RFC 7644 §3.5: PUT is supported, whatever PATCH is.
func writeReplaceUnsupported() Defect {
	return Defect{
		Name:     "write-replace-unsupported",
		Sentence: "Answers 501 to PUT, as PATCH can do the same.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5-R01", "RFC7644-3.2-R02"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: replacing("/Users/$anna", "anna@example.com"),
			Control: patching("/Users/$anna", `{"op":"add","path":"title","value":"Buyer"}`),
		},
		Install: onRequestsTo(func(*Call) *Answer {
			return Refuse(http.StatusNotImplemented, "", "PUT is not supported: change the resource by PATCH")
		}, http.MethodPut),
	}
}
