package report

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/scimulator/scimulator/internal/verdict"
)

// started starts one browser for a test. Without one on the machine the test is
// skipped, or fails where SCIMULATOR_BROWSER_TESTS=required asks for it: what is
// required must not vanish quietly.
func started(t testing.TB) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		const missing = "no Chromium or Chrome is installed: the HTML report is not tested in a browser"
		if os.Getenv("SCIMULATOR_BROWSER_TESTS") == "required" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	ctx, stop := chromedp.NewContext(allocator)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil { // without a deadline: it would end the browser
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// tab is a page of the report in a browser, and what the browser had to say.
type tab struct {
	t       testing.TB
	ctx     context.Context
	address string
	mu      sync.Mutex
	said    []string // messages of the console, errors, breaches of the policy
	asked   []string // addresses that were requested, but for the page itself
}

// opened opens a run in a new tab, from disk as a reader does.
func (s Source) opened(t testing.TB, ctx context.Context, fragment string) *tab {
	t.Helper()
	var page bytes.Buffer
	if err := HTML(&page, s); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return visit(t, ctx, "file://"+file, fragment)
}

func visit(t testing.TB, ctx context.Context, address, fragment string) *tab {
	t.Helper()
	inner, end := chromedp.NewContext(ctx)
	t.Cleanup(end)
	p := &tab{t: t, ctx: inner, address: address}
	if err := chromedp.Listen(inner, p.heard); err != nil {
		t.Fatal(err)
	}
	call(p, func() error { _, err := chromedp.Call(inner, network.Enable, network.EnableParams{}); return err })
	call(p, func() error { _, err := chromedp.Call(inner, log.Enable, cdp.Empty{}); return err })
	p.prefer("light")
	p.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+fragment))
	return p
}

func call(p *tab, f func() error) {
	p.t.Helper()
	if err := f(); err != nil {
		p.t.Fatal(err)
	}
}

func (p *tab) heard(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, p.address) {
			p.asked = append(p.asked, e.Request.URL)
		}
	case *runtime.EventConsoleAPICalled:
		p.said = append(p.said, fmt.Sprintf("console.%s", e.Type))
	case *runtime.EventExceptionThrown:
		p.said = append(p.said, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		p.said = append(p.said, e.Entry.Text)
	}
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// value is what an expression comes to in the page.
func value[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression to become true: filters and copies are told to
// the page, which answers a moment later.
func (p *tab) until(expression string) {
	p.t.Helper()
	for range 100 {
		if value[bool](p, expression) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	p.t.Errorf("never true: %s", expression)
}

func (p *tab) quiet() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.said) > 0 || len(p.asked) > 0 {
		p.t.Errorf("the browser said %q and asked for %q", p.said, p.asked)
	}
}

const tooWide = `(() => { const wide = document.documentElement.clientWidth; if (document.documentElement.scrollWidth <= wide) return "";
	return Array.from(document.querySelectorAll("body *")).filter((e) => e.getBoundingClientRect().right > wide + 1 && !e.closest(".scroll"))
		.map((e) => e.tagName + "." + e.className + " in " + e.parentElement.className).slice(0, 4).join(", ") || "something"; })()`

const shownFindings = `document.querySelectorAll(".finding:not([hidden])").length`

