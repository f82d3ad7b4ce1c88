package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeCreateDeliveredTwice: RFC 7644 §3.3: one POST creates one resource, and
// says so.
func writeCreateDeliveredTwice() Defect {
	return Defect{
		Name: "write-create-delivered-twice",
		Sentence: "Carries out each create twice, as behind a gateway that sends it again: " +
			"a group is there twice, and for a user the answer is 409.",
		Subject: "create",
		Breaks:  []requirement.ID{"RFC7644-3.3-R08", "RFC7644-3.3-R01", "E-6.14", "E-6.25"},
		Harm:    UsersLost,
		Shows: Demo{
			Given:   []string{hereGroup("Sales")},
			Request: `GET /Groups?count=0`,
			Control: `GET /Users?count=0`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			c.Pass()
			return nil
		}, http.MethodPost),
	}
}
