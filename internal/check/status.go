package check

import (
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// status judges the code of an answer that has a body. Entra takes 200 for a
// creation as well (E-6.7), the RFC does not.
func (x *examination) status() []breach {
	switch x.Operation {
	case Create:
		return x.wants("RFC7644-3.3-R08", "201 Created", http.StatusCreated)
	case Patch:
		return x.wants("E-6.8", "200 with the resource, or 204", http.StatusOK)
	case Read:
		return x.wants("RFC7644-3.4.1-R01", "200", http.StatusOK)
	}
	return nil
}

func (x *examination) wants(rule requirement.ID, expected string, status int) []breach {
	if x.Status == status {
		return nil
	}
	return []breach{{
		rules: rules(rule), expected: expected, seen: x.seenStatus(),
		message: fmt.Sprintf("the success of a %s is answered with the wrong status", x.Operation),
	}}
}

func (x *examination) seenStatus() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", x.Status, http.StatusText(x.Status)))
}

// bare judges an answer without a body, and any to DELETE: that needs none.
func (x *examination) bare() []breach {
	switch {
	case x.Operation == Delete && x.Status != http.StatusNoContent:
		return x.wants("RFC7644-3.6-R07", "204 No Content", http.StatusNoContent)
	case x.Operation == Delete && len(x.Body) > 0:
		return []breach{x.unexpectedBody()}
	case x.Operation == Patch && x.Status != http.StatusNoContent:
		// E-6.8: 200 wants a body, 204 has none.
		return []breach{{
			rules: rules("RFC7644-3.5.2-R24", "E-6.8"), expected: "200 with the resource, or 204", seen: x.seenStatus() + " without a body",
			message: "the success of a patch is answered without a body and without saying so",
		}}
	case x.Operation == Create:
		return []breach{{
			rules: rules("E-6.7", "RFC7644-3.3-R09"), expected: "201 with the resource", seen: x.seenStatus() + " without a body",
			message: "the success of a create is answered without the resource",
		}}
	case x.Operation == Read:
		return []breach{{
			rules: rules("E-6.15", "RFC7644-3.4.1-R01"), expected: "200 with the resource", seen: x.seenStatus() + " without a body",
			message: "a read is answered without the resource",
		}}
	}
	return nil
}

// unexpectedBody: RFC 9110 §15.3.5 ends a 204 with its headers.
func (x *examination) unexpectedBody() breach {
	rule := requirement.ID("RFC7644-3.5.2-R24")
	if x.Operation == Delete {
		rule = "RFC7644-3.6-R07"
	}
	return breach{
		rules: rules(rule), expected: "no body", seen: fmt.Sprintf("%d bytes", len(x.Body)),
		message: "an answer that says 204 No Content has a body",
	}
}

// unreadable: what is no JSON object cannot be understood (E-6.15). Of a query it
// is the sender's to say what that means (see Answer).
func (x *examination) unreadable(err error) []breach {
	if x.Operation == Query {
		return nil
	}
	return []breach{{
		rules: rules("E-6.15"), expected: "a SCIM resource in JSON", seen: strings.TrimSpace(x.Header.Get("Content-Type") + ": " + err.Error()),
		message: fmt.Sprintf("the answer to a %s cannot be read as SCIM", x.Operation),
	}}
}

// mediaType: Entra demands the SCIM media type of success bodies and tolerates
// plain JSON on errors only (E-6.2), for which it is what should be there.
func (x *examination) mediaType() []breach {
	header := x.Header.Get("Content-Type")
	if header == scim.MediaType {
		return nil
	}
	media, _, err := mime.ParseMediaType(header)
	if err == nil && media == scim.MediaType {
		return nil
	}
	b := breach{
		rules: rules("E-6.2", "RFC7644-3.1-R01", "RFC7644-8.1-R01"), attribute: "Content-Type", expected: scim.MediaType, seen: orNone(header),
		message: "an answer with a SCIM message is labelled with another media type",
	}
	if x.Status >= 400 {
		b.rules = rules("RFC7644-8.1-R01")
		b.message = "an error is labelled with another media type"
	}
	return []breach{b}
}

func orNone(value string) string {
	if value == "" {
		return none
	}
	return value
}
