package defect

import (
	"net/http"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryConfigWritable: RFC 7643 §5: all attributes of the configuration are
// readOnly.
func discoveryConfigWritable() Defect {
	return Defect{
		Name:     "discovery-config-writable",
		Sentence: "Lets a client replace the service provider configuration and shows the new one from then on.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7643-5-R02"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{`PUT /ServiceProviderConfig {"schemas":["` + scim.URNServiceProviderConfig + `"],"patch":{"supported":false}}`},
			Request: `GET /ServiceProviderConfig`,
			Control: `GET /ResourceTypes`,
		},
		Install: func() Hooks {
			var replaced atomic.Pointer[scim.Resource]
			return Hooks{
				Before: func(c *Call) *Answer {
					body := c.Body()
					if c.Method != http.MethodPut || c.Path != "/"+atConfig || body == nil || !admitted(c) {
						return nil
					}
					replaced.Store(&body)
					return NewAnswer(http.StatusOK, body)
				},
				After: func(c *Call, a *Answer) {
					if body := replaced.Load(); body != nil && c.Method == http.MethodGet && c.Path == "/"+atConfig && a.OK() {
						a.SetBody(*body)
					}
				},
			}
		},
	}
}
