package steps

import (
	"context"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

// pageLimit bounds how many pages are read: a target may never come to an end.
const pageLimit = 500

func pageSteps() []Step {
	return []Step{
		step("pages", `all pages of "(\S.*?)" by (\d+) are read`, `all pages of "PATH" by N are read`, "reads page after page by startIndex and count until nothing comes (RFC 7644 §3.4.2.4)", `When all pages of "/Users?filter=title eq "{text:t}"" by 2 are read`, readPages),
		step("pages", `all cursor pages of "(\S.*?)" by (\d+) are read`, `all cursor pages of "PATH" by N are read`, "reads page after page by nextCursor (RFC 9865)", `When all cursor pages of "/Users" by 2 are read`, readCursors),
		step("pages", `the pages have each of `+names+` exactly once`, `the pages have each of "A" and "B" exactly once`, "over all pages, each of these comes once", `Then the pages have each of "ana1" and "ana2" exactly once`, pagesOnce),
		step("pages", `the pages have each of (\d+) `+alias+` exactly once`, `the pages have each of N "NAME" exactly once`, "the same of NAME1, NAME2 …", `Then the pages have each of 7 "ana" exactly once`, pagesNumbered),
		step("pages", `no resource is on two pages`, `no resource is on two pages`, "over all pages, no id comes twice", `Then no resource is on two pages`, pagesDistinct),
		step("pages", `the pages hold as many resources as they say`, `the pages hold as many resources as they say`, "over all pages, there are totalResults resources; where that changes from page to page, somebody else is writing, and this does not apply", `Then the pages hold as many resources as they say`, pagesCounted),
		step("pages", `every page has at most (\d+) resources`, `every page has at most N resources`, "no page is larger than was asked for", `Then every page has at most 2 resources`, pagesBounded),
	}
}

func (w *World) page(ctx context.Context, path string) (*answer, bool, error) {
	one, err := w.send(ctx, request{method: http.MethodGet, path: path, purpose: exchange.Provisioning})
	if err != nil {
		return nil, false, err
	}
	if !one.ok() || one.body == nil {
		return one, false, nil
	}
	w.pages = append(w.pages, one.body)
	return one, true, nil
}

func join(path, query string) string {
	if strings.Contains(path, "?") {
		return path + "&" + query
	}
	return path + "?" + query
}

// readPages goes by what comes, not by what is announced: the next page begins
// after the resources of this one.
func readPages(ctx context.Context, w *World, a args) error {
	return w.readIndexed(ctx, a, func() error { return nil })
}

// readIndexed calls between after each page but the last.
func (w *World) readIndexed(ctx context.Context, a args, between func() error) error {
	w.pages = nil
	next := 1
	for range pageLimit {
		one, ok, err := w.page(ctx, join(a.text[0], "startIndex="+itoa(next)+"&count="+a.text[1]))
		if err != nil || !ok {
			return err
		}
		came := len(one.body.List("Resources"))
		next += came
		if total := number(bare(one.body["totalResults"])); came == 0 || next > total {
			return nil
		}
		if err := between(); err != nil {
			return err
		}
	}
	return w.broken("the pages do not come to an end: %d were read", pageLimit)
}

func readCursors(ctx context.Context, w *World, a args) error {
	return w.readCursored(ctx, a, func() error { return nil })
}

// readCursored calls between after each page but the last.
func (w *World) readCursored(ctx context.Context, a args, between func() error) error {
	w.pages = nil
	query, seen := "cursor&count="+a.text[1], map[string]bool{}
	for range pageLimit {
		one, ok, err := w.page(ctx, join(a.text[0], query))
		if err != nil || !ok {
			return err
		}
		cursor := one.body.String("nextCursor")
		if cursor == "" || !anyNew(one.body, seen) {
			return nil
		}
		if err := between(); err != nil {
			return err
		}
		query = "cursor=" + strings.ReplaceAll(escape(cursor), "&", "%26") + "&count=" + a.text[1]
	}
	return w.broken("the pages do not come to an end: %d were read", pageLimit)
}

// anyNew notes the resources of a page; it is false for a page that holds only
// what came before: then reading on goes round in circles.
func anyNew(page scim.Resource, seen map[string]bool) bool {
	list := page.List("Resources")
	fresh := len(list) == 0
	for _, element := range list {
		id := scim.AsObject(element).ID()
		fresh = fresh || !seen[id]
		seen[id] = true
	}
	return fresh
}

// paged counts how often each id comes.
func (w *World) paged() map[string]int {
	counts := map[string]int{}
	for _, page := range w.pages {
		for _, element := range page.List("Resources") {
			counts[scim.AsObject(element).ID()]++
		}
	}
	return counts
}

func (w *World) eachOnce(names []string, rules args) error {
	counts := w.paged()
	var wrong []string
	for _, name := range names {
		t, known := w.things[name]
		if !known {
			return w.broken("nothing is called %q here", name)
		}
		if n := counts[t.body.ID()]; n != 1 {
			wrong = append(wrong, name+" "+itoa(n)+" times")
		}
	}
	w.judge(rules.rules, len(wrong) == 0, Breach{Message: "reading all pages does not give each resource once", Expected: "each of " + itoa(len(names)) + " once", Seen: short(strings.Join(wrong, ", "))})
	return nil
}

func pagesOnce(_ context.Context, w *World, a args) error { return w.eachOnce(namesIn(a.text[0]), a) }

func pagesNumbered(_ context.Context, w *World, a args) error {
	var names []string
	for i := range number(a.text[0]) {
		names = append(names, a.text[1]+itoa(i+1))
	}
	return w.eachOnce(names, a)
}

func pagesDistinct(_ context.Context, w *World, a args) error {
	twice := 0
	for _, n := range w.paged() {
		if n > 1 {
			twice++
		}
	}
	w.judge(a.rules, twice == 0 && len(w.pages) > 0, Breach{Message: "a resource is on two pages", Expected: "each resource once", Seen: itoa(twice) + " resources more than once, on " + itoa(len(w.pages)) + " pages"})
	return nil
}

func pagesBounded(_ context.Context, w *World, a args) error {
	largest := 0
	for _, page := range w.pages {
		largest = max(largest, len(page.List("Resources")))
	}
	w.judge(a.rules, largest <= number(a.text[0]) && len(w.pages) > 0, Breach{Message: "a page is larger than was asked for", Expected: "at most " + a.text[0], Seen: itoa(largest)})
	return nil
}

func pagesCounted(_ context.Context, w *World, a args) error {
	held, total := 0, ""
	for i, page := range w.pages {
		held += len(page.List("Resources"))
		said := bare(page["totalResults"])
		if i > 0 && said != total {
			return w.excuse("totalResults changes from page to page: somebody else is writing")
		}
		total = said
	}
	w.judge(a.rules, len(w.pages) > 0 && itoa(held) == total, Breach{Message: "all pages together do not hold as many resources as they say", Attribute: "totalResults", Expected: itoa(held), Seen: orNone(total)})
	return nil
}
