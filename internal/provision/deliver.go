package provision

import (
	"bytes"
	"context"
	"net/http"
)

// deliver sends a request. Custom applications have no rate limiter on the
// client's side, and whether Retry-After is honoured is told differently: by
// option the whole job pauses that long and the request is sent once more
// (E-6.27).
func (j *Job) deliver(ctx context.Context, request Request) (Response, error) {
	response, err := j.once(ctx, request)
	if err != nil || response.Status != http.StatusTooManyRequests || response.RetryAfter <= 0 || j.options.RetryAfter != "pause" {
		return response, err
	}
	j.gate.Lock()
	err = j.clock.Until(ctx, j.clock.Now().Add(response.RetryAfter))
	j.gate.Unlock()
	if err != nil {
		return response, err
	}
	return j.once(ctx, request)
}

func (j *Job) once(ctx context.Context, request Request) (Response, error) {
	j.gate.RLock()
	defer j.gate.RUnlock()
	j.count(request)
	return j.target.Send(ctx, request)
}

// readable says whether the success of a write may be believed: a body that is
// there, but is no JSON object, cannot be decoded (E-6.15). Other answers are
// decoded by those who need them.
func readable(request Request, response Response) bool {
	switch request.Operation {
	case Update, Delete, Whole:
		body := bytes.TrimSpace(response.Body)
		return len(body) == 0 || body[0] == '{'
	}
	return true
}
