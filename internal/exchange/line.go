package exchange

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// maxEmbedded is the largest body that is written as JSON within the line;
// larger ones are text, which costs no check.
const maxEmbedded = 64 << 10

// appendLine writes one exchange as a line. By hand, because it runs once per
// request and a body that is JSON already need not be parsed and printed again.
func appendLine(b []byte, e *Exchange) []byte {
	b = append(b, `{"id":`...)
	b = strconv.AppendInt(b, e.ID, 10)
	b = appendMember(b, "purpose", string(e.Label.Purpose))
	if e.Label.Object != "" {
		b = appendMember(b, "object", e.Label.Object)
	}
	if e.Label.Cycle != 0 {
		b = append(b, `,"cycle":`...)
		b = strconv.AppendInt(b, int64(e.Label.Cycle), 10)
	}
	b = append(b, `,"started":"`...)
	b = e.Started.UTC().AppendFormat(b, time.RFC3339Nano)
	b = append(b, `","tookMicros":`...)
	b = strconv.AppendInt(b, e.Took.Microseconds(), 10)
	b = appendMember(b, "method", e.Method)
	b = appendMember(b, "url", e.URL)
	b = appendMessage(append(b, `,"request":{`...), &e.Request)
	if e.Status != 0 {
		b = append(b, `,"status":`...)
		b = strconv.AppendInt(b, int64(e.Status), 10)
		b = appendMessage(append(b, `,"response":{`...), &e.Response)
	}
	if e.Fault != "" {
		b = appendMember(b, "fault", e.Fault)
	}
	if e.Planted != "" {
		b = appendMember(b, "planted", e.Planted)
	}
	return append(b, '}', '\n')
}

func appendMember(b []byte, name, value string) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	b = append(b, '"', ':')
	return appendString(b, value)
}

// appendMessage writes headers and body and closes the object it is in.
func appendMessage(b []byte, m *Message) []byte {
	b = appendHeader(append(b, `"header":`...), m.Header)
	if len(m.Body) > 0 {
		b = appendBody(b, m.Body)
	}
	if m.Omitted > 0 {
		b = append(b, `,"omitted":`...)
		b = strconv.AppendInt(b, m.Omitted, 10)
	}
	return append(b, '}')
}

// appendHeader writes the headers sorted by name, each with all its values.
func appendHeader(b []byte, header http.Header) []byte {
	var few [16]string // most messages have fewer headers, and then nothing is allocated
	names := slices.AppendSeq(few[:0], maps.Keys(header))
	slices.Sort(names)
	b = append(b, '{')
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, name), ':', '[')
		for k, value := range header[name] {
			if k > 0 {
				b = append(b, ',')
			}
			b = appendString(b, value)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

// appendBody writes the body so that every byte comes back: as JSON where the
// line then says the same as the body, else as text, else as base64.
func appendBody(b, body []byte) []byte {
	switch {
	case embeddable(body):
		return append(append(b, `,"body":`...), body...)
	case utf8.Valid(body):
		return appendString(append(b, `,"text":`...), string(body))
	}
	b = append(b, `,"base64":"`...)
	return append(base64.StdEncoding.AppendEncode(b, body), '"')
}

// embeddable tells whether a body can stand in the line as JSON, unchanged.
// Line breaks would tear the line, blanks around it would get lost, and
// duplicate members would make the line ambiguous.
func embeddable(body []byte) bool {
	if len(body) > maxEmbedded || body[0] <= ' ' || body[len(body)-1] <= ' ' {
		return false
	}
	if bytes.IndexByte(body, '\n') >= 0 || bytes.IndexByte(body, '\r') >= 0 {
		return false
	}
	return jsontext.Value(body).IsValid()
}

// appendString writes a JSON string. Bytes that are no UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return appendQuoted(b, s)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// appendQuoted is the slow way, for strings that need escapes.
func appendQuoted(b []byte, s string) []byte {
	quoted, err := jsontext.AppendQuote(b, s)
	if err != nil { // not UTF-8: the result is complete all the same
		quoted, _ = jsontext.AppendQuote(b, string([]rune(s)))
	}
	return quoted
}

// line is the shape of a journal line for reading.
type line struct {
	ID         int64     `json:"id"`
	Purpose    Purpose   `json:"purpose"`
	Object     string    `json:"object"`
	Cycle      int       `json:"cycle"`
	Started    time.Time `json:"started"`
	TookMicros int64     `json:"tookMicros"`
	Method     string    `json:"method"`
	URL        string    `json:"url"`
	Request    side      `json:"request"`
	Status     int       `json:"status"`
	Response   side      `json:"response"`
	Fault      string    `json:"fault"`
	Planted    string    `json:"planted"`
}

// side is one message of a line.
type side struct {
	Header  http.Header     `json:"header"`
	Body    json.RawMessage `json:"body"`
	Text    string          `json:"text"`
	Base64  []byte          `json:"base64"`
	Omitted int64           `json:"omitted"`
}

func (s side) message() Message {
	m := Message{Header: s.Header, Omitted: s.Omitted}
	switch {
	case len(s.Body) > 0:
		m.Body = s.Body
	case s.Text != "":
		m.Body = []byte(s.Text)
	case len(s.Base64) > 0:
		m.Body = s.Base64
	}
	return m
}

func (l line) exchange() Exchange {
	return Exchange{
		ID:    l.ID,
		Label: Label{Purpose: l.Purpose, Object: l.Object, Cycle: l.Cycle}, Started: l.Started,
		Took:   time.Duration(l.TookMicros) * time.Microsecond,
		Method: l.Method, URL: l.URL, Request: l.Request.message(),
		Status: l.Status, Response: l.Response.message(), Fault: l.Fault, Planted: l.Planted,
	}
}
