package defect

import (
	"encoding/json"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeEmployeeNumberAsNumber: RFC 7643 §2.3 and §4.3: employeeNumber is a
// string.
func attributeEmployeeNumberAsNumber() Defect {
	return Defect{
		Name:     "attribute-employee-number-as-number",
		Sentence: "Shows an employeeNumber of digits as a JSON number, without its leading zeros.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.3-R02", "E-6.15", "E-6.12"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereEmployee("anna@example.com", `"employeeNumber":"00701984"`),
			Control: hereEmployee("anna@example.com", `"employeeNumber":"E-701984"`),
		},
		Install: onEmployees(func(_, extension scim.Resource) {
			text := extension.String("employeeNumber")
			digits := strings.TrimLeft(text, "0")
			if digits != "" && strings.Trim(digits, "0123456789") == "" {
				extension["employeeNumber"] = json.Number(digits)
			}
		}),
	}
}
