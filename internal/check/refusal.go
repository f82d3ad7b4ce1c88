package check

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/shape"
)

// judgesRefusal says whether the form of an error is the target's. What refuses
// access or fails may be something in front of it (design §4), for an id that
// nobody has only the status counts (E-6.6), and the refusal of a query is what a
// wrong address gives too.
func (x *examination) judgesRefusal() bool {
	if x.Operation == Query || x.Operation == Read && x.Status == http.StatusNotFound {
		return false
	}
	return x.Status >= 400 && x.Status < 500 && !slices.Contains([]int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusRequestTimeout,
		http.StatusRequestEntityTooLarge, http.StatusTooManyRequests,
	}, x.Status)
}

// refusal judges the body of an error (RFC 7644 §3.12).
func (x *examination) refusal() []breach {
	body, err := scim.Decode(x.Body)
	if err != nil {
		return []breach{{
			rules: rules("RFC7644-3.12-R01"), expected: "a SCIM error in JSON", seen: x.seenStatus() + " with " + contents(x.Body, err),
			message: fmt.Sprintf("a %s is refused without a SCIM error", x.Operation),
		}}
	}
	plain := canonicalMessage(body, scim.URNError, "schemas", "status", "scimType", "detail")
	breaches := append(x.mediaType(), x.bytes(body)...)
	violations := x.judge.messages.Validate("error", plain)
	for _, v := range violations {
		breaches = append(breaches, errorViolation(v, plain))
	}
	return append(breaches, x.errorStatus(plain)...)
}

func contents(body []byte, err error) string {
	if len(bytes.TrimSpace(body)) == 0 {
		return "no body"
	}
	return "another body: " + err.Error()
}

// errorViolation words what the schema of errors found.
func errorViolation(v shape.Violation, plain map[string]any) breach {
	path := dotted(v.Path)
	if v.Keyword == "required" {
		return breach{rules: errorRules(v.Member), attribute: v.Member, expected: "a value", seen: none, message: "a SCIM error has no " + v.Member}
	}
	b := breach{rules: errorRules(path), attribute: path, expected: expectation(v), seen: seenAt(plain, v), message: path + " of a SCIM error is not as its definition says"}
	if path == "status" {
		b.expected = "the HTTP status code as a string"
	}
	return b
}

func errorRules(name string) []requirement.ID {
	switch name {
	case "status":
		return rules("RFC7644-3.12-R03")
	case "schemas":
		return rules("RFC7644-3.12-R02")
	}
	return rules("RFC7643-2.3-R02")
}

// errorStatus: status repeats the code of the answer.
func (x *examination) errorStatus(plain map[string]any) []breach {
	status, ok := plain["status"].(string)
	if _, err := strconv.Atoi(status); !ok || err != nil || status == strconv.Itoa(x.Status) {
		return nil
	}
	return []breach{{
		rules: rules("RFC7644-3.12-R03"), attribute: "status", expected: strconv.Itoa(x.Status), seen: status,
		message: "status of a SCIM error is not the HTTP status code",
	}}
}
