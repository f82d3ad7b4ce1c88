package account

import (
	"encoding/json"
	"net/http"
	"time"
)

// call is one request on its way through the account.
type call struct {
	r   *http.Request
	raw []byte
	as  role
	now time.Time
}

// name is a part of the path.
func (c *call) name(part string) string { return c.r.PathValue(part) }

// read decodes the body.
func (c *call) read(into any) *refusal {
	if err := json.Unmarshal(c.raw, into); err != nil {
		return malformed("the body is not the JSON object that is expected: " + err.Error())
	}
	return nil
}

// text reads a body with one text in it.
func (c *call) text(name string) (string, *refusal) {
	var body map[string]json.RawMessage
	if refused := c.read(&body); refused != nil {
		return "", refused
	}
	var text string
	if err := json.Unmarshal(body[name], &text); err != nil || text == "" {
		return "", malformed("the body needs " + name + ", a text that is not empty")
	}
	return text, nil
}

// answer is a success.
type answer struct {
	status int
	body   any
}

func shown(body any) (answer, *refusal)   { return answer{http.StatusOK, body}, nil }
func created(body any) (answer, *refusal) { return answer{http.StatusCreated, body}, nil }
func gone() (answer, *refusal)            { return answer{http.StatusNoContent, nil}, nil }

func refuse(why *refusal) (answer, *refusal) { return answer{}, why }
