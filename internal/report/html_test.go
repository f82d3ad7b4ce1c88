package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// parsed is the page of a run as a browser's parser reads it.
func parsed(t *testing.T, s Source) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(written(t, "html", s)))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func elements(root *html.Node, tag atom.Atom) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == tag {
			found = append(found, n)
		}
	}
	return found
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func byID(root *html.Node, id string) *html.Node {
	for n := range root.Descendants() {
		if value, there := attribute(n, "id"); there && value == id {
			return n
		}
	}
	return nil
}

func textOf(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

// The page is one file: it names no other, and a browser that obeys its policy
// runs its style and its script, by their hashes, and nothing else.
func TestHTMLStandsAlone(t *testing.T) {
	for name, s := range runs() {
		t.Run(name, func(t *testing.T) {
			root := parsed(t, s)
			scripts, styles := elements(root, atom.Script), elements(root, atom.Style)
			if len(scripts) != 1 || len(styles) != 1 {
				t.Fatalf("%d scripts and %d styles", len(scripts), len(styles))
			}
			want := fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
				hash(styles[0].FirstChild.Data), hash(scripts[0].FirstChild.Data))
			if !slices.ContainsFunc(elements(root, atom.Meta), func(n *html.Node) bool { value, _ := attribute(n, "content"); return value == want }) {
				t.Errorf("no policy %s", want)
			}
			for n := range root.Descendants() {
				for _, a := range n.Attr {
					outside := (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(a.Val, "#") && !strings.HasSuffix(a.Val, ".ndjson")
					if outside || a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "action" || strings.Contains(a.Val, "javascript:") {
						t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
					}
				}
			}
		})
	}
}

// The first line says the verdict, so that nobody takes a partial run for a
// whole one.
func TestHTMLFirstLine(t *testing.T) {
	for v, want := range map[verdict.Verdict]string{
		verdict.Failed: "Failed", verdict.NoVerdict: "No verdict", verdict.Partial: "Partial", verdict.Conformant: "Conformant",
	} {
		run := certified()
		run.Verdict = v
		root := parsed(t, Source{Run: run})
		if got := textOf(elements(root, atom.H1)[0]); !strings.HasPrefix(got, want+" ") {
			t.Errorf("%s: the first line is %q", v, got)
		}
		if got := textOf(elements(root, atom.Title)[0]); !strings.HasPrefix(got, string(v)+":") {
			t.Errorf("%s: the title is %q", v, got)
		}
	}
}

// Every link within the page leads somewhere, and no name is given twice.
func TestHTMLLinks(t *testing.T) {
	for name, s := range runs() {
		t.Run(name, func(t *testing.T) {
			root := parsed(t, s)
			ids := map[string]int{}
			for n := range root.Descendants() {
				if id, there := attribute(n, "id"); there {
					ids[id]++
				}
			}
			for id, n := range ids {
				if n > 1 {
					t.Errorf("%q is given %d times", id, n)
				}
			}
			for n := range root.Descendants() {
				if href, _ := attribute(n, "href"); strings.HasPrefix(href, "#") && ids[href[1:]] == 0 {
					t.Errorf("%s leads nowhere", href)
				}
			}
		})
	}
}

// A link to a finding or a check survives the next run with the same seed.
func TestHTMLAnchorsSurvive(t *testing.T) {
	first, second := newAnchors(played(false)), newAnchors(played(true))
	slices.Sort(first.findings)
	slices.Sort(second.findings)
	if !slices.Equal(first.findings, second.findings) || len(first.findings) == 0 {
		t.Errorf("findings %q, then %q", first.findings, second.findings)
	}
	if _, there := newAnchors(certified()).byID["rfc7644/3.4.2/sorting"]; !there {
		t.Error("a check has no link")
	}
}

// A finding shows all that design §6 asks for.
func TestHTMLFinding(t *testing.T) {
	s := source(certified())
	s.Requirement = func(id requirement.ID) (requirement.Requirement, bool) {
		return requirement.Requirement{ID: id, Source: "RFC 7644 §3.3", Text: "the text"}, true
	}
	root := parsed(t, s)
	finding := byID(root, newAnchors(s.Run).findings[1])
	if finding == nil {
		t.Fatal("the finding is not there")
	}
	got := textOf(finding)
	for _, want := range []string{
		"fail", "a create was answered with 200", "locked out", "3 times", "SYNC-01", "answer 201", "− expected 201", "+ seen 200",
		`curl -H "Authorization: Bearer $TOKEN" https://scim.fabrikam.example/v2/Users`, "scimulator certify --only rfc7644/3.3",
		"rfc7644/3.3/a-created-user-is-answered-201", "its location leads to it", "POST /v2/Users", `"userName": "ana"`, "Location", `"id": "1"`, "12.0 ms",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if group := textOf(finding.Parent); !strings.Contains(group, "RFC7644-3.3-R05 MUST RFC 7644 §3.3 A created resource is answered with 201.") {
		t.Errorf("the group is %q", group)
	}
	if findings := textOf(byID(root, "findings")); strings.Index(findings, "a create was answered") > strings.Index(findings, "it should be gone") {
		t.Error("advice stands before a failure")
	}
}

// What the other parts of a run come to.
func TestHTMLSections(t *testing.T) {
	certify := parsed(t, source(certified()))
	run := story()
	run.Findings[0].Cycle = 2
	run.Cycles = []verdict.Cycle{
		{Number: 1, Initial: true, Began: monday, Requests: map[string]int{"POST /Users": 3}, Actions: map[string]int{"create": 3}},
		{Number: 2, Began: monday.Add(40 * time.Minute), Events: []string{"cy is disabled"}, Requests: map[string]int{"PATCH /Users": 1}, Failed: 1},
	}
	told := parsed(t, Source{Run: run, Provisioning: provisioning(3, 1)})
	for _, test := range []struct {
		root *html.Node
		id   string
		want []string
	}{
		{certify, "glance", []string{
			"Harm MUST SHOULD all locked out 1 0 1 sync blocked 2 0 2", "cannot be created. 1 failed", "3 foreign resources unchanged: 3 before the run, 3 after it.", "min-rate: seen 20.5 requests/s, wanted at least 25", "pass max-p95",
		}},
		{certify, "checks", []string{"rfc7644.3.3 1 failed, 1 skipped", "not applicable sorting", "ServiceProviderConfig disclaims sort", "overruled no target", "12.5 ms", "core"}},
		{certify, "coverage", []string{"RFC 7644", "§3.3 1 failed", "§3.4.2.3 1 not applicable", "Documented behavior 1 failed, 1 passed SYNC 1 failed, 1 passed", "Microsoft Entra ID 1 passed E-6 1 passed pass E-6.12 inferred"}},
		{certify, "baseline", []string{"it is being rewritten", "known until 2026-12-31", "listed as broken, and it passes: remove the entry", "identity team"}},
		{certify, "rehearsal", []string{"okta-spec", "a rehearsal by our checks, not a certification by the owner of the test", "fail R1 users are created"}},
		{certify, "evidence", []string{"2 of 2 exchanges", "exchanges.ndjson of the run directory", "cited"}},
		{certify, "run", []string{"scimulator 1.0.0", "https://scim.fabrikam.example/v2, foreign", "simq7"}},
		{told, "log", []string{"4 of 4 lines", "failure", "InvalidFilter", "title : clerk → lead", "1 changed"}},
		{told, "cycles", []string{"1 initial day 0 00:00 POST /Users ×3 create ×3", "2 incremental day 0 00:40 cy is disabled PATCH /Users ×1 1 failed HOUSE-01"}},
	} {
		section := byID(test.root, test.id)
		if section == nil {
			t.Errorf("no section %s", test.id)
			continue
		}
		got := textOf(section)
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", test.id, want, got)
			}
		}
	}
	for _, id := range []string{"cycles", "log", "latency"} {
		if byID(parsed(t, Source{Run: certified()}), id) != nil {
			t.Errorf("%s of a run without one", id)
		}
	}
}

