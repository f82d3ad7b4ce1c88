package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// versioning304Always: RFC 7644 §3.14: 304 means that nothing has changed.
func versioning304Always() Defect {
	return Defect{
		Name:     "versioning-304-always",
		Sentence: "Answers 304 to each read with If-None-Match, also when the resource has changed.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R04"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna", patching("/Users/$anna", `{"op":"add","path":"title","value":"Buyer"}`)},
			Request: `GET /Users/$anna [If-None-Match: $anna.version]`,
			Control: `GET /Users/$anna`,
		},
		Install: onAnswersTo(http.MethodGet, func(c *Call, a *Answer) {
			if a.Status == http.StatusOK && c.Header.Get("If-None-Match") != "" {
				a.Status = http.StatusNotModified
				a.SetBody(nil)
			}
		}),
	}
}
