package defect

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// Call is a request on its way to the correct server.
type Call struct {
	Method string
	Path   string // below the base: "/Users/2819c223"
	Query  url.Values
	Header http.Header
	Raw    []byte // the body

	request *http.Request
	base    string
	server  http.Handler
}

// newCall reads a request; the correct server stands behind it.
func newCall(r *http.Request, raw []byte, base string, server http.Handler) *Call {
	return &Call{
		Method: r.Method, Path: strings.TrimPrefix(r.URL.EscapedPath(), base), Query: r.URL.Query(), Header: r.Header.Clone(),
		Raw: raw, request: r, base: base, server: server,
	}
}

// Kind is the first segment of the path: "Users", "Groups", "Schemas", …
func (c *Call) Kind() string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(c.Path, "/"), "/")
	return kind
}

// ID is the second segment of the path, "" when there is none.
func (c *Call) ID() string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(c.Path, "/"), "/")
	id, _, _ := strings.Cut(rest, "/")
	return id
}

// Is says whether the request has this method and goes to one resource of this
// kind, or to the kind itself for POST.
func (c *Call) Is(method, kind string) bool {
	return c.Method == method && c.Kind() == kind && (c.ID() != "") == (method != http.MethodPost)
}

// Lists says whether the request asks for a list of a kind, by GET or .search.
func (c *Call) Lists(kind string) bool {
	return c.Kind() == kind && (c.Method == http.MethodGet && c.ID() == "" || c.Method == http.MethodPost && c.ID() == ".search")
}

// Body is the body as an object, nil when it is none.
func (c *Call) Body() scim.Resource {
	body, err := scim.Decode(c.Raw)
	if err != nil {
		return nil
	}
	return body
}

// SetBody replaces the body.
func (c *Call) SetBody(body any) { c.Raw = encode(body) }

// Operations are the operations of a PATCH; changing them and calling
// SetOperations changes the request.
func (c *Call) Operations() []scim.Resource {
	var operations []scim.Resource
	for _, element := range c.Body().List("Operations") {
		if operation := scim.AsObject(element); operation != nil {
			operations = append(operations, operation)
		}
	}
	return operations
}

// SetOperations replaces the operations of a PATCH.
func (c *Call) SetOperations(operations []scim.Resource) {
	list := make([]any, len(operations))
	for i := range operations {
		list[i] = operations[i]
	}
	c.SetBody(scim.Resource{"schemas": []any{scim.URNPatchOp}, "Operations": list})
}

// Ask sends a request of the defect's own to the correct server, with the
// credentials of the call. The path may carry a query.
func (c *Call) Ask(method, path string, body any) *Answer {
	var raw []byte
	if body != nil {
		raw = encode(body)
	}
	return c.forward(method, path, raw, http.Header{"Authorization": c.Header.Values("Authorization"), "Content-Type": {scim.MediaType}})
}

// Pass sends the call itself, as it is now, to the correct server.
func (c *Call) Pass() *Answer {
	path := c.Path
	if query := c.Query.Encode(); query != "" {
		path += "?" + query
	}
	return c.forward(c.Method, path, c.Raw, c.Header)
}

func (c *Call) forward(method, path string, raw []byte, header http.Header) *Answer {
	address, err := url.Parse(c.base + path)
	if err != nil {
		return Refuse(http.StatusBadRequest, "invalidValue", "the path is malformed")
	}
	request := c.request.Clone(c.request.Context())
	request.Method, request.Header, request.ContentLength = method, header, int64(len(raw))
	request.URL = address
	request.Body = http.NoBody
	if len(raw) > 0 {
		request.Body = newBody(raw)
	}
	into := &capture{header: http.Header{}}
	c.server.ServeHTTP(into, request)
	return &Answer{Status: into.status, Header: into.header, Raw: into.body.Bytes()}
}

// capture is the http.ResponseWriter of an answer that the layer still changes.
type capture struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (c *capture) Header() http.Header            { return c.header }
func (c *capture) WriteHeader(status int)         { c.status = status }
func (c *capture) Write(body []byte) (int, error) { return c.body.Write(body) }

func encode(body any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // decoded JSON and plain structs: they encode
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}
