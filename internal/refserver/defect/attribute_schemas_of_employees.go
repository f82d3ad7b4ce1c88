package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeSchemasOfEmployees: RFC 7643 §3 and §3.3: schemas names the base
// schema and each extension that is there, once.
func attributeSchemasOfEmployees() []Defect {
	return []Defect{
		schemasShown("attribute-schemas-repeated", "Names the schema of the enterprise extension twice in schemas of a user that has it.",
			[]requirement.ID{"RFC7643-3-R05", "RFC7643-3-R02"}, Annoyance, scim.URNUser, scim.URNEnterpriseUser, scim.URNEnterpriseUser),
		schemasShown("attribute-schemas-extension-only", "Names only the schema of the enterprise extension in schemas of a user that has it.",
			[]requirement.ID{"RFC7643-3.3-R03", "RFC7643-3-R03"}, SyncBlocked, scim.URNEnterpriseUser),
		schemasShown("attribute-schemas-core-only", "Does not name the schema of the enterprise extension in schemas of a user that has it.",
			[]requirement.ID{"RFC7643-3-R03", "RFC7643-3-R01"}, DataDrift, scim.URNUser),
	}
}

func schemasShown(name, sentence string, breaks []requirement.ID, harm Harm, urns ...any) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     harm,
		Shows:    Demo{Request: hereEmployee("anna@example.com", `"department":"Sales"`), Control: hereUser("anna@example.com")},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			if user.Object(scim.URNEnterpriseUser) != nil {
				user["schemas"] = urns
			}
		}),
	}
}
