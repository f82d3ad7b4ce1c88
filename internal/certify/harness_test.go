package certify_test

import (
	"cmp"
	"context"
	"flag"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/scimulator/scimulator/features"
	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/chaos"
	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/internal/verdict"
	"github.com/scimulator/scimulator/scenarios"
	"github.com/scimulator/scimulator/schemas"
)

// only limits the tests to some checks while one writes them:
// go test ./internal/certify -only rfc7644/3.3
var only = flag.String("only", "", "limit the power test to these checks: an id, a folder, a file or a requirement")

// TestMain lets garbage grow: thousands of runs of a second leave a lot of it, and
// a third of the time went into collecting it.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}

// court is what every run of the tests shares.
type court struct {
	catalogue  *requirement.Catalogue
	judge      *check.Judge
	messages   *shape.Set
	vocabulary []steps.Step
	features   *certify.Features
	account    target.Target // observers and actions of the embedded target
}

func newCourt(t testing.TB) court {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	entries, err := fs.Sub(features.FS, "catalogue")
	must(err)
	catalogue, err := requirement.Load(entries)
	must(err)
	folder, err := fs.Sub(schemas.FS, "scim")
	must(err)
	messages, err := shape.Compile(folder)
	must(err)
	judge, err := check.New(catalogue, messages)
	must(err)
	read, err := certify.Load(sources()...)
	must(err)
	offered, err := scenarios.FS.ReadFile("targets/embedded.yaml")
	must(err)
	account, err := target.Load("embedded.yaml", offered, formats(t))
	must(err)
	return court{catalogue, judge, messages, steps.Vocabulary(), read, account}
}

// sources are the features as they stand on disk, so that one sees an edit; only
// the files that -only names, if it names any.
func sources() []certify.Source {
	all := os.DirFS("../../features")
	if !strings.Contains(*only, "/") {
		return []certify.Source{{Root: "features", FS: all}}
	}
	some := fstest.MapFS{}
	files, err := fs.Glob(all, "*/*.feature")
	if err != nil {
		panic(err)
	}
	for _, file := range files {
		for _, name := range strings.Split(*only, ",") {
			name = strings.TrimSuffix(strings.TrimPrefix(name, "features/"), "*")
			if strings.HasPrefix(file, name) || strings.HasPrefix(name, strings.TrimSuffix(file, ".feature")+"/") {
				text, err := fs.ReadFile(all, file)
				if err != nil {
					panic(err)
				}
				some[file] = &fstest.MapFile{Data: text}
			}
		}
	}
	return []certify.Source{{Root: "features", FS: some}}
}

// service is the reference target of a test.
type service struct {
	suite   string
	unkind  bool
	defects []defect.Defect
	types   []refserver.ResourceType // beside users and groups
	profile *profile.Profile
	known   string        // tenant URL under which the target is known; "": where it listens
	blind   bool          // the target file offers nothing beyond SCIM
	settle  time.Duration // until a write must show
	engine  mutation      // of the provisioning engine; the zero value is none
	storm   *chaos.Plan   // of mishaps on the way to it; nil: none
	workers int           // checks at the same time; 0 means 8
}

const token, secondToken = "the-token-of-the-tests", "token-of-another-tenant"

