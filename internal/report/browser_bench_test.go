package report

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// fromDisk is a run as its directory holds it.
func fromDisk(t testing.TB, folder string) Source {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "run.json"))
	if err != nil {
		t.Fatal(err)
	}
	run, err := Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return os.Open(filepath.Join(folder, name)) }
	}
	return Source{Run: run, Exchanges: file("exchanges.ndjson"), Provisioning: file("provisioning.ndjson")}
}

// BenchmarkOpen opens the page of a run of 20,000 exchanges, or of the run that
// SCIMULATOR_PICTURES names. open-ms is until the page is loaded, paint-ms until
// something is seen: both well below two seconds.
func BenchmarkOpen(b *testing.B) {
	s := longRun(20_000)
	if folder := os.Getenv("SCIMULATOR_PICTURES"); folder != "" {
		s = fromDisk(b, folder)
	}
	p := s.opened(b, started(b), "")
	open, paint := 0.0, 0.0
	for b.Loop() {
		p.do(chromedp.Navigate("about:blank"), chromedp.Navigate(p.address))
		p.until(`performance.getEntriesByType("paint").length > 0`)
		open += value[float64](p, `performance.getEntriesByType("navigation")[0].loadEventEnd`)
		paint += value[float64](p, `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
	}
	b.ReportMetric(open/float64(b.N), "open-ms")
	b.ReportMetric(paint/float64(b.N), "paint-ms")
}

// BenchmarkHTML writes the page of a run of 20,000 exchanges.
func BenchmarkHTML(b *testing.B) {
	s := longRun(20_000)
	for b.Loop() {
		if err := HTML(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
