package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchNotImplemented: RFC 7644 §3.5: PATCH should be supported; what
// ServiceProviderConfig announces works.
func patchNotImplemented() Defect {
	return Defect{
		Name:     "patch-not-implemented",
		Sentence: "Answers every PATCH with 501, although it announces that it supports PATCH.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5-R02", "RFC7643-5-R06", "E-6.8", "E-12.5"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"replace","path":"nickName","value":"Annie"}`),
			Control: replacing("/Users/$anna", "anna@example.com", `"nickName":"Annie"`),
		},
		Install: onPatch(func(*Call, []step) *Answer {
			return Refuse(http.StatusNotImplemented, "", "PATCH is not implemented")
		}),
	}
}
