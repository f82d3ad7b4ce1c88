package cli

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/verdict"
)

// The size of the benchmark (design §11).
const (
	benchUsers   = 2000
	benchWorkers = 8
)

// BenchmarkEngineAgainstBareLoop provisions 2,000 users to a fresh reference
// target over loopback, with every answer validated and all evidence on disk,
// and then lets a bare net/http loop send the same bytes to another fresh
// target with the same concurrency. It reports the median ratio of the requests
// per second (design §11: at least 0.60), taken in turns so that other load on
// the machine hits both alike.
func BenchmarkEngineAgainstBareLoop(b *testing.B) {
	a, err := loadAssets()
	if err != nil {
		b.Fatal(err)
	}
	var ratios, rates []float64
	for range b.N {
		folder := b.TempDir()
		took := engineCycle(b, a, folder)
		todo := recorded(b, filepath.Join(folder, exchangesFile))
		bare := todo.send(b)
		ratios = append(ratios, bare.Seconds()/took.Seconds())
		rates = append(rates, float64(todo.count)/took.Seconds())
	}
	b.ReportMetric(median(ratios), "x-bare")
	b.ReportMetric(median(rates), "req/s")
	b.ReportMetric(0, "ns/op") // says nothing: it holds both sides and the clean-up
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// benchTarget is a fresh target; equal seeds give the same ids.
func benchTarget(b *testing.B) (base string, stop func()) {
	b.Helper()
	server := refserver.New(refserver.Options{Token: secret, Clock: clock.NewVirtual(epoch()), Tolerant: true, ETags: true, Seed: 1})
	listening := httptest.NewServer(server.Handler())
	return listening.URL + server.Base(), listening.Close
}

// engineCycle runs the initial cycle and gives the time of its own.
func engineCycle(b *testing.B, a *assets, folder string) time.Duration {
	b.Helper()
	var began, ended time.Time
	story := &scenario.Scenario{
		Directory: scenario.Directory{Generate: &scenario.Generate{Users: benchUsers}},
		Assigned:  scenario.Assigned{All: true}, Timeline: []scenario.Step{{Cycle: "initial"}},
	}
	result := provisioned(b, a, folder, story, func(event simulate.Event, evidence *exchange.Journal) {
		switch event.Kind {
		case simulate.CycleBegins:
			began = time.Now()
		case simulate.CycleEnds:
			if err := evidence.Flush(); err != nil {
				b.Error(err)
			}
			ended = time.Now()
		}
	})
	if result.Figures.Requests["POST /Users"] != benchUsers {
		b.Fatalf("the run to be measured created something else: %v", result.Figures.Requests)
	}
	return ended.Sub(began)
}

// provisioned plays a story on a fresh target without reading back, everything else as
// the command does.
func provisioned(b *testing.B, a *assets, folder string, story *scenario.Scenario, watch func(simulate.Event, *exchange.Journal)) verdict.Run {
	b.Helper()
	base, stop := benchTarget(b)
	defer stop()
	application, err := a.profile("entra-default")
	if err != nil {
		b.Fatal(err)
	}
	files := map[string]*os.File{}
	for _, name := range []string{exchangesFile, logFile, ledgerFile} {
		if files[name], err = os.Create(filepath.Join(folder, name)); err != nil {
			b.Fatal(err)
		}
		defer files[name].Close()
	}
	journal, log := exchange.NewJournal(files[exchangesFile]), bufio.NewWriterSize(files[logFile], 1<<16)
	connected, err := client.New(client.Options{Base: base, Token: secret, Record: journal.Record, Concurrency: benchWorkers})
	if err != nil {
		b.Fatal(err)
	}
	defer connected.Close()
	wire, _ := dialect.Lookup("entra")
	result, err := simulate.Run(context.Background(), simulate.Config{
		Scenario: story, Profile: application, Dialect: wire, Sender: connected, Judge: a.judge, Clock: clock.NewVirtual(epoch()),
		Seed: 1, Workers: benchWorkers, Ledger: files[ledgerFile], Log: log, Watch: func(event simulate.Event) { watch(event, journal) },
	})
	if err != nil || result.Verdict != verdict.Conformant {
		b.Fatalf("the run to be measured went wrong: %v %s %v", err, result.Verdict, result.Findings)
	}
	return result
}

// BenchmarkIdleMonth lets thirty days pass in which nothing happens, for 10,000
// users (design §11: under 5 s).
func BenchmarkIdleMonth(b *testing.B) {
	a, err := loadAssets()
	if err != nil {
		b.Fatal(err)
	}
	story := &scenario.Scenario{
		Directory: scenario.Directory{Generate: &scenario.Generate{Users: 10_000}},
		Assigned:  scenario.Assigned{All: true}, Timeline: []scenario.Step{{Cycle: "initial"}, {Run: scenario.Duration(30 * 24 * time.Hour)}},
	}
	var spans []float64
	for range b.N {
		var began, ended time.Time
		cycles := 0
		provisioned(b, a, b.TempDir(), story, func(event simulate.Event, _ *exchange.Journal) {
			if event.Kind != simulate.CycleEnds {
				return
			}
			cycles++
			if ended = time.Now(); event.Number == 1 {
				began = ended
			}
		})
		if cycles < 1000 {
			b.Fatalf("%d cycles in thirty days", cycles)
		}
		spans = append(spans, ended.Sub(began).Seconds())
	}
	b.ReportMetric(median(spans), "s/month")
	b.ReportMetric(0, "ns/op") // says nothing: it holds the initial cycle and the clean-up
}

// BenchmarkSimulate runs the program without arguments, as a newcomer does
// (design §11: under 3 s).
func BenchmarkSimulate(b *testing.B) {
	for b.Loop() {
		cache := b.TempDir()
		env := Env{
			Args: []string{"simulate"}, Getenv: os.Getenv, Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard, Now: time.Now,
			CacheDir: func() (string, error) { return cache, nil }, Terminal: func(any) bool { return false }, Exit: os.Exit,
		}
		if code := Main(env); code != exitConformant {
			b.Fatalf("exit %d", code)
		}
	}
}

// traffic is what the engine sent, in the order that its results need: each
// user is looked for before it is created, and the managers come last.
type traffic struct {
	count  int
	phases [2][][]exchange.Exchange // of each user
}

// recorded reads the identity provider's traffic from the evidence.
func recorded(b *testing.B, file string) traffic {
	b.Helper()
	in, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	var todo traffic
	places := map[string]int{}
	for one, err := range exchange.ReadJournal(in) {
		if err != nil {
			b.Fatal(err)
		}
		if one.Label.Purpose != exchange.Provisioning {
			continue
		}
		todo.count++
		if one.Method == http.MethodPatch {
			todo.phases[1] = append(todo.phases[1], []exchange.Exchange{one})
			continue
		}
		place, known := places[one.Label.Object]
		if !known {
			place = len(todo.phases[0])
			places[one.Label.Object] = place
			todo.phases[0] = append(todo.phases[0], nil)
		}
		todo.phases[0][place] = append(todo.phases[0][place], one)
	}
	return todo
}

// send lets a bare loop send the traffic to a fresh target.
func (t traffic) send(b *testing.B) time.Duration {
	b.Helper()
	base, stop := benchTarget(b)
	defer stop()
	bare := &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: benchWorkers, DisableCompression: true, WriteBufferSize: 16 << 10, ReadBufferSize: 16 << 10, // as ours
	}}
	defer bare.CloseIdleConnections()
	began := time.Now()
	for _, phase := range t.phases {
		var group sync.WaitGroup
		for worker := range benchWorkers {
			group.Go(func() {
				for i := worker; i < len(phase); i += benchWorkers {
					for _, one := range phase[i] {
						if err := sendBare(bare, base, one); err != nil {
							b.Error(err)
							return
						}
					}
				}
			})
		}
		group.Wait()
	}
	return time.Since(began)
}

// unexpected is an answer with another status than the engine got.
type unexpected struct{ line string }

func (u unexpected) Error() string {
	return "the bare loop got another answer than the engine: " + u.line
}

func sendBare(bare *http.Client, base string, one exchange.Exchange) error {
	_, path, _ := strings.Cut(one.URL, "/scim/v2")
	var body io.Reader
	if one.Request.Body != nil {
		body = bytes.NewReader(one.Request.Body)
	}
	request, err := http.NewRequest(one.Method, base+path, body)
	if err != nil {
		return err
	}
	request.Header = one.Request.Header.Clone()
	request.Header.Set("Authorization", "Bearer "+secret) // masked in the evidence
	response, err := bare.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != one.Status {
		return unexpected{one.Method + " " + path}
	}
	return nil
}
