package bundle

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"

	"github.com/scimulator/scimulator/internal/verdict"
)

// What is signed: an in-toto Statement v1 with a test result.
const (
	payloadType   = "application/vnd.in-toto+json"
	statementType = "https://in-toto.io/Statement/v1"
	predicateType = "https://in-toto.io/attestation/test-result/v0.1"
)

// attestation says of the files of a bundle, by digest, what the run came to.
type attestation struct {
	Type          string     `json:"_type"`
	Subject       []resource `json:"subject"`
	PredicateType string     `json:"predicateType"`
	Predicate     testResult `json:"predicate"`
}

type resource struct {
	Name   string            `json:"name"`
	Digest map[string]string `json:"digest"`
}

type testResult struct {
	Result        string     `json:"result"` // PASSED | WARNED | FAILED
	Configuration []resource `json:"configuration"`
	PassedTests   []string   `json:"passedTests"`
	WarnedTests   []string   `json:"warnedTests"`
	FailedTests   []string   `json:"failedTests"`
}

func attest(run verdict.Run, s Statement, sums checksums) attestation {
	a := attestation{Type: statementType, PredicateType: predicateType, Predicate: result(run, s)}
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		a.Subject = append(a.Subject, described(name, sums[name]))
	}
	return a
}

func described(name, digest string) resource {
	return resource{name, map[string]string{"sha256": digest}}
}

// result has three words only: what is partial is a warning, and what could not be
// judged has not passed.
func result(run verdict.Run, s Statement) testResult {
	r := testResult{Result: "FAILED", Configuration: []resource{}, PassedTests: []string{}, WarnedTests: []string{}, FailedTests: []string{}}
	switch {
	case run.Verdict == verdict.Conformant && !s.Partial:
		r.Result = "PASSED"
	case run.Verdict == verdict.Conformant || run.Verdict == verdict.Partial:
		r.Result = "WARNED"
	}
	for _, d := range s.Catalogues {
		r.Configuration = append(r.Configuration, described(d.Name, d.SHA256))
	}
	for _, c := range run.Checks {
		switch c.Outcome {
		case verdict.Pass:
			r.PassedTests = append(r.PassedTests, c.ID)
		case verdict.Advice, verdict.Known, verdict.Overruled:
			r.WarnedTests = append(r.WarnedTests, c.ID)
		case verdict.Fail:
			r.FailedTests = append(r.FailedTests, c.ID)
		}
	}
	return r
}

// seal signs the digests of a bundle.
func (k *Key) seal(run verdict.Run, s Statement, sums checksums) ([]byte, error) {
	payload, err := json.Marshal(attest(run, s, sums))
	if err != nil {
		return nil, err
	}
	sealing, err := dsse.NewEnvelopeSigner(signer{k})
	if err != nil {
		return nil, err
	}
	envelope, err := sealing.SignPayload(context.Background(), payloadType, payload)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(envelope, "", "  ")
}

// opened is an envelope that was read; who signed it is not known yet.
type opened struct {
	envelope dsse.Envelope
	attestation
}

func openEnvelope(text []byte) (opened, error) {
	var o opened
	if err := strictly(text, &o.envelope); err != nil {
		return o, fmt.Errorf("it is no DSSE envelope: %w", err)
	}
	payload, err := o.envelope.DecodeB64Payload()
	if err != nil || len(o.envelope.Signatures) == 0 {
		return o, errors.New("it is no DSSE envelope with a payload and a signature")
	}
	if err := strictly(payload, &o.attestation); err != nil {
		return o, fmt.Errorf("what is signed is no in-toto statement: %w", err)
	}
	if o.envelope.PayloadType != payloadType || o.Type != statementType || o.PredicateType != predicateType {
		return o, errors.New("what is signed is no in-toto statement about a test result")
	}
	return o, nil
}

// strictly reads one JSON value with nothing unknown in it and nothing behind it.
func strictly(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands behind its end")
	}
	return nil
}

// signers are the ids of the keys that the envelope names.
func (o opened) signers() []string {
	var ids []string
	for _, signature := range o.envelope.Signatures {
		ids = append(ids, signature.KeyID)
	}
	return ids
}

// by says whether a key signed it.
func (o opened) by(public *Public) error {
	checking, err := dsse.NewEnvelopeVerifier(verifier{public})
	if err != nil {
		return err
	}
	if _, err := checking.Verify(context.Background(), &o.envelope); err != nil {
		return fmt.Errorf("it is not signed by the key %s", public.ID())
	}
	return nil
}

// subjects are the digests that were signed.
func (o opened) subjects() (checksums, error) {
	sums := checksums{}
	for _, subject := range o.Subject {
		digest := subject.Digest["sha256"]
		if _, twice := sums[subject.Name]; twice || sound(subject.Name) != nil || !isDigest(digest) {
			return nil, errors.New("what is signed names a file wrongly or twice")
		}
		sums[subject.Name] = digest
	}
	return sums, nil
}
