package defect

import "github.com/scimulator/scimulator/internal/requirement"

// patchAddReplacesValues: RFC 7644 §3.5.2.1: on a multi-valued attribute new
// values are added; fd-065.
func patchAddReplacesValues() Defect {
	return Defect{
		Name:     "patch-add-replaces-values",
		Sentence: "Takes away the values that a multi-valued attribute of a user had when a PATCH adds others by path.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R07"},
		Harm:     DataDrift,
		Field:    []string{"fd-065"},
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(`{"op":"add","path":"emails","value":[{"type":"other","value":"anna@example.com"}]}`),
			Control: patchAnna(`{"op":"add","value":{"emails":[{"type":"other","value":"anna@example.com"}]}}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			return []step{s.with("op", "replace").with("value", s.values())}, patchesUser(c) && addsValues(s)
		}),
	}
}

// addsValues says whether an operation adds values to a multi-valued attribute
// by its path.
func addsValues(s step) bool {
	p := s.place()
	return s.is("add") && p.many() && p.filter == "" && p.sub == "" && s.value() != nil
}
