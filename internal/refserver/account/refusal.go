package account

import "net/http"

// refusal is why a request is not carried out: a code for programs, and what,
// why and what next for people (SSO-13).
type refusal struct {
	status  int
	Code    string `json:"error"`
	Message string `json:"message"`
}

func malformed(message string) *refusal {
	return &refusal{http.StatusBadRequest, "malformed", message}
}

func forbidden(message string) *refusal {
	return &refusal{http.StatusForbidden, "not-allowed", message}
}

func readOnly(message string) *refusal {
	return &refusal{http.StatusForbidden, "read-only", message}
}

func unknown(message string) *refusal {
	return &refusal{http.StatusNotFound, "unknown", message}
}

// conflict is a step against the order of steps, or against what is there.
func conflict(message string) *refusal {
	return &refusal{http.StatusConflict, "conflict", message}
}
