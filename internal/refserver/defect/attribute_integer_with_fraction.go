package defect

import (
	"encoding/json"
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeIntegerWithFraction: RFC 7643 §2.3.4: an integer has no fraction.
func attributeIntegerWithFraction() Defect {
	return Defect{
		Name:     "attribute-integer-with-fraction",
		Sentence: "Announces maxPayloadSize in thousands of bytes, with a fraction.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.3.4-R01", "RFC7643-5-R10"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /ResourceTypes`},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				if c.Kind() != "ServiceProviderConfig" {
					return
				}
				a.Change(func(body scim.Resource) {
					bulk := body.Object("bulk")
					if size, ok := Number(bulk, "maxPayloadSize"); ok {
						bulk["maxPayloadSize"] = json.Number(strconv.FormatFloat(float64(size)/1000, 'f', 3, 64))
					}
				})
			}}
		},
	}
}
