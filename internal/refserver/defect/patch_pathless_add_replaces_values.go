package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// patchPathlessAddReplacesValues: RFC 7644 §3.5.2.1: without a path the
// attributes of the value are added to the resource.
func patchPathlessAddReplacesValues() Defect {
	return Defect{
		Name:     "patch-pathless-add-replaces-values",
		Sentence: "Treats an add without a path like a replace: it takes away the values that a multi-valued attribute had.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R03", "RFC7644-3.5.2.1-R07"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(`{"op":"add","value":{"emails":[{"type":"other","value":"anna@example.com"}]}}`),
			Control: patchAnna(`{"op":"add","path":"emails","value":[{"type":"other","value":"anna@example.com"}]}`),
		},
		Install: onSteps(func(_ *Call, s step) ([]step, bool) {
			return []step{s.with("op", "replace")}, s.is("add") && s.pathless() && len(s.object()) > 0
		}),
	}
}
