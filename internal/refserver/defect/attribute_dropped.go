package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeDropped: what was answered with success has to be there.
func attributeDropped() []Defect {
	return []Defect{
		dropped("attribute-external-id-dropped", "externalId", `"externalId":"e-1"`, "RFC7643-3.1-R16", "CA-01"),
		dropped("attribute-emails-dropped", "emails", `"emails":[{"value":"anna@example.com","type":"work"}]`, "RFC7643-4.1.2-R01", "IDEO-01"),
	}
}

func dropped(name, attribute, shows string, breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: "Drops " + attribute + " of users that it creates or changes, and answers success.",
		Subject:  "attribute",
		Breaks:   append([]requirement.ID{"HOUSE-01", "E-6.12"}, breaks...),
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", shows) + " -> anna"},
			Request: "GET /Users/$anna?attributes=" + attribute,
			Control: hereUser("ben@example.com", `"displayName":"Ben"`),
		},
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for member := range values {
				if name, _ := pathOf(member); strings.EqualFold(name, attribute) {
					delete(values, member)
				}
			}
			return nil
		}),
	}
}
