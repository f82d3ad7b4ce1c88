package steps

import (
	"context"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

// querySteps are about what a target may choose in its answers to queries, and
// about what its pages say together (RFC 7644 §3.4.2, RFC 9865).
func querySteps() []Step {
	return []Step{
		step("given", `the target announces `+quoted, `the target announces "FEATURE"`, "the check does not apply where the target does not say that it has the feature: for what an RFC adds to the protocol later",
			`Given the target announces "cursor"`, givenAnnounced),
		step("answer", `if the status is (\d{3}(?:(?:, | or )\d{3})*), the rest does not apply`, `if the status is 400, the rest does not apply`, "for what a target may refuse, such as a filter by an attribute that it does not search (RFC 7644 table 9, invalidFilter)",
			`When if the status is 400, 403 or 501, the rest does not apply`, endsOn),
		step("answer", `if "(.+?)" is (there|absent), the check goes on`, `if "PATH" is there, the check goes on`, "else the rest does not apply; or the other way round: is absent",
			`When if "nextCursor" is there, the check goes on`, goesOnWith),
		step("answer", `if "(.*?)" is another text than "(.*?)", the check goes on`, `if "TEXT" is another text than "TEXT", the check goes on`, "else the rest does not apply: for values that are the same in capital letters",
			`When if "{ana.id}" is another text than "{ana.id.upper}", the check goes on`, goesOnOther),
		step("answer", `at least one of "(.+?)" and "(.+?)" is there`, `at least one of "PATH" and "PATH" is there`, "one of two attributes has a value", `Then at least one of "startIndex" and "nextCursor" is there`, eitherThere),
		step("list", `one of these filters of `+quoted+` is understood:`, `one of these filters of "PATH" is understood:`, "each line is sent as a filter; at least one is answered with 200",
			`Then one of these filters of "/Users" is understood:`, understoodOne),
		step("list", `the totals of "(\S.*?)" and "(\S.*?)" are the same`, `the totals of "PATH" and "PATH" are the same`, "two queries that match the same resources give the same totalResults; asked again when somebody else writes meanwhile",
			`Then the totals of "/Users?count=0" and "/Users?filter=userName pr&count=0" are the same`, totalsSame),
		step("pages", `all pages of "(\S.*?)" by (\d+) are read while others write`, `all pages of "PATH" by N are read while others write`, "the same, and behind each page another user is created, of a name {name:other}",
			`When all pages of "/Users?filter=userName co "{name:grp}"" by 2 are read while others write`, readPagesBusy),
		step("pages", `all cursor pages of "(\S.*?)" by (\d+) are read while others write`, `all cursor pages of "PATH" by N are read while others write`, "the same by nextCursor",
			`When all cursor pages of "/Users" by 2 are read while others write`, readCursorsBusy),
		step("pages", `on every page, "(.+?)" is `+jsonValue, `on every page, "PATH" is JSON`, "an attribute has this value on each page", `Then on every page, "totalResults" is 5`, onEveryPage),
		step("pages", `every page says where it begins`, `every page says where it begins`, "startIndex of each page that holds a part is the index of its first result", `Then every page says where it begins`, pagesBegin),
		step("pages", `every page counts what it holds`, `every page counts what it holds`, "itemsPerPage of each page that holds a part is the number of its resources", `Then every page counts what it holds`, pagesCount),
		step("pages", `over all pages, the order is `+names, `over all pages, the order is "A", "B" and "C"`, "these come in this order, page after page; others do not count", `Then over all pages, the order is "ana", "bo" and "cy"`, pagesOrder),
	}
}

func givenAnnounced(_ context.Context, w *World, a args) error {
	if w.stage.Facts.Features[a.text[0]] != Supported {
		return w.excuse("the target does not announce %s", a.text[0])
	}
	return nil
}

func endsOn(_ context.Context, w *World, a args) error {
	if w.hasStatus(a.text[0]) {
		return w.otherWay()
	}
	return nil
}

func goesOnWith(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	value, there, err := lookup(last.body, a.text[0])
	switch {
	case err != nil:
		return err
	case (there && !isEmpty(value) && value != "") == (a.text[1] == "there"):
		return nil
	case len(w.Record.Judged) > 0:
		return end{"the rest is about another choice"}
	}
	return w.excuse("the target answers in another way: %s is not %s", a.text[0], a.text[1])
}

func goesOnOther(_ context.Context, w *World, a args) error {
	if a.text[0] == a.text[1] {
		return w.excuse("%q has no other spelling", a.text[0])
	}
	return nil
}

func eitherThere(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	other, _, err := lookup(last.body, a.text[1])
	if err != nil {
		return err
	}
	return w.attribute(a, func(value any, there bool) bool { return there && value != "" || other != nil && other != "" }, "neither of two attributes is there", a.text[0]+" or "+a.text[1])
}

// understoodOne asks until one filter is answered: a target need not search by
// every attribute (RFC 7644 table 9, invalidFilter).
func understoodOne(ctx context.Context, w *World, a args) error {
	filled, err := w.fill(a.body)
	if err != nil {
		return err
	}
	var seen []string
	for _, line := range strings.Split(strings.TrimSpace(filled), "\n") {
		one, err := w.send(ctx, request{method: http.MethodGet, path: a.text[0] + "?filter=" + strings.TrimSpace(line), purpose: exchange.Provisioning})
		if err != nil {
			return err
		}
		if one.ok() {
			w.judge(a.rules, true, Breach{})
			return nil
		}
		seen = append(seen, one.seen())
	}
	w.judge(a.rules, false, Breach{Message: "each filter of a kind is refused", Expected: "200 for one of them", Seen: strings.Join(seen, ", ")})
	return nil
}

// totalsTries bounds how often two totals are asked for.
const totalsTries = 5

// totalsSame asks for the first total before and after the second, so that it
// can tell a wrong count from what others create meanwhile.
func totalsSame(ctx context.Context, w *World, a args) error {
	for range totalsTries {
		var totals [3]string
		for i, path := range []string{a.text[0], a.text[1], a.text[0]} {
			one, err := w.send(ctx, request{method: http.MethodGet, path: path, purpose: exchange.Verification})
			if err != nil {
				return err
			}
			if !one.ok() {
				return w.otherWay()
			}
			totals[i] = bare(one.body["totalResults"])
		}
		if totals[0] == totals[2] {
			w.judge(a.rules, totals[0] == totals[1], Breach{Message: "two queries that match the same resources count them differently", Attribute: "totalResults", Expected: "the same of both", Seen: "it differs"})
			return nil
		}
	}
	return w.excuse("somebody else creates or deletes users all the time, so that nothing can be counted")
}

// busy creates a user of no further use, as somebody else might.
func (w *World) busy(ctx context.Context) error {
	body, err := w.userBody("other"+itoa(len(w.mine)), "")
	if err != nil {
		return err
	}
	_, err = w.exchange(ctx, request{method: http.MethodPost, path: "/Users", body: body, purpose: exchange.Setup})
	return err
}

func readPagesBusy(ctx context.Context, w *World, a args) error {
	w.settleDown(ctx)
	return w.readIndexed(ctx, a, func() error { return w.busy(ctx) })
}

func readCursorsBusy(ctx context.Context, w *World, a args) error {
	w.settleDown(ctx)
	return w.readCursored(ctx, a, func() error { return w.busy(ctx) })
}

// onPages judges every page; judged gives what was seen when it is wrong, and
// before is how many resources the pages before held.
func (w *World) onPages(a args, message, expected string, judged func(page scim.Resource, before int) string) error {
	wrong, before := "", 0
	for i, page := range w.pages {
		if seen := judged(page, before); seen != "" && wrong == "" {
			wrong = "page " + itoa(i+1) + ": " + seen
		}
		before += len(page.List("Resources"))
	}
	if len(w.pages) == 0 {
		wrong = "no page"
	}
	w.judge(a.rules, wrong == "", Breach{Message: message, Expected: expected, Seen: wrong})
	return nil
}

func onEveryPage(_ context.Context, w *World, a args) error {
	wanted, err := literal(a.text[1])
	if err != nil {
		return err
	}
	return w.onPages(a, "an attribute has another value on one of the pages", a.text[0]+" "+a.text[1], func(page scim.Resource, _ int) string {
		value, _, err := lookup(page, a.text[0])
		if err == nil && same(value, wanted) {
			return ""
		}
		return short(compact(value))
	})
}

// partial says whether a page holds less than all: only then RFC 7644 §3.4.2
// demands startIndex and itemsPerPage.
func partial(page scim.Resource) bool {
	return number(bare(page["totalResults"])) > len(page.List("Resources"))
}

func pagesBegin(_ context.Context, w *World, a args) error {
	return w.onPages(a, "a page does not say where it begins", "startIndex, the index of its first result", func(page scim.Resource, before int) string {
		return pageSays(page, "startIndex", before+1)
	})
}

func pagesCount(_ context.Context, w *World, a args) error {
	return w.onPages(a, "a page does not say how many resources it holds", "itemsPerPage, the number of its resources", func(page scim.Resource, _ int) string {
		return pageSays(page, "itemsPerPage", len(page.List("Resources")))
	})
}

func pageSays(page scim.Resource, name string, wanted int) string {
	value, there := page.Get(name)
	switch {
	case !there && !partial(page), there && bare(value) == itoa(wanted):
		return ""
	case !there:
		return "no " + name
	}
	return name + " " + short(compact(value)) + " instead of " + itoa(wanted)
}

func pagesOrder(_ context.Context, w *World, a args) error {
	byID, order, err := w.named(a.text[0])
	if err != nil {
		return err
	}
	var seen []string
	for _, page := range w.pages {
		for _, element := range page.List("Resources") {
			if name := byID[scim.AsObject(element).ID()]; name != "" {
				seen = append(seen, name)
			}
		}
	}
	w.judge(a.rules, strings.Join(seen, ", ") == strings.Join(order, ", "), Breach{Message: "the resources come in another order", Attribute: "Resources", Expected: strings.Join(order, ", "), Seen: listed(seen)})
	return nil
}

// searchable says whether users can be found by parts of the attribute's text.
func (a attributeOf) searchable() bool {
	isText := a.Type == "string" || a.Type == "reference"
	return isText && a.ofUsers() && a.simple() && a.Mutability == "readWrite" && a.shown() && (a.Uniqueness == "" || a.Uniqueness == "none")
}

func (a attributeOf) ofUsers() bool { return strings.EqualFold(a.of.Name, "User") }

// pieces cuts the beginning, the middle and the end out of a text in quotation
// marks; of anything else there are none.
func pieces(quoted string) (start, middle, end string) {
	text := []rune(strings.Trim(quoted, `"`))
	if !strings.HasPrefix(quoted, `"`) || len(text) < 4 {
		return quoted, quoted, quoted
	}
	return compact(string(text[:3])), compact(string(text[1 : len(text)-1])), compact(string(text[len(text)-3:]))
}
