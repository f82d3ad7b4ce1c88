package steps

import (
	"context"
	"encoding/json"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

func cutSteps() []Step {
	return []Step{
		step("list", `the list is not cut without saying so`, `the list is not cut without saying so`, "a list with fewer resources than totalResults has startIndex and itemsPerPage, or nextCursor", `Then the list is not cut without saying so`, cutOpenly),
		step("list", `the list is complete or cut openly, or it is refused with `+quoted, `the list is complete or cut openly, or it is refused with "tooMany"`, "a target with too many results refuses the query, or counts them all", `Then the list is complete or cut openly, or it is refused with "tooMany"`, cutOrRefused),
		step("list", `if the list is a part, the check goes on`, `if the list is a part, the check goes on`, "else the rest does not apply: all resources fit", `When if the list is a part, the check goes on`, goesOnPart),
		step("pages", `the last page shows no `+quoted+` at all`, `the last page shows no "NAME" at all`, "the member is not there, not even as null or empty text", `Then the last page shows no "nextCursor" at all`, lastWithout),
		step("list", `the list has no more than the announced page`, `the list has no more than the announced page`, "pagination.maxPageSize, or filter.maxResults, where announced", `Then the list has no more than the announced page`, announcedPage),
		step("list", `the way of paging is the announced default`, `the way of paging is the announced default`, "a partial list shows nextCursor or startIndex as pagination.defaultPaginationMethod says", `Then the way of paging is the announced default`, defaultPaging),
	}
}

// part says whether the last list holds fewer resources than it counts.
func (w *World) part() bool {
	last := w.last()
	if last == nil || !last.ok() {
		return false
	}
	total, _ := last.body.Get("totalResults")
	n, _ := total.(json.Number)
	count, err := n.Int64()
	return err == nil && count > int64(len(w.resources()))
}

func (w *World) saysPart() bool {
	body := w.last().body
	_, starts := body.Get("startIndex")
	_, holds := body.Get("itemsPerPage")
	return starts && holds || body.String("nextCursor") != ""
}

func cutOpenly(_ context.Context, w *World, a args) error {
	return w.list(a, "a list is cut and does not say so", "startIndex and itemsPerPage, or nextCursor", func(resources []scim.Resource) string {
		if !w.part() || w.saysPart() {
			return ""
		}
		return itoa(len(resources)) + " resources of totalResults " + compact(w.last().body["totalResults"])
	})
}

func cutOrRefused(ctx context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	if last.ok() {
		return cutOpenly(ctx, w, args{rules: a.rules})
	}
	w.judge(a.rules, last.response.Status == 400 && last.body.String("scimType") == a.text[0], Breach{Message: "a query with too many results is refused in another way", Expected: "400 " + a.text[0], Seen: last.seen() + detail(last)})
	return nil
}

func goesOnPart(_ context.Context, w *World, _ args) error {
	if !w.part() {
		return w.otherWay()
	}
	return nil
}

func lastWithout(_ context.Context, w *World, a args) error {
	if len(w.pages) == 0 {
		return w.excuse("no page could be read")
	}
	value, there := w.pages[len(w.pages)-1].Get(a.text[0])
	w.judge(a.rules, !there, Breach{Message: "the last page shows a member that says there is another", Attribute: a.text[0], Expected: "left out", Seen: compact(value)})
	return nil
}

func announcedPage(_ context.Context, w *World, a args) error {
	most := w.stage.Facts.MaxResults
	if pages := w.stage.Facts.Config.Object("pagination"); pages != nil {
		if n, ok := pages["maxPageSize"].(json.Number); ok {
			most = number(n.String())
		}
	}
	return w.list(a, "a page is larger than announced", itoa(most), func(resources []scim.Resource) string {
		if most == 0 || len(resources) <= most {
			return ""
		}
		return itoa(len(resources))
	})
}

func defaultPaging(_ context.Context, w *World, a args) error {
	method := w.stage.Facts.Config.Object("pagination").String("defaultPaginationMethod")
	return w.list(a, "a list is paged in another way than announced", orNone(method), func([]scim.Resource) string {
		cursor := w.last().body.String("nextCursor") != ""
		_, index := w.last().body.Get("startIndex")
		if !w.part() || method == "" || method == "cursor" && cursor || method == "index" && index && !cursor {
			return ""
		}
		return "nextCursor " + map[bool]string{true: "there", false: "absent"}[cursor] + ", startIndex " + map[bool]string{true: "there", false: "absent"}[index]
	})
}

// moved is a moment written with another offset, five hours before or after in
// letters and a second later or earlier in time: so that a comparison of texts
// gives the wrong answer.
func moved(text string, east bool) string {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return text
	}
	if east {
		return at.Add(-time.Second).In(time.FixedZone("", 5*60*60)).Format("2006-01-02T15:04:05.999999999-07:00")
	}
	return at.Add(time.Second).In(time.FixedZone("", -5*60*60)).Format("2006-01-02T15:04:05.999999999-07:00")
}