// provisioning is a log of so many successes, and failures behind them.
func provisioning(successes, failures int) func() (io.ReadCloser, error) {
	const success = `{"activityDateTime":"2026-05-04T08:40:00Z","provisioningAction":"update","provisioningStatusInfo":{"status":"success"},` +
		`"modifiedProperties":[{"displayName":"title","oldValue":"clerk","newValue":"lead"}],"sourceIdentity":{"identityType":"User","displayName":"Ana Reis"}}` + "\n"
	const failure = `{"provisioningAction":"create","provisioningStatusInfo":{"status":"failure","errorInformation":{"errorCode":"InvalidFilter","reason":"no"}}}` + "\n"
	return func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(strings.Repeat(success, successes) + strings.Repeat(failure, failures))), nil
	}
}

// A long log shows its failures, though they stand at the end.
func TestHTMLLongLog(t *testing.T) {
	var notices []string
	log := newLogTable(Source{Provisioning: provisioning(5*successLimit, 2)}, &notices)
	if log.Total != 5*successLimit+2 || log.Left != 4*successLimit || !log.Rows[len(log.Rows)-1].Trouble || len(notices) > 0 {
		t.Errorf("%d lines, %d left out, last %+v, notices %q", log.Total, log.Left, log.Rows[len(log.Rows)-1], notices)
	}
}