// A reader can filter, search, expand, follow links and copy, and the browser
// neither complains nor leaves the page.
func TestInBrowser(t *testing.T) {
	ctx := started(t)
	links := newAnchors(certified())
	t.Run("filter by outcome", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		p.do(chromedp.Click(chromedp.CSS(`.filter[data-filter="fail"]`)))
		p.until(shownFindings + ` === 1`)
		if got := value[string](p, `document.querySelector(".finding:not([hidden])").id`); got != links.findings[1] {
			t.Errorf("%s is shown", got)
		}
		if got := value[string](p, `document.getElementById("status").textContent`); !strings.HasPrefix(got, "1 of 4 findings and ") {
			t.Errorf("the status says %q", got)
		}
		p.do(chromedp.Click(chromedp.CSS(`.filter[data-filter="advice"]`)))
		p.until(shownFindings + ` === 2`)
		p.do(chromedp.Click(chromedp.CSS(`#clear`)))
		p.until(shownFindings + ` === 4 && document.getElementById("status").textContent === ""`)
		p.quiet()
	})
	t.Run("filter by harm", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		value[bool](p, `(() => { const s = document.getElementById("harm"); s.value = "sync-blocked"; return s.dispatchEvent(new Event("change")); })()`)
		p.until(shownFindings + ` === 2`)
		p.quiet()
	})
	t.Run("search", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		// The browser tool sends a key and its character apart, so that no page can
		// refuse the character: the key alone is sent by hand.
		value[bool](p, `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true, cancelable: true}))`)
		p.do(chromedp.KeyEvent("CREATED resource"))
		p.until(shownFindings + ` === 1`)
		p.do(chromedp.KeyEvent("x"))
		p.until(shownFindings + ` === 0 && document.querySelectorAll(".group:not([hidden])").length === 0`)
		p.do(chromedp.KeyEvent("\x1b"))
		p.until(shownFindings + ` === 4 && document.getElementById("search").value === ""`)
		p.quiet()
	})
	t.Run("a search opens where it finds", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		const open = `document.querySelectorAll("#coverage details[open]").length`
		p.do(chromedp.SendKeys(chromedp.CSS("#search"), "RFC7644-3.4.2.3-R01"))
		p.until(open + ` === 1`)
		p.do(chromedp.Click(chromedp.CSS("#clear")))
		p.until(open + ` === 0`)
	})
	t.Run("expand", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		const closed = `document.querySelectorAll(".finding:not([open]), .feature:not([open])").length`
		if value[int](p, closed) == 0 {
			t.Error("all is open already")
		}
		p.do(chromedp.Click(chromedp.CSS("#expand")))
		p.until(closed + ` === 0 && document.getElementById("expand").textContent === "Collapse all"`)
		p.do(chromedp.Click(chromedp.CSS("#expand")))
		p.until(`document.querySelectorAll(".finding[open]").length === 0`)
		summary := chromedp.CSS(`[id="` + links.findings[0] + `"] > summary`)
		p.do(chromedp.Focus(summary), chromedp.KeyEvent("\r"))
		p.until(`document.querySelectorAll(".finding[open]").length === 1`)
		p.quiet()
	})
	t.Run("copy", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		for _, name := range []string{"clipboard-read", "clipboard-write"} {
			call(p, func() error {
				_, err := chromedp.CallBrowser(p.ctx, browser.SetPermission, browser.SetPermissionParams{
					Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted,
				})
				return err
			})
		}
		p.do(chromedp.Click(chromedp.CSS(`[id="` + links.findings[1] + `"] .copy[aria-label="Copy the curl command"]`)))
		p.until(`document.querySelector(".copy").textContent === "Copied"`)
		value[bool](p, `(navigator.clipboard.readText().then((text) => { window.pasted = text; }), true)`)
		p.until(`window.pasted !== undefined`)
		if got := value[string](p, `window.pasted`); got != certified().Findings[1].Curl {
			t.Errorf("copied %q", got)
		}
		p.quiet()
	})
	t.Run("deep links", func(t *testing.T) {
		for _, anchor := range []string{links.findings[0], links.byID["rfc7644/3.4.2/sorting"]} {
			p := source(certified()).opened(t, ctx, "#"+anchor)
			p.until(fmt.Sprintf(`(() => { const goal = document.getElementById(%q), box = goal.getBoundingClientRect();
				return goal.closest("details").open && box.height > 0 && box.top >= 0 && box.top < innerHeight; })()`, anchor))
			p.quiet()
		}
	})
	t.Run("a link to what is filtered out", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		p.do(chromedp.Click(chromedp.CSS(`.filter[data-filter="fail"]`)))
		p.until(shownFindings + ` === 1`)
		value[string](p, fmt.Sprintf(`location.hash = %q`, links.findings[0]))
		p.until(fmt.Sprintf(`document.getElementById(%q).open && %s === 4`, links.findings[0], shownFindings))
	})
	t.Run("themes", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		paper := map[string]string{}
		for _, theme := range []string{"light", "dark"} {
			p.do(chromedp.Click(chromedp.CSS("#theme")))
			p.until(fmt.Sprintf(`document.documentElement.dataset.theme === %q`, theme))
			paper[theme] = value[string](p, `getComputedStyle(document.body).backgroundColor`)
		}
		p.prefer("dark")
		p.do(chromedp.Click(chromedp.CSS("#theme")))
		if system := value[string](p, `getComputedStyle(document.body).backgroundColor`); paper["light"] == paper["dark"] || system != paper["dark"] {
			t.Errorf("papers %v, by preference %s", paper, system)
		}
	})
	t.Run("a simulation", func(t *testing.T) {
		p := simulated().opened(t, ctx, "")
		if n := value[int](p, `document.querySelectorAll(".timeline .scroll .found").length`); n == 0 {
			t.Error("no finding is marked in the timeline")
		}
		value[bool](p, `document.querySelector('a[href="#cycle-2"]').dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`)
		p.until(`document.getElementById("cycle-2").getBoundingClientRect().height > 0`)
		p.quiet()
	})
	t.Run("print", func(t *testing.T) {
		p := source(certified()).opened(t, ctx, "")
		value[bool](p, `dispatchEvent(new Event("beforeprint"))`)
		p.until(`document.querySelectorAll(".finding:not([open])").length === 0`)
		value[bool](p, `dispatchEvent(new Event("afterprint"))`)
		p.until(`document.querySelectorAll(".finding:not([open])").length === 2`)
		pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF())
		if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("print: %d bytes, %v", len(pdf), err)
		}
	})
	t.Run("hostile answers", func(t *testing.T) {
		p := hostileSource().opened(t, ctx, "")
		p.do(chromedp.Click(chromedp.CSS("#expand")))
		p.until(`document.getElementById("expand").getAttribute("aria-pressed") === "true"`)
		if n := value[int](p, `document.scripts.length`); n != 1 {
			t.Errorf("%d scripts", n)
		}
		if wide := value[string](p, tooWide); wide != "" {
			t.Errorf("too wide: %s", wide)
		}
		p.quiet()
	})
	t.Run("narrow", func(t *testing.T) {
		for _, s := range []Source{source(certified()), simulated()} {
			p := s.opened(t, ctx, "")
			p.do(chromedp.EmulateViewport(380, 800), chromedp.Click(chromedp.CSS("#expand")))
			if wide := value[string](p, tooWide); wide != "" {
				t.Errorf("too wide for a telephone: %s", wide)
			}
		}
	})
}

