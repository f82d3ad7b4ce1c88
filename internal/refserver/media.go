package refserver

import (
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

const plainJSON = "application/json"

// negotiate chooses the media type of the answer: SCIM's own, or
// application/json for a client that accepts nothing else (RFC 7644 §3.1,
// §8.1); "" when the client accepts neither.
func negotiate(header []string) string {
	if len(header) == 0 {
		return scim.MediaType
	}
	best := map[string]float64{}
	for _, element := range strings.Split(strings.Join(header, ","), ",") {
		media, parameters, err := mime.ParseMediaType(element)
		if err != nil {
			continue
		}
		best[media] = max(best[media], quality(parameters["q"]))
	}
	if len(best) == 0 {
		return scim.MediaType // an empty header asks for nothing
	}
	own, named := best[scim.MediaType]
	if !named {
		own = max(best["application/*"], best["*/*"])
	}
	switch {
	case own > 0 && own >= best[plainJSON]:
		return scim.MediaType
	case best[plainJSON] > 0:
		return plainJSON
	}
	return ""
}

func quality(text string) float64 {
	if text == "" {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || q < 0 || q > 1 {
		return 0
	}
	return q
}

// accepts answers 406 when the client wants a media type we do not speak.
func accepts(w http.ResponseWriter, r *http.Request) bool {
	media := negotiate(r.Header.Values("Accept"))
	if media == "" {
		refuse(w, &scim.Error{Status: http.StatusNotAcceptable, Detail: "Accept excludes " + scim.MediaType + " and " + plainJSON + ": accept one of them"})
		return false
	}
	if media != scim.MediaType {
		w.Header().Set("Content-Type", media)
	}
	return true
}

// understands checks the media type of a request body. A missing one passes in
// tolerant mode, as Postman collections of the field leave it out.
func (s *Server) understands(header string) *scim.Error {
	if header == "" && s.tolerant {
		return nil
	}
	media, parameters, err := mime.ParseMediaType(header)
	charset := parameters["charset"]
	known := media == scim.MediaType || media == plainJSON
	if err == nil && known && (charset == "" || strings.EqualFold(charset, "utf-8")) {
		return nil
	}
	return &scim.Error{Status: http.StatusUnsupportedMediaType, Detail: "the body's Content-Type has to be " + scim.MediaType + " or " + plainJSON + " in UTF-8"}
}
