package refserver

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// admits checks the bearer token and answers 401 with WWW-Authenticate when it
// is missing or wrong (RFC 7644 §2, RFC 6750 §3). Digests are compared, so that
// the time tells nothing, not even the length.
func (s *Server) admits(w http.ResponseWriter, r *http.Request) bool {
	if !s.guarded || s.public(r) {
		return true
	}
	token, sent := bearer(r.Header.Get("Authorization"))
	if !sent {
		challenge(w, "", "a bearer token is required in the Authorization header")
		return false
	}
	const invalid = `, error="invalid_token"`
	digest := sha256.Sum256([]byte(token))
	known := false
	if subtle.ConstantTimeCompare(digest[:], s.token[:]) == 1 {
		return true
	}
	if s.grants != nil {
		var good bool
		if good, known = s.grants.admits(token); good {
			return true
		}
	}
	if known {
		challenge(w, invalid+`, error_description="The access token expired"`, "the access token has expired: ask for another one")
		return false
	}
	challenge(w, invalid, "the bearer token is none that this server knows")
	return false
}

// challenge writes 401. A request without credentials is told how to log in and
// nothing more (RFC 6750 §3.1).
func challenge(w http.ResponseWriter, parameters, detail string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="scimulator"`+parameters)
	refuse(w, &scim.Error{Status: http.StatusUnauthorized, Detail: detail})
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
