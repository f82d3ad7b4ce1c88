package refserver_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// site is a reference target on a loopback port.
type site struct {
	t      *testing.T
	url    string
	server *refserver.Server
	time   *clock.Virtual
}

func epoch() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) }

func open(t *testing.T, o refserver.Options) *site {
	t.Helper()
	virtual := clock.NewVirtual(epoch())
	o.Clock = virtual
	server := refserver.New(o)
	listening := httptest.NewServer(server.Handler())
	t.Cleanup(listening.Close)
	return &site{t: t, url: listening.URL + server.Base(), server: server, time: virtual}
}

func strict(t *testing.T) *site   { t.Helper(); return open(t, refserver.Options{}) }
func tolerant(t *testing.T) *site { t.Helper(); return open(t, refserver.Options{Tolerant: true}) }

func (s *site) pass(span time.Duration) {
	s.t.Helper()
	if err := s.time.Until(s.t.Context(), s.time.Now().Add(span)); err != nil {
		s.t.Fatal(err)
	}
}

// answer is a response with its body decoded, nil when it is no JSON object.
type answer struct {
	status int
	header http.Header
	raw    string
	body   scim.Resource
}

// do sends a request; headers come in pairs and override the usual ones.
func (s *site) do(method, path, body string, headers ...string) answer {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", scim.MediaType)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	decoded, _ := scim.Decode(raw)
	return answer{response.StatusCode, response.Header, string(raw), decoded}
}

// want is do with the status that has to come.
func (s *site) want(status int, method, path, body string, headers ...string) answer {
	s.t.Helper()
	got := s.do(method, path, body, headers...)
	if got.status != status {
		s.t.Fatalf("%s %s: status %d, want %d\n%s", method, path, got.status, status, got.raw)
	}
	return got
}

// refused is a request that has to end with a SCIM error.
func (s *site) refused(status int, scimType, method, path, body string, headers ...string) answer {
	s.t.Helper()
	got := s.want(status, method, path, body, headers...)
	isError(s.t, got, status, scimType)
	return got
}

// isError checks an error body (RFC 7644 §3.12).
func isError(t *testing.T, got answer, status int, scimType string) {
	t.Helper()
	if media := got.header.Get("Content-Type"); media != scim.MediaType {
		t.Errorf("Content-Type %q, want %q", media, scim.MediaType)
	}
	if list := got.body.List("schemas"); len(list) != 1 || list[0] != scim.URNError {
		t.Errorf("schemas %v, want the Error URN in %s", list, got.raw)
	}
	if text := got.body.String("status"); text != strconv.Itoa(status) {
		t.Errorf("status in the body %q, want %d", text, status)
	}
	if got.body.String("scimType") != scimType {
		t.Errorf("scimType %q, want %q (%s)", got.body.String("scimType"), scimType, got.raw)
	}
	if got.body.String("detail") == "" {
		t.Errorf("no detail in %s", got.raw)
	}
}

// user creates a user and gives out its id.
func (s *site) user(name string, more ...string) string {
	s.t.Helper()
	body := `{"schemas":["` + scim.URNUser + `"],"userName":"` + name + `"` + strings.Join(append([]string{""}, more...), ",") + `}`
	return s.want(http.StatusCreated, http.MethodPost, "/Users", body).body.ID()
}

// group creates a group with members and gives out its id.
func (s *site) group(name string, members ...string) string {
	s.t.Helper()
	body := `{"schemas":["` + scim.URNGroup + `"],"displayName":"` + name + `","members":[` + values(members) + `]}`
	return s.want(http.StatusCreated, http.MethodPost, "/Groups", body).body.ID()
}

func values(ids []string) string {
	var elements []string
	for _, id := range ids {
		elements = append(elements, `{"value":"`+id+`"}`)
	}
	return strings.Join(elements, ",")
}

// patch sends operations, given as JSON.
func (s *site) patch(status int, path string, operations ...string) answer {
	s.t.Helper()
	return s.want(status, http.MethodPatch, path, patchOp(operations...))
}

func patchOp(operations ...string) string {
	return `{"schemas":["` + scim.URNPatchOp + `"],"Operations":[` + strings.Join(operations, ",") + `]}`
}

// get reads a resource.
func (s *site) get(path string) scim.Resource {
	s.t.Helper()
	return s.want(http.StatusOK, http.MethodGet, path, "").body
}

// valuesOf are the values of a multi-valued attribute.
func valuesOf(r scim.Resource, name string) []string {
	ids := []string{}
	for _, element := range r.List(name) {
		ids = append(ids, scim.AsObject(element).String("value"))
	}
	return ids
}
