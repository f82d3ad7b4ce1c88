package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// exchangeView is one exchange, for display side by side.
type exchangeView struct {
	ID                     int64
	Method, URL, Path      string
	Purpose, Cycle, Object string
	Status, Took, Reason   string // Reason: why there is no complete answer
	Bad                    bool   // absent, or 4xx and 5xx
	Request, Response      messageView
	Missing                string // why the exchange is not shown
	Open                   bool   // when the page opens
}

// messageView is a message: its headers and its body as lines of text.
type messageView struct {
	Headers []fact
	Body    string
	Cut     string // how much of it was left out
}

func newExchangeView(e exchange.Exchange) exchangeView {
	return exchangeView{
		ID: e.ID, Method: shown(e.Method), URL: shown(e.URL), Path: shown(pathOf(e.URL)),
		Purpose: shown(string(e.Label.Purpose)), Cycle: cycleText(e.Label.Cycle), Object: shown(e.Label.Object),
		Status: statusText(e.Status), Took: milliseconds(e.Took), Reason: shown(hitch(e)), Bad: e.Status == 0 || e.Status >= 400,
		Request: newMessageView(e.Request), Response: newMessageView(e.Response),
	}
}

func cycleText(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func statusText(status int) string {
	if status == 0 {
		return "no answer"
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}

// pathOf is an address without scheme and host.
func pathOf(address string) string { return strings.TrimPrefix(address, origin(address)) }

func newMessageView(m exchange.Message) messageView {
	view := messageView{}
	for _, name := range slices.Sorted(maps.Keys(m.Header)) {
		view.Headers = append(view.Headers, fact{shown(name), shown(strings.Join(m.Header[name], ", "))})
	}
	lines, left := bodyLines(m.Body)
	view.Body = strings.Join(lines, "\n")
	if left += m.Omitted; left > 0 {
		view.Cut = fmt.Sprintf("… and %d bytes more", left)
	}
	return view
}

// bodyBytes is how much of a body the page shows.
const bodyBytes = 12 << 10

// bodyLines is a body for reading: JSON is indented, each line is cleaned. left
// are the bytes that were left out, by the measure of the body as it came.
func bodyLines(body []byte) (lines []string, left int64) {
	if len(body) > bodyBytes {
		left = int64(len(body) - bodyBytes)
		body = body[:bodyBytes]
	}
	text := bytes.TrimRight(body, "\r\n")
	if left == 0 {
		text = indented(text)
	}
	if len(text) == 0 {
		return nil, left
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		lines = append(lines, shown(strings.TrimSuffix(line, "\r")))
	}
	return lines, left
}

// indented keeps the order of members and doubled ones: they are evidence.
func indented(body []byte) []byte {
	var out bytes.Buffer
	if json.Indent(&out, body, "", "  ") != nil {
		return body
	}
	return out.Bytes()
}

// evidenceTable is a sample of all exchanges.
type evidenceTable struct {
	Rows  []exchangeRow
	Total int
	Left  int    // not in the table
	Link  string // to exchanges.ndjson, "" if it is out of reach
}

type exchangeRow struct {
	exchangeView
	Shown bool // with its bodies, under a finding
}

func newEvidenceTable(s Source, g *gathered) *evidenceTable {
	if g.total == 0 {
		return nil
	}
	t := &evidenceTable{Total: g.total, Link: s.inFolder("exchanges.ndjson")}
	for _, e := range g.rows() {
		_, cited := g.cited[e.ID]
		e.Request, e.Response = exchange.Message{}, exchange.Message{}
		t.Rows = append(t.Rows, exchangeRow{newExchangeView(e), cited})
	}
	t.Left = t.Total - len(t.Rows)
	return t
}

// hitch is what was wrong with an exchange, beside its status: why there is no
// complete answer, or the mishap that the run planted itself.
func hitch(e exchange.Exchange) string {
	if e.Fault == "" && e.Planted != "" {
		return "the mishap " + e.Planted + " of the run met it (--chaos)"
	}
	return e.Fault
}
