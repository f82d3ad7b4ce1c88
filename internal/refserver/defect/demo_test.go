package defect_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/refserver/defect"
)

const token = "the-token-of-the-tests"

// stage is a server on which a demonstration is played.
type stage struct {
	t       *testing.T
	handler http.Handler
	base    string
	clock   *clock.Virtual
	names   map[string]string
	hasty   bool // the client has gone away when the answer is late
}

// documented are effects of an application, as Autodesk documents them (SYNC-06,
// 11, 13, 14).
func documented() *profile.Profile {
	return &profile.Profile{Effects: []profile.Effect{
		{When: "user.disabled", Then: []string{"leave-synced-groups", "leave-team", "lose-seats"}},
		{When: "group.removed", Then: []string{"leave-team"}},
		{When: "user.enabled", Then: []string{"join-team"}},
		{When: "user.removed", Then: []string{"leave-hubs-and-projects"}},
	}}
}

func newStage(t *testing.T, shows defect.Demo, defects ...defect.Defect) *stage {
	t.Helper()
	virtual := clock.NewVirtual(time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC))
	o := refserver.Options{
		Token: token, Clock: virtual, Tolerant: shows.Tolerant, ETags: true, Subject: "me@example.com", Seed: 7, Defects: defects,
	}
	if shows.Documented {
		o.Profile = documented()
	}
	server := refserver.New(o)
	s := &stage{t: t, handler: server.Handler(), base: server.Base(), clock: virtual, names: map[string]string{}}
	for flaw, token := range server.Rejected() {
		s.names["rejected."+flaw] = token
	}
	return s
}

// said is an answer as it is compared: status, headers, and the body in
// canonical form.
type said struct {
	status int
	header string
	body   string
}

func (s said) String() string { return fmt.Sprintf("%d\n%s\n%s", s.status, s.header, s.body) }

// play prepares and sends a request. That client does not wait: an answer that
// a defect holds back (Answer.Delay) is none to it, and the test loses no time.
func (s *stage) play(given []string, request string) said {
	s.t.Helper()
	for _, line := range given {
		s.send(line)
	}
	s.hasty = true
	return s.send(request)
}

var form = regexp.MustCompile(`^(?:(\d+)x )?([A-Z]+) (\S+)((?: \[[^\]]*\])*)(?: (.*?))??(?: -> (\w+))?$`)

// send reads a line of a demonstration and sends it, several times at once when
// it says so; then the last answer counts.
func (s *stage) send(line string) said {
	s.t.Helper()
	parts := form.FindStringSubmatch(line)
	if parts == nil {
		s.t.Fatalf("this is no request: %s", line)
	}
	times, _ := strconv.Atoi(parts[1])
	var last said
	var group sync.WaitGroup
	for i := range max(1, times) {
		one := func() { last = s.exchange(parts, i) }
		if times == 0 {
			one()
			break
		}
		group.Go(func() { s.exchange(parts, i) })
	}
	group.Wait()
	return last
}

func (s *stage) exchange(parts []string, i int) said {
	_ = s.clock.Until(s.t.Context(), s.clock.Now().Add(time.Second))
	fill := func(text string) string { return s.fill(text, i) }
	body := fill(parts[5])
	path, atRoot := strings.CutPrefix(fill(parts[3]), "!")
	if !atRoot {
		path = s.base + path
	}
	request := httptest.NewRequest(parts[2], "http://127.0.0.1"+strings.ReplaceAll(path, "+", "%20"), strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		request.Header.Set("Content-Type", "application/scim+json")
	}
	for _, pair := range strings.Split(strings.Trim(parts[4], " []"), "] [") {
		if name, value, ok := strings.Cut(pair, ":"); ok {
			setHeader(request.Header, name, fill(strings.TrimSpace(value)))
		}
	}
	if s.hasty {
		gone, leave := context.WithCancel(request.Context())
		leave()
		request = request.WithContext(gone)
	}
	recorder := httptest.NewRecorder()
	cut := s.serve(recorder, request)
	s.remember(parts[6], recorder)
	answer := said{recorder.Code, headers(recorder.Header()), canonical(recorder.Body.Bytes())}
	if cut {
		answer.body += " (cut)"
	}
	return answer
}

// setHeader sets a header, or leaves it out when its value is "-".
func setHeader(header http.Header, name, value string) {
	if value == "-" {
		header.Del(name)
		return
	}
	header.Set(name, value)
}

// serve says whether the connection was dropped.
func (s *stage) serve(w http.ResponseWriter, r *http.Request) (cut bool) {
	defer func() {
		if fault := recover(); fault != nil {
			err, _ := fault.(error)
			if !errors.Is(err, http.ErrAbortHandler) {
				panic(fault)
			}
			cut = true
		}
	}()
	s.handler.ServeHTTP(w, r)
	return false
}

func (s *stage) fill(text string, i int) string {
	text = s.vouch(text)
	for name, id := range s.names {
		if strings.Contains(name, ".") {
			text = strings.ReplaceAll(text, "$"+name, id)
		}
	}
	for name, id := range s.names {
		text = strings.ReplaceAll(text, "$"+name, id)
	}
	return strings.ReplaceAll(text, "$i", strconv.Itoa(i))
}

func (s *stage) remember(name string, recorder *httptest.ResponseRecorder) {
	if name == "" {
		return
	}
	var created struct {
		ID    string `json:"id"`
		Next  string `json:"nextCursor"`
		Token string `json:"token"`
	}
	_ = json.Unmarshal(recorder.Body.Bytes(), &created)
	s.names[name], s.names[name+".version"] = created.ID, recorder.Header().Get("ETag")
	s.names[name+".next"], s.names[name+".token"] = created.Next, created.Token
}

func headers(header http.Header) string {
	var buffer bytes.Buffer
	_ = header.Write(&buffer) // sorted by name
	return buffer.String()
}

func canonical(raw []byte) string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return string(raw)
	}
	text, _ := json.Marshal(value)
	return string(text)
}

// Each defect changes what it says and nothing else: the request of its
// demonstration is answered otherwise than by the clean server, the control
// request is not.
func TestDefectsShow(t *testing.T) {
	for _, d := range defect.All() {
		t.Run(d.Name, func(t *testing.T) {
			t.Parallel()
			clean := newStage(t, d.Shows).play(d.Shows.Given, d.Shows.Request)
			broken := newStage(t, d.Shows, d).play(d.Shows.Given, d.Shows.Request)
			if clean == broken {
				t.Errorf("the answer is that of the clean server:\n%s", clean)
			}
			clean = newStage(t, d.Shows).play(d.Shows.Given, d.Shows.Control)
			broken = newStage(t, d.Shows, d).play(d.Shows.Given, d.Shows.Control)
			if clean != broken {
				t.Errorf("the control request is answered otherwise:\nclean  %s\nbroken %s", clean, broken)
			}
		})
	}
}
