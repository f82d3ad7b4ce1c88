package simulate

import (
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// line is one line of JSON in the making. The provisioning log is written by
// hand, because every object of every cycle has a record, and most of it is the
// same each time.
type line []byte

// name begins a member, or an element of an array when it has no name.
func (l *line) name(name string) {
	if n := len(*l); n > 0 && (*l)[n-1] != '{' && (*l)[n-1] != '[' {
		*l = append(*l, ',')
	}
	if name != "" {
		*l = append(append(append(*l, '"'), name...), '"', ':')
	}
}

func (l *line) open(name string, bracket byte) {
	l.name(name)
	*l = append(*l, bracket)
}

func (l *line) close(bracket byte) { *l = append(*l, bracket) }

func (l *line) text(name, value string) {
	l.name(name)
	l.quote(value)
}

func (l *line) textOrNull(name string, value *string) {
	if value != nil {
		l.text(name, *value)
		return
	}
	l.name(name)
	*l = append(*l, "null"...)
}

func (l *line) quote(value string) {
	if isPlain(value) {
		*l = append(append(append(*l, '"'), value...), '"')
		return
	}
	quoted, err := jsontext.AppendQuote([]byte(*l), value)
	if err != nil { // no UTF-8: a source may say anything
		quoted, _ = jsontext.AppendQuote([]byte(*l), string([]rune(value)))
	}
	*l = quoted
}

// isPlain says whether a text needs no escapes, as nearly all of them.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
