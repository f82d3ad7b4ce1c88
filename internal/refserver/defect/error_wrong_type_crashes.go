package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// errorWrongTypeCrashes: RFC 7644 §3.12: 400 for a body that violates the
// schema.
func errorWrongTypeCrashes() Defect {
	return Defect{
		Name:     "error-wrong-type-crashes",
		Sentence: "Answers 500 to a POST or PUT in which a text of the resource is a number, a boolean, an array or an object.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R08", "RFC7644-3.12-R23"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"title":42`),
			Control: hereUser("anna@example.com", `"active":42`),
		},
		Install: onErrors(func(c *Call, a *Answer) bool {
			return a.Status == http.StatusBadRequest && (c.Method == http.MethodPost || c.Method == http.MethodPut) && hasWrongText(c)
		}, restate(http.StatusInternalServerError)),
	}
}

func hasWrongText(c *Call) bool {
	body := c.Body()
	for _, name := range []string{"userName", "displayName", "nickName", "title", "userType", "externalId", "locale", "timezone"} {
		value, sent := body.Get(name)
		if _, isText := value.(string); sent && value != nil && !isText {
			return true
		}
	}
	return false
}
