package refserver

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/scimulator/scimulator/internal/scim"
)

// body reads a request's JSON text, at most maxBody bytes.
func (s *Server) body(w http.ResponseWriter, r *http.Request) ([]byte, *scim.Error) {
	return s.bodyWithin(w, r, s.maxBody, "the body is larger than "+strconv.FormatInt(s.maxBody, 10)+" bytes")
}

// bodyWithin reads a body up to a limit and refuses what is no JSON for
// everybody: bad UTF-8 and members that are there twice, of which two readers
// may take different ones (RFC 7493 §2).
func (s *Server) bodyWithin(w http.ResponseWriter, r *http.Request, limit int64, exceeded string) ([]byte, *scim.Error) {
	if fault := s.understands(r.Header.Get("Content-Type")); fault != nil {
		return nil, fault
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, &scim.Error{Status: http.StatusRequestEntityTooLarge, Detail: exceeded}
	}
	if err != nil {
		return nil, scim.InvalidSyntax("the body could not be read to its end")
	}
	if !jsontext.Value(raw).IsValid() {
		return nil, scim.InvalidSyntax("the body is not one JSON value in UTF-8 whose members are all named once")
	}
	return raw, nil
}

// object reads a request body that is a JSON object.
func (s *Server) object(w http.ResponseWriter, r *http.Request) (scim.Resource, *scim.Error) {
	raw, fault := s.body(w, r)
	if fault != nil {
		return nil, fault
	}
	object, err := scim.Decode(raw)
	if err != nil {
		return nil, scim.InvalidSyntax("the body is not a JSON object: " + err.Error())
	}
	return object, nil
}

// representation reads a request body that is a resource of a type, and cleans
// it.
func (s *Server) representation(w http.ResponseWriter, r *http.Request, k *kind) (scim.Resource, *scim.Error) {
	raw, fault := s.object(w, r)
	if fault != nil {
		return nil, fault
	}
	in := intake{k, s.tolerant}
	if fault := in.declared(raw); fault != nil {
		return nil, fault
	}
	return in.resource(raw)
}
