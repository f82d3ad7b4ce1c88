package steps

import (
	"context"
	"regexp"
	"slices"
	"strings"
)

func statusSteps() []Step {
	return []Step{
		step("answer", `the status is (\d{3}(?:(?:, | or )\d{3})*)`, `the status is 200 or 204`, "the answer has one of these status codes", `Then the status is 201`, statusIs),
		step("answer", `the status is not (\d{3}(?:(?:, | or )\d{3})*)`, `the status is not 500`, "the answer has none of these status codes", `Then the status is not 404`, statusIsNot),
		step("answer", `the request is refused`, `the request is refused`, "the answer is any 4xx", `Then the request is refused`, refused),
		step("answer", `the request succeeds`, `the request succeeds`, "the answer is any 2xx", `Then the request succeeds`, succeeds),
		step("answer", `there is no server error`, `there is no server error`, "the answer is not 5xx, and there is one", `Then there is no server error`, noServerError),
		step("answer", `the error keyword is ("[^"]*"(?: or "[^"]*")*)`, `the error keyword is "invalidFilter"`, "scimType of the error (RFC 7644 table 9); several may be given", `And the error keyword is "invalidFilter"`, keywordIs),
		step("answer", `it is a SCIM error`, `it is a SCIM error`, "the body is an error message as RFC 7644 §3.12 defines it, with this status", `And it is a SCIM error`, isError),
		step("answer", `every status is (\d{3}(?:(?:, | or )\d{3})*)`, `every status is 200 or 204`, "each answer to a repeated request has one of these status codes", `Then every status is 200 or 204`, everyStatus),
		step("answer", `exactly (\d+) of the answers (?:is|are) (\d{3}(?:(?:, | or )\d{3})*)`, `exactly 1 of the answers is 201`, "counts the answers to a repeated request", `Then exactly 1 of the answers is 201`, countStatus),
		step("answer", `if the status is (\d{3}(?:(?:, | or )\d{3})*), the check goes on`, `if the status is 200, the check goes on`, "else the rest does not apply: the target chose another way that is allowed", `When if the status is 200, the check goes on`, goesOn),
		step("answer", `if the request succeeds, the check goes on`, `if the request succeeds, the check goes on`, "else the rest does not apply", `When if the request succeeds, the check goes on`, goesOnSuccess),
	}
}

var code = regexp.MustCompile(`\d{3}`)

func (w *World) hasStatus(list string) bool {
	last := w.last()
	if last == nil || last.fault != "" {
		return false
	}
	for _, one := range code.FindAllString(list, -1) {
		if itoa(last.response.Status) == one {
			return true
		}
	}
	return false
}

// status judges the status of the last answer. After a wrong one, its body says
// nothing further of the same requirement.
func (w *World) status(a args, met bool, expected string) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	if last.fault == "cancelled" {
		return w.broken("the request was given up")
	}
	lost := strings.HasPrefix(expected, "2") && w.vanished() || expected == "404" && w.stayed()
	w.judge(a.rules, met, Breach{Message: last.request.Method + " " + w.plainPath(last) + " is answered with another status", Expected: expected, Seen: last.seen() + detail(last), Lost: lost})
	if !met {
		last.spoil(w.judges(a))
	}
	return nil
}

// plainPath is the path of a request without what is different in each run.
func (w *World) plainPath(a *answer) string {
	path := a.request.Path
	if id := idOf(path); id != "" && w.stage.Facts.kindOf(endpointOf(path)) != "" && !strings.HasPrefix(id, ".") {
		path = endpointOf(path) + "/{id}"
	}
	if a.request.RawQuery != "" {
		path += "?…"
	}
	return path
}

func statusIs(_ context.Context, w *World, a args) error {
	return w.status(a, w.hasStatus(a.text[0]), a.text[0])
}

func statusIsNot(_ context.Context, w *World, a args) error {
	last := w.last()
	return w.status(a, last != nil && last.fault == "" && !w.hasStatus(a.text[0]), "any but "+a.text[0])
}

func (w *World) class(first int) bool {
	last := w.last()
	return last != nil && last.fault == "" && last.response.Status/100 == first
}

func refused(_ context.Context, w *World, a args) error {
	return w.status(a, w.class(4) || w.hasStatus("501"), "4xx")
}
func succeeds(_ context.Context, w *World, a args) error { return w.status(a, w.class(2), "2xx") }
func noServerError(_ context.Context, w *World, a args) error {
	last := w.last()
	return w.status(a, last != nil && last.fault == "" && (last.response.Status < 500 || last.response.Status == 501), "no server error")
}

func keywordIs(_ context.Context, w *World, a args) error {
	last := w.last()
	if a.rules = w.standing(a); last == nil || len(a.rules) == 0 || last.ok() {
		return nil // the status says it already
	}
	seen := last.body.String("scimType")
	w.judge(a.rules, slices.Contains(namesIn(a.text[0]), seen), Breach{Message: "the error does not carry the keyword of its kind", Attribute: "scimType", Expected: a.text[0], Seen: orNone(seen)})
	return nil
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func isError(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil || last.ok() || last.fault != "" {
		return nil // no error: its status is judged elsewhere
	}
	wrong := w.violations("error", last)
	if wrong == "" && bare(last.body["status"]) != itoa(last.response.Status) {
		wrong = "status is " + bare(last.body["status"])
	}
	w.judge(a.rules, wrong == "", Breach{Message: "the refusal is no SCIM error message", Expected: "schemas, status " + itoa(last.response.Status) + " as a text, detail", Seen: wrong})
	return nil
}

func everyStatus(_ context.Context, w *World, a args) error {
	all := w.answers
	for _, one := range all {
		w.answers = []*answer{one}
		if !w.hasStatus(a.text[0]) {
			err := w.status(a, false, a.text[0])
			w.answers = all
			return err
		}
	}
	w.answers = all
	return w.status(a, len(all) > 0, a.text[0])
}

func countStatus(_ context.Context, w *World, a args) error {
	all, found, seen := w.answers, 0, []string{}
	for _, one := range all {
		w.answers = []*answer{one}
		if w.hasStatus(a.text[1]) {
			found++
		}
		seen = append(seen, one.seen())
	}
	w.answers = all
	w.judge(a.rules, itoa(found) == a.text[0], Breach{Message: "the answers to requests sent several times are not as they should be", Expected: a.text[0] + " of " + itoa(len(all)) + " with " + a.text[1], Seen: strings.Join(seen, ", ")})
	return nil
}

func goesOn(_ context.Context, w *World, a args) error {
	if !w.hasStatus(a.text[0]) {
		return w.otherWay()
	}
	return nil
}

func goesOnSuccess(_ context.Context, w *World, _ args) error {
	if !w.class(2) {
		return w.otherWay()
	}
	return nil
}

// otherWay ends a check whose rest is about a choice that the target did not
// make. What was judged before stands.
func (w *World) otherWay() error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	if len(w.Record.Judged) > 0 {
		return end{"the rest is about another choice"}
	}
	return w.excuse("the target answered %s, which is another choice", last.seen())
}
