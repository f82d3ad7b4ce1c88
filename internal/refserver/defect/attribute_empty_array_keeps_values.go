package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeEmptyArrayKeepsValues: RFC 7643 §2.5: an empty array clears a
// multi-valued attribute.
func attributeEmptyArrayKeepsValues() Defect {
	return Defect{
		Name:     "attribute-empty-array-keeps-values",
		Sentence: "Keeps the values of a multi-valued attribute of a user that a client replaces by an empty array.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.5-R02", "RFC7643-2.5-R01", "HOUSE-01", "RFC7644-3.5.1-R08"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"emails":[{"value":"anna@example.com"}]`) + " -> u"},
			Request: patching("/Users/$u", `{"op":"replace","path":"emails","value":[]}`),
			Control: patching("/Users/$u", `{"op":"remove","path":"emails"}`),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			if c.Method == http.MethodPut {
				keepOld(values, stored(c), isEmptyArray)
				return nil
			}
			for name, value := range values {
				if isEmptyArray(value) {
					delete(values, name)
				}
			}
			return nil
		}),
	}
}

func isEmptyArray(value any) bool {
	list, isList := value.([]any)
	return isList && len(list) == 0
}
