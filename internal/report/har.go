package report

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/scimulator/scimulator/internal/exchange"
)

type harEntry struct {
	Started  string      `json:"startedDateTime"`
	Time     float64     `json:"time"` // milliseconds
	Request  harRequest  `json:"request"`
	Response harResponse `json:"response"`
	Cache    struct{}    `json:"cache"`
	Timings  harTimings  `json:"timings"`
	Comment  string      `json:"comment,omitempty"`
}

type harTimings struct {
	Send    float64 `json:"send"`
	Wait    float64 `json:"wait"`
	Receive float64 `json:"receive"`
}

type harRequest struct {
	Method      string    `json:"method"`
	URL         string    `json:"url"`
	Version     string    `json:"httpVersion"`
	Cookies     []harPair `json:"cookies"`
	Headers     []harPair `json:"headers"`
	Query       []harPair `json:"queryString"`
	Body        *harBody  `json:"postData,omitempty"`
	HeadersSize int       `json:"headersSize"`
	BodySize    int64     `json:"bodySize"`
}

type harResponse struct {
	Status      int       `json:"status"`
	StatusText  string    `json:"statusText"`
	Version     string    `json:"httpVersion"`
	Cookies     []harPair `json:"cookies"`
	Headers     []harPair `json:"headers"`
	Content     harBody   `json:"content"`
	Redirect    string    `json:"redirectURL"`
	HeadersSize int       `json:"headersSize"`
	BodySize    int64     `json:"bodySize"`
	Comment     string    `json:"comment,omitempty"`
}

type harPair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type harBody struct {
	Size     *int64 `json:"size,omitempty"` // of an answer
	Type     string `json:"mimeType"`
	Text     string `json:"text,omitempty"`
	Encoding string `json:"encoding,omitempty"`
	Comment  string `json:"comment,omitempty"`
}

// HAR writes the evidence as HTTP Archive 1.2, one exchange after the other:
// its memory does not grow with the run. Secrets were masked at capture. Lines of
// the evidence that cannot be read are counted in the comment.
func HAR(out io.Writer, s Source) error {
	text := &failing{out: out}
	cause := citations(s)
	fmt.Fprintf(text, `{"log":{"version":"1.2","creator":{"name":"scimulator","version":%s},"entries":[`, jsonText(s.Run.Tool.Version))
	unread, separator := 0, "\n"
	for e, err := range s.AllExchanges() {
		if err != nil {
			unread++
			continue
		}
		raw, err := json.Marshal(harOf(e, cause[e.ID]))
		if err != nil {
			return fmt.Errorf("exchange %d: %w", e.ID, err)
		}
		fmt.Fprintf(text, "%s%s", separator, harmless(raw))
		if text.err != nil {
			return text.err
		}
		separator = ",\n"
	}
	comment := Sentence(s.Run)
	if unread > 0 {
		comment += fmt.Sprintf("; %d lines of the evidence could not be read", unread)
	}
	fmt.Fprintf(text, "],\"comment\":%s}}\n", jsonText(comment))
	return text.err
}

// citations are the requirements whose findings rest on an exchange.
func citations(s Source) map[int64][]string {
	cause := map[int64][]string{}
	for _, f := range s.Run.Findings {
		for _, id := range f.Exchanges {
			cause[id] = append(cause[id], joined(string(f.Requirement), f.Check))
		}
	}
	return cause
}

func jsonText(text string) []byte {
	raw, err := json.Marshal(shown(text))
	if err != nil {
		return []byte(`""`)
	}
	return harmless(raw)
}

func harmless(raw []byte) []byte { return bytes.ReplaceAll(raw, []byte("##"), []byte(`#\u0023`)) }

func harOf(e exchange.Exchange, cause []string) harEntry {
	milliseconds := float64(e.Took.Microseconds()) / 1000
	parts := []string{fmt.Sprintf("exchange %d", e.ID), string(e.Label.Purpose), shown(e.Label.Object)}
	if e.Label.Cycle > 0 {
		parts = append(parts, fmt.Sprintf("cycle %d", e.Label.Cycle))
	}
	for _, one := range cause {
		parts = append(parts, "evidence of "+shown(one))
	}
	return harEntry{
		Started: e.Started.UTC().Format(time.RFC3339Nano), Time: milliseconds, Request: harRequestOf(e), Response: harResponseOf(e),
		Timings: harTimings{Send: 0, Wait: milliseconds, Receive: 0}, Comment: joined(parts...),
	}
}

func harRequestOf(e exchange.Exchange) harRequest {
	request := harRequest{
		Method: e.Method, URL: e.URL, Version: "HTTP/1.1", Cookies: []harPair{}, Headers: harHeaders(e.Request.Header), Query: harQuery(e.URL),
		HeadersSize: -1, BodySize: int64(len(e.Request.Body)) + e.Request.Omitted,
	}
	if len(e.Request.Body) > 0 {
		body := harBody{Type: e.Request.Header.Get("Content-Type"), Text: string(e.Request.Body), Comment: omitted(e.Request)}
		if !utf8.Valid(e.Request.Body) { // a request has no encoding in HAR
			body.Text, body.Comment = clean(body.Text), joined(body.Comment, "bytes that are no UTF-8 are written as \\x..")
		}
		request.Body = &body
	}
	return request
}

func harResponseOf(e exchange.Exchange) harResponse {
	size := int64(len(e.Response.Body)) + e.Response.Omitted
	response := harResponse{
		Status: e.Status, StatusText: http.StatusText(e.Status), Version: "HTTP/1.1", Cookies: []harPair{}, Headers: harHeaders(e.Response.Header),
		Content:  harBody{Size: &size, Type: e.Response.Header.Get("Content-Type"), Text: string(e.Response.Body), Comment: omitted(e.Response)},
		Redirect: e.Response.Header.Get("Location"), HeadersSize: -1, BodySize: size, Comment: shown(hitch(e)),
	}
	if !utf8.Valid(e.Response.Body) {
		response.Content.Text, response.Content.Encoding = base64.StdEncoding.EncodeToString(e.Response.Body), "base64"
	}
	return response
}

func omitted(m exchange.Message) string {
	if m.Omitted == 0 {
		return ""
	}
	return fmt.Sprintf("%d bytes more were left out", m.Omitted)
}

func harHeaders(header http.Header) []harPair {
	pairs := []harPair{}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			pairs = append(pairs, harPair{name, value})
		}
	}
	return pairs
}

// harQuery takes the query apart in the order of the address.
func harQuery(address string) []harPair {
	pairs := []harPair{}
	_, query, _ := strings.Cut(address, "?")
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, harPair{unescaped(name), unescaped(value)})
	}
	return pairs
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}
