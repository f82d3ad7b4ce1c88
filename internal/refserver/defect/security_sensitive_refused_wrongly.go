package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// securitySensitiveRefusedWrongly: RFC 7644 §7.5.2: a filter with sensitive data
// in the URI is refused by 403 with scimType sensitive. The example there has
// "404" as status by mistake (EID 6893).
func securitySensitiveRefusedWrongly() Defect {
	return Defect{
		Name:     "security-sensitive-refused-as-404",
		Sentence: "Refuses a filter on passwords in the URI by 403 with the status 404 in the body and without scimType.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7644-7.5.2-R02", "RFC7644-3.12-R25", "RFC7644-3.12-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Request: `GET /Users?filter=password+eq+"t1meMa$heen"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: onErrorBodies(func(_ *Call, a *Answer) bool { return a.Body().String("scimType") == "sensitive" }, func(fault scim.Resource) {
			delete(fault, "scimType")
			fault["status"] = "404"
		}),
	}
}
