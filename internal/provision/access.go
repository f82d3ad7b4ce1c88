package provision

import (
	"errors"
	"net/http"
)

// NoAccess is the error of a Target that could not send a request, because the
// credentials gave no access token for it (E-5.51 – E-5.53). Nothing reached the
// service, so nothing is said about it.
type NoAccess struct {
	Refused bool // the token endpoint said no; else it could not be asked
	Err     error
}

func (n *NoAccess) Error() string { return n.Err.Error() }

// Unwrap gives the error below.
func (n *NoAccess) Unwrap() error { return n.Err }

// withoutAccess is the failure of a request that was never sent. Credentials that
// are refused quarantine the job at once (E-7.7), a token endpoint that does not
// answer is asked again (E-6.29).
func withoutAccess(request Request, response Response, err error) (*Failure, bool) {
	var none *NoAccess
	if !errors.As(err, &none) {
		return nil, false
	}
	failure := &Failure{
		Code: "WebExceptionProtocolError", Reason: err.Error(), Transient: true, Unsent: true, Exchange: response.Exchange, Request: request,
	}
	if none.Refused {
		failure.Code, failure.Status, failure.Transient = "Unauthorized", http.StatusUnauthorized, false
	}
	return failure, true
}
