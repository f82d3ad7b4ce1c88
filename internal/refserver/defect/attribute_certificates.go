package defect

import (
	"encoding/base64"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// attributeCertificates: RFC 7643 §2.3.6 and §4.1.2: a certificate is base64 of
// one certificate, and binary values are case-exact.
func attributeCertificates() []Defect {
	one := hereUser("anna@example.com", `"x509Certificates":[{"value":"MIIBcTCCARagAwIBAgIB"}]`)
	chain := hereUser("anna@example.com", `"x509Certificates":[{"value":"MIIBcTCCARagAwIBAgIB"},{"value":"MIICdDCCAhqgAwIBAgIC"}]`)
	digits := hereUser("anna@example.com", `"x509Certificates":[{"value":"1234"}]`)
	none := hereUser("anna@example.com", `"emails":[{"value":"MIIB@example.com"}]`)
	return []Defect{
		certificatesShown("attribute-certificate-as-pem", "Shows certificates as PEM, between lines that say BEGIN and END.",
			[]requirement.ID{"RFC7643-4.1.2-R28", "RFC7643-2.3.6-R01"}, Demo{Request: one, Control: none}, func(user scim.Resource) {
				for _, certificate := range manyOf(user, "x509Certificates") {
					certificate["value"] = "-----BEGIN CERTIFICATE-----\n" + certificate.String("value") + "\n-----END CERTIFICATE-----\n"
				}
			}),
		certificatesShown("attribute-certificates-in-one-value", "Shows all certificates of a user as one value, one behind the other.",
			[]requirement.ID{"RFC7643-4.1.2-R29", "RFC7643-4.1.2-R28"}, Demo{Request: chain, Control: one}, joinCertificates),
		certificatesShown("attribute-binary-in-lower-case", "Shows binary values in lower case, which are other bytes.",
			[]requirement.ID{"RFC7643-2.3.6-R04", "E-6.12"}, Demo{Request: one, Control: digits}, func(user scim.Resource) {
				for _, certificate := range manyOf(user, "x509Certificates") {
					certificate["value"] = strings.ToLower(certificate.String("value"))
				}
			}),
		{
			Name:     "attribute-binary-unchecked",
			Sentence: "Accepts a certificate that is not base64.",
			Subject:  "attribute",
			Breaks:   []requirement.ID{"RFC7643-2.3.6-R01", "RFC7643-2-R01", "E-6.12"},
			Harm:     DataDrift,
			Shows:    Demo{Request: hereUser("anna@example.com", `"x509Certificates":[{"value":"not a certificate!"}]`), Control: one},
			Install:  enforcing(scim.URNUser, "x509Certificates.value", func(a *schema.Attribute) { a.Type = "string" }),
		},
	}
}

func certificatesShown(name, sentence string, breaks []requirement.ID, shows Demo, edit func(user scim.Resource)) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows:    shows,
		Install:  onShown(scim.URNUser, func(_ *Call, user scim.Resource) { edit(user) }),
	}
}

func joinCertificates(user scim.Resource) {
	certificates := manyOf(user, "x509Certificates")
	if len(certificates) < 2 {
		return
	}
	var bytes []byte
	for _, certificate := range certificates {
		raw, err := base64.StdEncoding.DecodeString(certificate.String("value"))
		if err != nil {
			return
		}
		bytes = append(bytes, raw...)
	}
	certificates[0]["value"] = base64.StdEncoding.EncodeToString(bytes)
	user["x509Certificates"] = []any{certificates[0]}
}