// Evidence that cannot be read takes nothing else from the page, and is said.
func TestHTMLWithoutEvidence(t *testing.T) {
	lost := func() (io.ReadCloser, error) { return nil, errors.New("permission denied") }
	root := parsed(t, Source{Run: certified(), Exchanges: lost, Provisioning: lost})
	got := textOf(byID(root, "main"))
	for _, want := range []string{"the evidence cannot be opened: permission denied", "the provisioning log cannot be opened", "Exchange 2: the evidence does not hold it"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
}

// The page does not grow with the run: what is cited, slow or without a good
// answer is there, the rest is sampled, and the page says so.
func TestHTMLOfALongRun(t *testing.T) {
	short, long := written(t, "html", longRun(2000)), written(t, "html", longRun(20_000))
	if len(long) > len(short)*5/4 || len(long) > 2<<20 {
		t.Errorf("%d bytes for 20,000 exchanges, %d for 2,000", len(long), len(short))
	}
	root, err := html.Parse(strings.NewReader(long))
	if err != nil {
		t.Fatal(err)
	}
	table := byID(root, "evidence")
	rows := elements(table, atom.Tr)
	if n := len(rows) - 1; n < sampleLimit/2 || n > sampleLimit+slowLimit+faultLimit+10 || !strings.Contains(textOf(table), fmt.Sprintf("%d of 20000 exchanges", n)) {
		t.Errorf("%d rows", n)
	}
	for _, want := range []string{"19999 POST", "7777 POST", "12345 POST"} {
		if !strings.Contains(textOf(table), want) {
			t.Errorf("exchange %s is not there: cited, slowest, and without an answer", want)
		}
	}
	if href := "run%20%3A1/exchanges.ndjson"; !slices.ContainsFunc(elements(table, atom.A), func(n *html.Node) bool { v, _ := attribute(n, "href"); return v == href }) {
		t.Errorf("no link to %s", href)
	}
}

// longRun cites exchange 19,999 or the last one, is slow at 7,777 and gets no
// answer at 12,345.
func longRun(n int64) Source {
	run := certified()
	run.Findings[1].Exchanges = []int64{min(n, 19_999)}
	return Source{Run: run, Folder: "run :1", Exchanges: func() (io.ReadCloser, error) {
		var out bytes.Buffer
		j := exchange.NewJournal(&out)
		for id := range n {
			e := post(id+1, `{"id":"1"}`)
			switch e.ID {
			case 7777:
				e.Took = time.Minute
			case 12_345:
				e.Status, e.Response, e.Fault = 0, exchange.Message{}, "connection reset"
			}
			j.Record(e)
		}
		return io.NopCloser(&out), j.Close()
	}}
}

// Whoever hears the page or uses the keyboard has what others see: words for
// outcomes, names for controls and regions, heads for tables, headings in order.
func TestHTMLIsAccessible(t *testing.T) {
	for name, s := range map[string]Source{"certify": source(certified()), "simulate": {Run: story(), Provisioning: provisioning(1, 1), Exchanges: journal(post(1, "{}"))}} {
		t.Run(name, func(t *testing.T) {
			root := parsed(t, s)
			level := 0
			for n := range root.Descendants() {
				if n.Type != html.ElementNode {
					continue
				}
				label, labelled := attribute(n, "aria-label")
				class, _ := attribute(n, "class")
				role, _ := attribute(n, "role")
				hidden, _ := attribute(n, "aria-hidden")
				switch {
				case n.DataAtom == atom.Button && textOf(n) == "" && label == "":
					t.Errorf("a button without a name: %v", n.Attr)
				case role == "region" && !labelled, n.Data == "svg" && hidden != "true" && label == "":
					t.Errorf("a <%s> without a name: %v", n.Data, n.Attr)
				case strings.HasPrefix(class, "mark ") && textOf(n) == "":
					t.Errorf("an outcome without a word: %v", n.Attr)
				case n.DataAtom == atom.Th:
					if scope, _ := attribute(n, "scope"); scope == "" {
						t.Errorf("a head of a table without its scope: %q", textOf(n))
					}
				case len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6':
					if at := int(n.Data[1] - '0'); at > level+1 {
						t.Errorf("<%s> %q follows a heading of level %d", n.Data, textOf(n), level)
					} else {
						level = at
					}
				}
			}
		})
	}
}

// What a target says stands in the page as text: no element, no attribute and no
// second script comes of it, and 5 MB of it are cut.
func TestHTMLHostile(t *testing.T) {
	text := written(t, "html", hostileSource())
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := textOf(byID(root, "findings")); !strings.Contains(got, "</script><script>alert(1)</script>") {
		t.Error("the words of the target are not there")
	}
	ours := tags(parsed(t, source(certified())))
	for tag := range tags(root) {
		if !ours[tag] && tag != "details" {
			t.Errorf("the target wrote <%s>", tag)
		}
	}
	for _, a := range elements(root, atom.A) {
		if href, _ := attribute(a, "href"); strings.Contains(href, ":") {
			t.Errorf("a link with a scheme: %q", href)
		}
	}
}

func tags(root *html.Node) map[string]bool {
	found := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			found[n.Data] = true
		}
	}
	return found
}
