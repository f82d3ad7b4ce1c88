package refserver_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// stage is a server as the examples of the RFCs know it: https://example.com/v2,
// with entity-tags, the printed bearer token, and a clock that is set to the
// printed moments. What a server chooses (ids, entity-tags, cursors) is
// translated from what the RFC prints to what this server gave, both ways.
type stage struct {
	t       *testing.T
	server  *refserver.Server
	handler http.Handler
	time    *clock.Virtual
	ours    map[string]string // as printed -> as given
}

const (
	token7644 = "h480djs93hd8"
	token9865 = "U8YJcYYRMjbGeepD"
)

func newStage(t *testing.T, o refserver.Options) *stage {
	t.Helper()
	virtual := clock.NewVirtual(time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC))
	o.Base, o.Clock, o.ETags = "/v2", virtual, true
	server := refserver.New(o)
	return &stage{t, server, server.Handler(), virtual, map[string]string{}}
}

// onStages plays the same in strict and in tolerant mode: a server that accepts
// more than the letter has to accept the letter.
func onStages(t *testing.T, play func(s *stage)) {
	t.Helper()
	for name, lenient := range map[string]bool{"strict": false, "tolerant": true} {
		t.Run(name, func(t *testing.T) {
			play(newStage(t, refserver.Options{Token: token7644, Tolerant: lenient}))
		})
	}
}

// within is the stage inside of a subtest.
func (s *stage) within(t *testing.T) *stage {
	inner := *s
	inner.t = t
	return &inner
}

// at moves the clock to a printed moment.
func (s *stage) at(moment string) {
	s.t.Helper()
	instant, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.time.Until(s.t.Context(), instant); err != nil {
		s.t.Fatal(err)
	}
}

// means says what this server gave for something that the RFC prints.
func (s *stage) means(printed, given string) {
	s.t.Helper()
	if given == "" {
		s.t.Fatalf("nothing was given for %s", printed)
	}
	s.ours[printed] = given
}

// translate puts what was given in the place of what is printed.
func (s *stage) translate(text string) string {
	names := slices.SortedFunc(maps.Keys(s.ours), func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, name := range names {
		pairs = append(pairs, name, s.ours[name])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// send plays a printed request.
func (s *stage) send(m message) answer {
	s.t.Helper()
	path := strings.ReplaceAll(s.translate(m.path), " ", "%20")
	if !strings.HasPrefix(path, "/v2") {
		path = "/v2" + path
	}
	request := httptest.NewRequest(m.method, "https://example.com"+path, strings.NewReader(s.translate(m.body)))
	for name, values := range m.header {
		if name != "Content-Length" && name != "Host" {
			request.Header.Set(name, s.translate(values[0]))
		}
	}
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, request)
	body, _ := scim.Decode(recorder.Body.Bytes())
	return answer{recorder.Code, recorder.Header(), recorder.Body.String(), body}
}

// do sends a request of ours, with printed names, and wants a status.
func (s *stage) do(status int, method, path, body string) answer {
	s.t.Helper()
	header := http.Header{"Content-Type": {scim.MediaType}, "Authorization": {"Bearer " + token7644}}
	got := s.send(message{method: method, path: path, header: header, body: body})
	if got.status != status {
		s.t.Fatalf("%s %s: status %d, want %d: %s", method, path, got.status, status, got.raw)
	}
	return got
}

// create makes a resource that the RFC knows by an id.
func (s *stage) create(printedID, path, body string) answer {
	s.t.Helper()
	got := s.do(http.StatusCreated, http.MethodPost, path, body)
	s.means(printedID, got.body.ID())
	return got
}

// version says that the RFC prints an entity-tag for the present version of a
// resource.
func (s *stage) version(printedTag, path string) {
	s.t.Helper()
	s.means(printedTag, opaque(s.do(http.StatusOK, http.MethodGet, path, "").header.Get("ETag")))
}

// tag is the entity-tag that a printed answer has, in its header or in meta.
func (m message) tag() string {
	if tag := m.header.Get("ETag"); tag != "" {
		return opaque(tag)
	}
	body, _ := scim.Decode([]byte(m.body))
	return opaque(body.Object("meta").String("version"))
}

// opaque is the inside of an entity-tag (RFC 7232 §2.3).
func opaque(tag string) string { return strings.Trim(strings.TrimPrefix(tag, "W/"), `"`) }

// expect compares an answer with the printed one. An entity-tag that the RFC
// prints for the first time means the one that is given. The explanation of an
// error is for people and has to be there, but not in these words.
func (s *stage) expect(want message, got answer) {
	s.t.Helper()
	if got.status != want.status {
		s.t.Fatalf("status %d, want %d: %s", got.status, want.status, got.raw)
	}
	if tag := want.tag(); tag != "" && s.ours[tag] == "" {
		s.means(tag, opaque(got.header.Get("ETag")))
	}
	for name, values := range want.header {
		if value := s.translate(values[0]); got.header.Get(name) != value {
			s.t.Errorf("%s: %q, want %q", name, got.header.Get(name), value)
		}
	}
	if strings.TrimSpace(want.body) == "" {
		if got.raw != "" {
			s.t.Errorf("a body where none is printed: %s", got.raw)
		}
		return
	}
	s.same(decoded(s.t, s.translate(want.body)), got.body)
}

// same compares bodies: points in time by what they mean, members as a set, and
// of explanations only that they are there.
func (s *stage) same(want, got scim.Resource) {
	s.t.Helper()
	if diff := cmp.Diff(toCompare(s.t, want), toCompare(s.t, got)); diff != "" {
		s.t.Error(diff)
	}
}

func toCompare(t *testing.T, value any) any {
	t.Helper()
	if list, ok := value.([]any); ok {
		twin := make([]any, len(list))
		for i := range list {
			twin[i] = toCompare(t, list[i])
		}
		return twin
	}
	object := scim.AsObject(value)
	if object == nil {
		return value
	}
	twin := map[string]any{}
	for name, part := range object {
		text, isText := part.(string)
		switch {
		case name == "detail" && isText:
			twin[name] = text != ""
		case isText && (name == "created" || name == "lastModified"):
			instant, err := time.Parse(time.RFC3339, text)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			twin[name] = instant.UTC().Format(time.RFC3339Nano)
		case name == "members":
			twin[name] = sortedMembers(toCompare(t, part))
		default:
			twin[name] = toCompare(t, part)
		}
	}
	return twin
}

// sortedMembers puts the members of a group into an order: they have none.
func sortedMembers(value any) any {
	list, ok := value.([]any)
	if ok {
		slices.SortFunc(list, func(a, b any) int {
			return strings.Compare(scim.AsObject(a).String("value"), scim.AsObject(b).String("value"))
		})
	}
	return value
}
