package account

import (
	"crypto/x509"
	"encoding/pem"
)

// setup is what a client sends of a connection; nil leaves a value as it is.
type setup struct {
	Name        *string
	Team        string
	Metadata    *metadata
	Certificate *string
	JustInTime  *bool
}

func (s setup) check() (*x509.Certificate, *refusal) {
	switch {
	case s.Name != nil && *s.Name == "":
		return nil, malformed("a connection needs a name")
	case s.Metadata != nil && (s.Metadata.EntityID == "" || s.Metadata.SignOnURL == ""):
		return nil, malformed("metadata needs entityId and signOnUrl of the identity provider")
	case s.Certificate == nil:
		return nil, nil
	}
	block, _ := pem.Decode([]byte(*s.Certificate))
	if block == nil {
		return nil, malformed("the certificate is not PEM: upload the X.509 certificate of the identity provider")
	}
	parsed, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, malformed("the certificate is not X.509: " + err.Error())
	}
	return parsed, nil
}
