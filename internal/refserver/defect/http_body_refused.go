package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// httpBodyRefused: RFC 7644 §3.8: the media types that a body may have.
func httpBodyRefused() []Defect {
	return []Defect{
		bodyRefused("http-scim-body-refused", "Answers 415 to a body in application/scim+json.",
			scim.MediaType, "application/json", func(media string) bool { return namesMedia(media, scim.MediaType) }, "RFC7644-3.8-R07", "E-6.7", "PROV-01", "SYNC-01"),
		bodyRefused("http-json-body-refused", "Answers 415 to a body in application/json.",
			"application/json", scim.MediaType, func(media string) bool { return namesMedia(media, "application/json") }, "RFC7644-3.8-R07"),
		bodyRefused("http-charset-refused", "Answers 415 to a body whose Content-Type has a parameter, such as charset=utf-8.",
			scim.MediaType+"; charset=utf-8", scim.MediaType, func(media string) bool { return strings.Contains(media, ";") }, "RFC7644-3.8-R07", "E-12.5"),
	}
}

func bodyRefused(name, sentence, bad, good string, refused func(media string) bool, breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "http",
		Breaks:   breaks,
		Harm:     SyncBlocked,
		Shows:    Demo{Request: posting("Content-Type: " + bad), Control: posting("Content-Type: " + good)},
		Install: beforeAll(func(c *Call) *Answer {
			if len(c.Raw) > 0 && refused(c.Header.Get("Content-Type")) {
				return unsupported("the media type of the body is not supported")
			}
			return nil
		}),
	}
}

// posting is the line of a demonstration that creates a user with a header.
func posting(header string) string {
	return strings.Replace(hereUser("anna@example.com"), "/Users ", "/Users ["+header+"] ", 1)
}

// httpUnknownMediaTypeCrashes: RFC 7644 §3.8, §3.12.
func httpUnknownMediaTypeCrashes() Defect {
	return Defect{
		Name:     "http-unknown-media-type-crashes",
		Sentence: "Answers 500 to a body of a media type that it does not know.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.8-R07"},
		Harm:     Annoyance,
		Shows:    Demo{Request: posting("Content-Type: text/plain"), Control: posting("Content-Type: application/json")},
		Install: afterAll(func(_ *Call, a *Answer) {
			if a.Status == http.StatusUnsupportedMediaType {
				*a = *Refuse(http.StatusInternalServerError, "", "no reader for the media type of the body")
			}
		}),
	}
}
