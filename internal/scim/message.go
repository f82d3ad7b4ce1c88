package scim

import (
	"encoding/json"
	"strconv"
)

// ListResponse is the answer to every query (RFC 7644 §3.4.2).
type ListResponse struct {
	TotalResults int
	StartIndex   int
	ItemsPerPage int
	Resources    []Resource
}

// DecodeList reads a ListResponse. Absent Resources mean none
// (RFC 7644 §3.4.2: REQUIRED only if totalResults is non-zero).
func DecodeList(raw []byte) (ListResponse, error) {
	body, err := Decode(raw)
	if err != nil {
		return ListResponse{}, err
	}
	return AsList(body), nil
}

// AsList sees a decoded body as a ListResponse.
func AsList(body Resource) ListResponse {
	list := ListResponse{
		TotalResults: number(body, "totalResults"),
		StartIndex:   number(body, "startIndex"),
		ItemsPerPage: number(body, "itemsPerPage"),
	}
	for _, element := range body.List("Resources") {
		if resource := AsObject(element); resource != nil {
			list.Resources = append(list.Resources, resource)
		}
	}
	return list
}

func number(body Resource, name string) int {
	value, _ := body.Get(name)
	digits, _ := value.(json.Number)
	n, _ := strconv.Atoi(digits.String())
	return n
}

// Error is a SCIM error body (RFC 7644 §3.12). It is also a Go error.
type Error struct {
	Status   int    // HTTP status code
	ScimType string // a keyword of table 9, or ""
	Detail   string // for people
}

func (e *Error) Error() string {
	if e.ScimType == "" {
		return strconv.Itoa(e.Status) + ": " + e.Detail
	}
	return strconv.Itoa(e.Status) + " " + e.ScimType + ": " + e.Detail
}

// MarshalJSON writes the body as RFC 7644 §3.12 prints it: status is a string.
func (e *Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Schemas  []string `json:"schemas"`
		ScimType string   `json:"scimType,omitempty"`
		Detail   string   `json:"detail,omitempty"`
		Status   string   `json:"status"`
	}{[]string{URNError}, e.ScimType, e.Detail, strconv.Itoa(e.Status)})
}

// One constructor per row of RFC 7644 table 9, so that status and keyword
// cannot disagree.

// InvalidFilter says that a filter is malformed or not supported.
func InvalidFilter(detail string) *Error { return &Error{400, "invalidFilter", detail} }

// TooMany says that a query matches more than the server is willing to return.
func TooMany(detail string) *Error { return &Error{400, "tooMany", detail} }

// Uniqueness says that a value is in use already (409, RFC 7644 §3.3).
func Uniqueness(detail string) *Error { return &Error{409, "uniqueness", detail} }

// Mutability says that the change is not compatible with the attribute's mutability.
func Mutability(detail string) *Error { return &Error{400, "mutability", detail} }

// InvalidSyntax says that the body is not what the request needs.
func InvalidSyntax(detail string) *Error { return &Error{400, "invalidSyntax", detail} }

// InvalidPath says that a PATCH path is malformed or names no attribute.
func InvalidPath(detail string) *Error { return &Error{400, "invalidPath", detail} }

// NoTarget says that a PATCH path selected nothing to operate on.
func NoTarget(detail string) *Error { return &Error{400, "noTarget", detail} }

// InvalidValue says that a value is missing or of the wrong kind.
func InvalidValue(detail string) *Error { return &Error{400, "invalidValue", detail} }

// InvalidVers says that the protocol version is not supported.
func InvalidVers(detail string) *Error { return &Error{400, "invalidVers", detail} }

// Sensitive says that the request would put personal data into a URI.
func Sensitive(detail string) *Error { return &Error{403, "sensitive", detail} }

// NotFound says that there is no such resource or endpoint.
func NotFound(detail string) *Error { return &Error{404, "", detail} }

// Resource is the error body as a decoded object.
func (e *Error) Resource() Resource {
	body := Resource{"schemas": []any{URNError}, "detail": e.Detail, "status": strconv.Itoa(e.Status)}
	if e.ScimType != "" {
		body["scimType"] = e.ScimType
	}
	return body
}