// A run of 20,000 exchanges: how much the browser has to build is bounded, which
// is what makes the page open at once. BenchmarkOpen tells how long it takes.
func TestLongRunInBrowser(t *testing.T) {
	p := longRun(20_000).opened(t, started(t), "")
	if n := value[int](p, `document.querySelectorAll("*").length`); n > 25_000 {
		t.Errorf("%d elements", n)
	}
	p.quiet()
}

// simulated is a run of a story with everything that its page draws.
func simulated() Source {
	run := story()
	run.Findings[0].Cycle = 2
	run.Cycles = []verdict.Cycle{
		{Number: 1, Initial: true, Began: monday, Requests: map[string]int{"POST /Users": 3}, Actions: map[string]int{"create": 3}},
		{Number: 2, Began: monday.Add(40 * time.Minute), Events: []string{"cy is disabled"}, Requests: map[string]int{"PATCH /Users": 1}, Failed: 1},
	}
	return Source{Run: run, Provisioning: provisioning(3, 1), Exchanges: journal(post(1, "{}"))}
}

// prefer sets the theme of the reader's system. Nothing moves by itself: what is
// clicked stays where it was found.
func (p *tab) prefer(scheme string) {
	p.t.Helper()
	call(p, func() error {
		_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	})
}

// TestPictures renders a real run for the README, in both themes. It is asked
// for by naming the directory of the run:
//
//	go run ./cmd/scimulator simulate --defect patch-active-ignored --out /tmp/run
//	SCIMULATOR_PICTURES=/tmp/run go test ./internal/report -run TestPictures
func TestPictures(t *testing.T) {
	folder := os.Getenv("SCIMULATOR_PICTURES")
	if folder == "" {
		t.Skip("SCIMULATOR_PICTURES names no run")
	}
	s := fromDisk(t, folder)
	ctx := started(t)
	for _, theme := range []string{"light", "dark"} {
		p := s.opened(t, ctx, "")
		p.prefer(theme)
		p.do(chromedp.EmulateViewport(1240, 1420))
		picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := png.Decode(bytes.NewReader(picture)); err != nil || len(picture) > 200<<10 {
			t.Errorf("%s: %d bytes, %v", theme, len(picture), err)
		}
		pictures := filepath.Join("..", "..", "reports", "pictures")
		if err := os.MkdirAll(pictures, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(pictures, "report-"+theme+".png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
