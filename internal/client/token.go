package client

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// maxTokenBody is the largest answer of a token endpoint that is read, in bytes.
const maxTokenBody = 1 << 20

// tokenTrip sends token requests over the transport of the client and keeps them as
// evidence under a purpose of their own, with everything secret in them masked.
type tokenTrip struct {
	client *Client
	label  exchange.Label // of the request that needs the token
	last   int64          // number of the evidence
	url    string         // that was asked, masked
}

// httpClient follows no redirect: client credentials are for one address only.
func (t *tokenTrip) httpClient() *http.Client {
	return &http.Client{Transport: t, CheckRedirect: neverFollow, Timeout: t.client.options.Timeout}
}

// RoundTrip sends one token request.
func (t *tokenTrip) RoundTrip(request *http.Request) (*http.Response, error) {
	form, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	_ = request.Body.Close()
	sent := request.Clone(request.Context())
	sent.Body, sent.ContentLength = io.NopCloser(bytes.NewReader(form)), int64(len(form))
	sent.Header.Set("User-Agent", "scimulator")
	sent.Header.Set("Accept", "application/json")
	t.client.secrets.add(formSecrets(form)...)
	e := exchange.Exchange{
		ID: t.client.last.Add(1), Label: exchange.Label{Purpose: exchange.Token, Cycle: t.label.Cycle}, Started: time.Now(), Method: sent.Method,
	}
	response, body, err := t.send(sent)
	e.Took = time.Since(e.Started)
	t.record(e, sent, form, response, body, err)
	return announced(response, body), err
}

// announced names JSON as such for the library that reads the answer, where a
// server announces it as text (RFC 6749 §5.1 asks for application/json). The
// evidence keeps what came.
func announced(response *http.Response, body []byte) *http.Response {
	if response == nil || !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) || !json.Valid(body) {
		return response
	}
	named := *response
	named.Header = response.Header.Clone()
	named.Header.Set("Content-Type", "application/json")
	return &named
}

// send gives the answer with a body that can be read again.
func (t *tokenTrip) send(request *http.Request) (*http.Response, []byte, error) {
	response, err := t.client.transport.RoundTrip(request)
	if err != nil {
		return nil, nil, err
	}
	body, err := reading{request.Context(), maxTokenBody, t.client.shelf}.body(response)
	_ = response.Body.Close()
	if err != nil {
		return nil, body, err
	}
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	t.client.secrets.add(tokenSecrets(body)...)
	return response, body, nil
}

// record keeps the evidence. The secrets of both sides are known by now.
func (t *tokenTrip) record(e exchange.Exchange, sent *http.Request, form []byte, response *http.Response, body []byte, err error) {
	masker := t.client.secrets.masker()
	t.last, t.url = e.ID, masker.Text(sent.URL.String())
	e.URL, e.Request = t.url, masker.Message(sent.Header, maskForm(form))
	if response != nil {
		e.Status, e.Response = response.StatusCode, masker.Message(response.Header, body)
	}
	if err != nil {
		e.Fault = t.client.fault(sent.Context(), err, sent.URL.String(), 0, true).Error()
	}
	if t.client.options.Record != nil {
		t.client.options.Record(e)
	}
}

// secretFields are the fields of a token request that are never kept.
func secretFields() []string { return []string{"client_secret", "client_assertion", "refresh_token"} }

// maskForm hides the secret fields by their name, however short they are.
func maskForm(form []byte) []byte {
	fields := strings.Split(string(form), "&")
	for i, field := range fields {
		if name, _, _ := strings.Cut(field, "="); slices.Contains(secretFields(), name) {
			fields[i] = name + "=***"
		}
	}
	return []byte(strings.Join(fields, "&"))
}

// formSecrets are the secrets of a token request.
func formSecrets(form []byte) []string {
	values, err := url.ParseQuery(string(form))
	if err != nil {
		return nil
	}
	var secrets []string
	for _, name := range secretFields() {
		secrets = append(secrets, values.Get(name))
	}
	return secrets
}

// tokenSecrets are the tokens of an answer, which is JSON or, from some servers, a
// form.
func tokenSecrets(body []byte) []string {
	names := []string{"access_token", "refresh_token", "id_token"}
	var members map[string]any
	if json.Unmarshal(body, &members) != nil {
		values, _ := url.ParseQuery(string(body)) // what can be read of it
		members = map[string]any{}
		for name := range values {
			members[name] = values.Get(name)
		}
	}
	var secrets []string
	for _, name := range names {
		if secret, ok := members[name].(string); ok {
			secrets = append(secrets, secret)
		}
	}
	return secrets
}
