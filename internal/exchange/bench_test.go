package exchange

import (
	"io"
	"net/http"
	"testing"
	"time"
)

// sample is an exchange as a provisioning run makes thousands of.
func sample() Exchange {
	body := []byte(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],` +
		`"externalId":"ana","userName":"ana.reis@fabrikam.example","active":true,"displayName":"Ana Reis",` +
		`"emails":[{"primary":true,"type":"work","value":"ana.reis@fabrikam.example"}],` +
		`"name":{"formatted":"Ana Reis","familyName":"Reis","givenName":"Ana"}}`)
	return Exchange{
		ID: 7, Label: Label{Purpose: Provisioning, Object: "ana", Cycle: 1},
		Started: time.Date(2026, 11, 24, 9, 30, 0, 123456789, time.UTC), Took: 1500 * time.Microsecond,
		Method: http.MethodPost, URL: "https://scim.example.com/scim/Users",
		Request: Message{Header: http.Header{"Accept": {"application/scim+json"}, "Authorization": {"Bearer ***"}, "Content-Type": {"application/scim+json"}}, Body: body},
		Status:  http.StatusCreated,
		Response: Message{Header: http.Header{"Content-Type": {"application/scim+json"}, "Date": {"Tue, 24 Nov 2026 09:30:00 GMT"},
			"Location": {"https://scim.example.com/scim/Users/1"}}, Body: body},
	}
}

func BenchmarkJournal(b *testing.B) {
	journal := NewJournal(io.Discard)
	e := sample()
	b.ReportAllocs()
	for b.Loop() {
		journal.Record(e)
	}
}

func BenchmarkMasker(b *testing.B) {
	masker := NewMasker("eyJhbGciOiJIUzI1NiJ9.c2NpbQ.planted")
	e := sample()
	b.ReportAllocs()
	for b.Loop() {
		masker.Message(e.Request.Header, e.Request.Body)
	}
}
