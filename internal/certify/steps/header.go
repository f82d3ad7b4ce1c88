package steps

import (
	"context"
	"mime"
	"regexp"
	"strings"
)

func headerSteps() []Step {
	return []Step{
		step("header", `the header `+quoted+` is (".*?")`, `the header "NAME" is "VALUE"`, "one header has exactly this value", `Then the header "Location" is "{base}/Users/{ana.id}"`, headerIs),
		step("header", `the header `+quoted+` matches /(.*?)/`, `the header "NAME" matches /PATTERN/`, "a regular expression finds something in the header", `Then the header "WWW-Authenticate" matches /(?i)bearer/`, headerMatches),
		step("header", `the header `+quoted+` is there`, `the header "NAME" is there`, "the header has a value", `Then the header "ETag" is there`, headerThere),
		step("header", `the header `+quoted+` is absent`, `the header "NAME" is absent`, "there is no such header", `Then the header "Set-Cookie" is absent`, headerAbsent),
		step("header", `the header `+quoted+` says the same as "(.+?)"`, `the header "NAME" says the same as "ATTRIBUTE"`, "header and attribute of the body are equal", `Then the header "ETag" says the same as "meta.version"`, headerSame),
		step("header", `the media type is `+quoted, `the media type is "application/scim+json"`, "Content-Type, whatever its parameters", `Then the media type is "application/scim+json"`, mediaIs),
	}
}

func (w *World) header(a args, judged func(value string, there bool) bool, expected string) error {
	last := w.last()
	switch {
	case last == nil:
		return w.broken("there is no answer yet")
	case last.fault != "":
		w.follows(a)
		return nil
	}
	if a.rules = w.standing(a); len(a.rules) == 0 {
		return nil
	}
	values := last.response.Header.Values(a.text[0])
	value := strings.Join(values, ", ")
	w.judge(a.rules, judged(value, len(values) > 0), Breach{Message: "the header " + a.text[0] + " is not as it should be", Attribute: a.text[0], Expected: expected, Seen: orNone(value)})
	return nil
}

// follows notes that the rules were looked at, and that what is wrong has been
// said of the status already.
func (w *World) follows(a args) {
	last := w.last()
	if last == nil || last.fault == "" {
		return
	}
	w.judge(a.rules, false, Breach{Message: last.request.Method + " " + w.plainPath(last) + " is not answered", Expected: "an answer", Seen: last.seen()})
}

func headerIs(_ context.Context, w *World, a args) error {
	wanted := strings.TrimSuffix(strings.TrimPrefix(a.text[1], `"`), `"`)
	return w.header(a, func(value string, _ bool) bool { return value == wanted }, wanted)
}

func headerMatches(_ context.Context, w *World, a args) error {
	pattern, err := regexp.Compile(a.text[1])
	if err != nil {
		return err
	}
	return w.header(a, func(value string, _ bool) bool { return pattern.MatchString(value) }, "/"+a.text[1]+"/")
}

func headerThere(_ context.Context, w *World, a args) error {
	return w.header(a, func(value string, there bool) bool { return there && value != "" }, "a value")
}

func headerAbsent(_ context.Context, w *World, a args) error {
	return w.header(a, func(_ string, there bool) bool { return !there }, "none")
}

func headerSame(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	value, _, err := lookup(last.body, a.text[1])
	if err != nil {
		return err
	}
	wanted := ""
	if value != nil {
		wanted = bare(value)
	}
	return w.header(a, func(header string, _ bool) bool { return header == wanted && wanted != "" }, a.text[1]+", which is "+orNone(wanted))
}

func mediaIs(_ context.Context, w *World, a args) error {
	wanted := a.text[0]
	a.text = []string{"Content-Type"}
	return w.header(a, func(value string, _ bool) bool {
		media, _, err := mime.ParseMediaType(value)
		return err == nil && strings.EqualFold(media, wanted)
	}, wanted)
}
