package refserver

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// admits checks the bearer token and answers 401 with WWW-Authenticate when it
// is missing or wrong (RFC 7644 §2, RFC 6750 §3).
func (s *Server) admits(w http.ResponseWriter, r *http.Request) bool {
	if s.public(r) {
		return true
	}
	parameters, detail := s.doubt(r)
	if detail == "" {
		return true
	}
	challenge(w, parameters)
	refuse(w, &scim.Error{Status: http.StatusUnauthorized, Detail: detail})
	return false
}

// doubt is what is wrong with the credentials of a request, "" when nothing is,
// with the parameters of the challenge. API keys come first: most have one.
func (s *Server) doubt(r *http.Request) (parameters, detail string) {
	if !s.guarded {
		return "", ""
	}
	token, sent := bearer(r.Header.Get("Authorization"))
	if !sent {
		return "", "a bearer token is required in the Authorization header"
	}
	const invalid = `, error="invalid_token"`
	good, known := s.keys.Admits(token)
	if !known && s.grants != nil {
		good, known = s.grants.admits(token)
	}
	switch {
	case good:
		return "", ""
	case known:
		return invalid + `, error_description="The access token expired"`, "the access token has expired: ask for another one"
	}
	return invalid, "the bearer token is none that this server knows"
}

// challenge tells how to log in; a request without credentials is told nothing
// more (RFC 6750 §3.1).
func challenge(w http.ResponseWriter, parameters string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="scimulator"`+parameters)
}

// public says whether everybody may ask this: how to log in can be read without
// having done so (RFC 7643 §5, authenticationSchemes), and the configuration
// holds no secret. Credentials that are sent are checked all the same.
func (s *Server) public(r *http.Request) bool {
	reads := r.Method == http.MethodGet && r.URL.EscapedPath() == s.base+"/ServiceProviderConfig"
	return reads && r.Header.Get("Authorization") == ""
}

func bearer(header string) (token string, sent bool) {
	scheme, token, _ := strings.Cut(header, " ")
	token = strings.TrimSpace(token)
	return token, strings.EqualFold(scheme, "Bearer") && token != ""
}
