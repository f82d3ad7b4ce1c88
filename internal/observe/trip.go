package observe

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/jq"
)

// trip is one observation or action on its way.
type trip struct {
	name     string
	sender   Sender
	request  client.Request
	response client.Response
	err      error
}

func (t *trip) send(ctx context.Context, request client.Request) {
	t.request = request
	t.response, t.err = t.sender.Do(ctx, request)
}

// mayPass: another try may be answered.
func (t *trip) mayPass() bool {
	return t.err != nil || t.response.Status >= http.StatusInternalServerError || t.response.Status == http.StatusTooManyRequests
}

func (t *trip) evidence() Evidence {
	return Evidence{Exchange: t.response.Exchange, Curl: t.sender.Curl(t.request)}
}

// unseen is the error of a trip that gave no answer.
func (t *trip) unseen(format string, args ...any) *Unseen {
	unseen := &Unseen{Name: t.name, Reason: cut(fmt.Sprintf(format, args...))}
	if t.request.Method != "" {
		unseen.Evidence = t.evidence()
	}
	return unseen
}

// ask asks the answer. null is what an expression gives for a member that is not
// there, so it is no answer: who means it writes // "none" behind.
func (t *trip) ask(ctx context.Context, query *jq.Query) (any, error) {
	body, err := t.body()
	if err != nil {
		return nil, err
	}
	value, err := query.One(ctx, body)
	if err == nil && value == nil {
		return nil, fmt.Errorf("%s gives null: is the member there?", query)
	}
	return value, err
}

func (t *trip) body() (any, error) { return decode(t.response.Body) }

// decode reads one JSON value.
func decode(body []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, errors.New("the answer is not JSON")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("the answer is more than one JSON value")
	}
	return value, nil
}

// secretsBy finds the secret in an answer, for masking: the value is looked for as
// it would be when the action has been done.
func secretsBy(ctx context.Context, query *jq.Query) func(body []byte) []string {
	return func(body []byte) []string {
		value, err := decode(body)
		if err != nil {
			return nil
		}
		if value, err = query.One(ctx, value); err != nil {
			return nil
		}
		secret, _ := value.(string)
		return []string{secret}
	}
}

// messageLimit is how much of a message is kept, in bytes.
const messageLimit = 300

// message is what the target says: the member of a JSON answer that usually speaks
// to people.
func (t *trip) message() string {
	body, _ := t.body()
	object, _ := body.(map[string]any)
	for _, name := range []string{"message", "detail", "error_description", "error", "title"} {
		if text, ok := object[name].(string); ok && text != "" {
			return cut(text)
		}
	}
	return cut(strings.TrimSpace(string(t.response.Body)))
}

func cut(text string) string {
	text = strings.ToValidUTF8(text, "?")
	if len(text) <= messageLimit {
		return text
	}
	end := messageLimit
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
