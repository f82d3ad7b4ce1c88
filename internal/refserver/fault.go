package refserver

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// fault is the SCIM error that an error stands for. The words packages answer
// with *scim.Error; what is none is the fault of a value.
func faultOf(err error) *scim.Error {
	var fault *scim.Error
	if errors.As(err, &fault) {
		return fault
	}
	return scim.InvalidValue(err.Error())
}

// maxDetail is how much of an explanation is sent: it may quote what the client
// wrote.
const maxDetail = 1000

// short is an error whose explanation is not longer than a person reads.
func short(fault *scim.Error) *scim.Error {
	if len(fault.Detail) <= maxDetail {
		return fault
	}
	cut := *fault
	cut.Detail = strings.ToValidUTF8(fault.Detail[:maxDetail], "") + "…"
	return &cut
}

// refuse writes a SCIM error (RFC 7644 §3.12).
func refuse(w http.ResponseWriter, fault *scim.Error) {
	body, err := json.Marshal(short(fault))
	if err != nil {
		body = nil // strings and a number: they encode
	}
	send(w, fault.Status, body)
}

// notAllowed writes 405 with the methods that are (RFC 7231 §6.5.5).
func notAllowed(w http.ResponseWriter, method string, allowed string) {
	w.Header().Set("Allow", allowed)
	refuse(w, &scim.Error{Status: http.StatusMethodNotAllowed, Detail: method + " is not allowed here; allowed: " + allowed})
}

func notImplemented(detail string) *scim.Error {
	return &scim.Error{Status: http.StatusNotImplemented, Detail: detail}
}

// send writes a response; an empty body goes without a media type.
func send(w http.ResponseWriter, status int, body []byte) {
	switch {
	case len(body) == 0:
		w.Header().Del("Content-Type")
	case w.Header().Get("Content-Type") == "":
		w.Header().Set("Content-Type", scim.MediaType)
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone away needs no answer
}