// try runs checks against a reference target over loopback.
func (c court) try(t testing.TB, s service, choice certify.Choice) (verdict.Run, error) {
	t.Helper()
	server := refserver.New(refserver.Options{
		Token: token, Clock: clock.NewRunning(time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)), Tolerant: s.suite != certify.SuiteRFC, ETags: true,
		Subject: "me@example.com", Seed: 7, Unkind: s.unkind, Defects: s.defects, Profile: s.profile, Types: s.types,
	})
	listener := httptest.NewServer(server.Handler())
	defer listener.Close()
	sender := connectThrough(t, listener.URL+server.Base(), token, s.storm)
	defer sender.Close()
	settle(t, sender)
	second := connect(t, listener.URL+server.Base(), secondToken)
	defer second.Close()
	choice.Suite.Name = s.suite
	if s.profile != nil {
		choice.Suite.Documented = s.profile.Documented
	}
	return certify.Run(t.Context(), certify.Config{
		Features: c.features, Choice: choice, Vocabulary: c.vocabulary, Catalogue: c.catalogue, Judge: c.judge, Messages: c.messages,
		Sender: sender, Second: second, Rejected: server.Rejected(), Beyond: c.beyond(s), Application: s.engine.known(s.profile), Tenants: c.tenants(s, listener.URL+server.Base()), Marker: "simtest", Domain: "example.com", Settle: s.settle, Workers: cmp.Or(s.workers, 8), Ledger: nowhere{},
		Repeat: func(id string) string { return "scimulator certify --only " + id },
		Run:    verdict.Run{Target: verdict.Subject{Name: "embedded", Base: cmp.Or(s.known, listener.URL+server.Base())}},
	})
}

// beyond looks at the account side of the embedded target.
func (c court) beyond(s service) func(steps.Sender) steps.Beyond {
	if s.blind {
		return nil
	}
	return func(sender steps.Sender) steps.Beyond { return observe.New(c.account, sender) }
}

// tenants begin provisioning under a profile.
func (c court) tenants(s service, base string) steps.Tenants {
	if s.profile == nil {
		return nil
	}
	return func(ctx context.Context, sender steps.Sender, marker string, story *scenario.Scenario) (steps.Session, error) {
		story, application := s.engine.before(story, s.profile)
		wire, _ := dialect.Lookup(cmp.Or(application.Dialect, "entra"))
		session, err := simulate.Begin(ctx, simulate.Config{
			Scenario: story, Profile: application, Dialect: wire, Sender: sender, Judge: c.judge,
			Clock: clock.NewVirtual(time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)), Marking: directory.Marking{Marker: marker, Domain: "example.com"}, Seed: 7, Workers: 1,
			Ledger: nowhere{}, Log: io.Discard, Run: verdict.Run{Target: verdict.Subject{Name: "embedded", Base: base}},
		})
		if session == nil {
			return nil, err
		}
		return mutated{session, s.engine}, err
	}
}

// settle creates the user who logs in, so that there is somebody behind /Me. A
// broken server may refuse to.
func settle(t testing.TB, sender *client.Client) {
	t.Helper()
	body := []byte(`{"schemas":["` + scim.URNUser + `"],"userName":"me@example.com"}`)
	if _, err := sender.Do(t.Context(), client.Request{Method: http.MethodPost, Path: "/Users", Body: body}); err != nil {
		t.Logf("there is nobody behind /Me: %v", err)
	}
}

func connect(t testing.TB, base, token string) *client.Client {
	return connectThrough(t, base, token, nil)
}

// connectThrough connects through a storm, if there is one.
func connectThrough(t testing.TB, base, token string, storm *chaos.Plan) *client.Client {
	t.Helper()
	options := client.Options{Base: base, Token: token, Timeout: 5 * time.Second, Concurrency: 16, Header: http.Header{}}
	if storm != nil {
		options.Tamper, options.Timeout, options.MaxBody = storm.Trip, stormTimeout, 1<<20
	}
	c, err := client.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return io.Discard.Write(p) }
func (nowhere) Sync() error                 { return nil }

// chosen is what -only asks for.
func chosen() certify.Choice {
	if *only == "" {
		return certify.Choice{}
	}
	return certify.Choice{Only: strings.Split(*only, ",")}
}

func load(t testing.TB) []certify.Check {
	t.Helper()
	return checksOf(t, sources()...)
}

func checksOf(t testing.TB, sources ...certify.Source) []certify.Check {
	t.Helper()
	read, err := certify.Load(sources...)
	if err != nil {
		t.Fatal(err)
	}
	all, err := read.Checks(nil)
	if err != nil {
		t.Fatal(err)
	}
	return all
}
