package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeSchemasOfVersionOne: RFC 7643 §4.1, §4.2: users and groups have the
// schemas of SCIM 2.0.
func attributeSchemasOfVersionOne() Defect {
	return Defect{
		Name:     "attribute-schemas-of-version-one",
		Sentence: "Names urn:scim:schemas:core:1.0, as SCIM 1.1 had it, as the schema of every user and group that it shows.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1-R01", "RFC7643-4.2-R01"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: hereGroup("Sales"), Control: `GET /ResourceTypes/Group`},
		Install: onBoth(func(_ *Call, resource scim.Resource) {
			resource["schemas"] = []any{"urn:scim:schemas:core:1.0"}
		}),
	}
}
