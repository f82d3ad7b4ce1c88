package refserver_test

import (
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
)

// texts are the RFCs as published, so that every vector is what the RFC prints
// and not what somebody copied.
//
//go:embed testdata/rfc/rfc7643.txt testdata/rfc/rfc7644.txt testdata/rfc/rfc9865.txt testdata/rfc/rfc9967.txt
var texts embed.FS

func rfcText(t *testing.T, rfc int) []string {
	t.Helper()
	raw, err := texts.ReadFile(fmt.Sprintf("testdata/rfc/rfc%d.txt", rfc))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(raw), "\n")
}

// The texts are unmodified.
func TestRFCTextsAreThoseOfTheEditor(t *testing.T) {
	for rfc, digest := range map[int]string{
		7643: "df799c112a3fa5be3c0fe054c08b1f4eb5d07590c4c8343a014c4537bf638ae3",
		7644: "b9078e016c98b86934a23c80926b74fc8b59885ab2943729ec2493c17488a09b",
		9865: "fca18c2e62ee09f6bae83ebaa055ac253cb1638050afac769da5757ee2ae8c5a",
		9967: "713fb022c92f5ef18afb579cbd5f73f35521ccea8aad8571f7c3f229ed2913c7",
	} {
		raw := strings.Join(rfcText(t, rfc), "\n")
		if sum := fmt.Sprintf("%x", sha256.Sum256([]byte(raw))); sum != digest {
			t.Errorf("RFC %d has digest %s, want %s", rfc, sum, digest)
		}
	}
}

// slip is an error of the printed text, or a part that was left out for brevity,
// which is put right before the text is played: wherever it stands.
type slip struct {
	because string // the erratum or the rule
	printed string
	meant   string
}

// excerpt is a range of lines, the first and the last included, without what
// breaks them into pages, and with the slips put right. A slip that is not
// there is a mistake of the test.
func excerpt(t *testing.T, rfc, from, to int, slips ...slip) string {
	t.Helper()
	lines := slices.DeleteFunc(slices.Clone(rfcText(t, rfc)[from-1:to]), pageBreak)
	text := strings.Join(lines, "\n")
	for _, s := range slips {
		if !strings.Contains(text, s.printed) {
			t.Fatalf("RFC %d, lines %d-%d: there is no %q to correct (%s) in\n%s", rfc, from, to, s.printed, s.because, text)
		}
		text = strings.ReplaceAll(text, s.printed, s.meant)
	}
	return text
}

var (
	footer = regexp.MustCompile(`^Hunt, et al\. .*\[Page \d+\]$`)
	header = regexp.MustCompile(`^RFC 764[34] .* September 2015$`)
)

func pageBreak(line string) bool {
	return line == "\f" || footer.MatchString(line) || header.MatchString(strings.TrimPrefix(line, "\f"))
}

// message is a printed HTTP message or the body of one.
type message struct {
	method, path string // of a request
	status       int    // of a response
	header       http.Header
	body         string
}

// printed reads an HTTP message out of an RFC.
func printed(t *testing.T, rfc, from, to int, slips ...slip) message {
	t.Helper()
	return parsed(t, excerpt(t, rfc, from, to, slips...))
}

func parsed(t *testing.T, text string) message {
	t.Helper()
	lines := dedented(text)
	m := message{header: http.Header{}}
	if strings.HasPrefix(lines[0], "{") || strings.HasPrefix(lines[0], "[") {
		m.body = strings.Join(lines, "\n")
		return m
	}
	m.start(t, strings.TrimSpace(lines[0]))
	var fields []string
	rest := lines[1:]
	for len(rest) > 0 && strings.TrimSpace(rest[0]) != "" {
		if field := strings.TrimSpace(rest[0]); headerField.MatchString(rest[0]) {
			fields = append(fields, field)
		} else { // the value goes on
			fields[len(fields)-1] += " " + field
		}
		rest = rest[1:]
	}
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ":")
		m.header.Set(name, strings.TrimSpace(value))
	}
	m.body = strings.Join(rest, "\n")
	return m
}

var headerField = regexp.MustCompile(`^[A-Za-z-]+:`)

// start reads the first line of a message.
func (m *message) start(t *testing.T, line string) {
	t.Helper()
	if status, ok := strings.CutPrefix(line, "HTTP/1.1 "); ok {
		code, _, _ := strings.Cut(status, " ")
		n, err := strconv.Atoi(code)
		if err != nil {
			t.Fatalf("no status line: %q", line)
		}
		m.status = n
		return
	}
	method, path, ok := strings.Cut(line, " ")
	if !ok || !token(method) {
		t.Fatalf("no request line: %q", line)
	}
	m.method, m.path = method, strings.TrimSpace(strings.TrimSuffix(path, "HTTP/1.1"))
}

// dedented are the lines of a text without blank ones around it and without the
// margin that its first line has.
func dedented(text string) []string {
	lines := strings.Split(strings.TrimRight(text, " \n"), "\n")
	for len(lines) > 1 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	margin := len(lines[0]) - len(strings.TrimLeft(lines[0], " "))
	for i, line := range lines {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		lines[i] = line[min(margin, indent):]
	}
	return lines
}

// decoded reads a printed JSON object.
func decoded(t *testing.T, text string) scim.Resource {
	t.Helper()
	object, err := scim.Decode([]byte(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return object
}

func encoded(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
