package bundle

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/report"
)

// YAML writes a statement for people: its first line is the verdict, as a comment.
// Equal statements have equal bytes.
func (s Statement) YAML() ([]byte, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	w := yamlWriter{json.NewDecoder(bytes.NewReader(raw))}
	w.in.UseNumber()
	head := []string{comment(s.Summary), comment(s.Declaration)}
	body, _ := w.value()
	return []byte(strings.Join(append(head, body...), "\n") + "\n"), nil
}

// comment is a text on one line, whatever the name of a target holds.
func comment(text string) string { return "# " + report.Plain(text) }

// yamlWriter turns JSON into lines of YAML; members stay in their order.
type yamlWriter struct{ in *json.Decoder }

// value gives the lines of the next value, and whether they are a block, which
// stands below its key. The JSON is our own: it has no faults.
func (w yamlWriter) value() (lines []string, block bool) {
	token, _ := w.in.Token()
	switch token {
	case json.Delim('{'):
		lines = w.object()
	case json.Delim('['):
		lines = w.array()
	default:
		return []string{scalar(token)}, false
	}
	_, _ = w.in.Token() // the bracket that closes it
	switch {
	case lines != nil:
		return lines, true
	case token == json.Delim('['):
		return []string{"[]"}, false
	}
	return []string{"{}"}, false
}

func (w yamlWriter) object() []string {
	var lines []string
	for w.in.More() {
		key, _ := w.in.Token()
		below, block := w.value()
		if block {
			lines = append(append(lines, scalar(key)+":"), indented("  ", "  ", below)...)
		} else {
			lines = append(lines, scalar(key)+": "+below[0])
		}
	}
	return lines
}

func (w yamlWriter) array() []string {
	var lines []string
	for w.in.More() {
		below, _ := w.value()
		lines = append(lines, indented("- ", "  ", below)...)
	}
	return lines
}

func indented(first, rest string, lines []string) []string {
	all := slices.Clone(lines)
	for i := range all {
		if i == 0 {
			all[i] = first + all[i]
		} else {
			all[i] = rest + all[i]
		}
	}
	return all
}

// plainWord is a text that every reader of YAML takes for text without quotation
// marks, unless it is a word that some take for a boolean or null.
var plainWord = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*$`)

func scalar(token json.Token) string {
	switch token := token.(type) {
	case string:
		reserved := slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(token))
		if plainWord.MatchString(token) && !reserved {
			return token
		}
		return strconv.Quote(token)
	case json.Number:
		return token.String()
	case bool:
		return strconv.FormatBool(token)
	}
	return "null"
}
