package observe

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/target"
)

// fill puts the values of the placeholders in. A value that is missing, or that
// would make another address of the path, is an error: the answer would be one to
// another question.
func fill(definition target.Request, vars map[string]string) (client.Request, error) {
	f := filler{vars: vars}
	request := client.Request{
		Method: definition.Method, Beside: definition.Beside, Accept: "application/json",
		Path: f.text(definition.Path, f.segment), RawQuery: f.text(definition.Query, url.QueryEscape),
	}
	if slices.ContainsFunc(strings.Split(request.Path, "/"), func(segment string) bool { return segment == "." || segment == ".." }) {
		f.problem("the value of a placeholder is . or .., which leads to another path")
	}
	for name, value := range definition.Header {
		request.Header = orNew(request.Header)
		request.Header.Set(name, f.text(value, f.line))
	}
	if definition.Body != nil {
		body, _ := f.value(definition.Body)
		request.ContentType = "application/json"
		request.Body, _ = json.Marshal(body) // decoded JSON can be encoded
	}
	return request, f.err
}

func orNew(header http.Header) http.Header {
	if header == nil {
		return http.Header{}
	}
	return header
}

// filler remembers the first problem.
type filler struct {
	vars map[string]string
	err  error
}

func (f *filler) problem(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf(format, args...)
	}
}

// segment is a value within a path: it stays one segment, and is not empty, or
// /people/{id} would list everybody.
func (f *filler) segment(value string) string {
	if value == "" {
		f.problem("a placeholder of the path is empty")
	}
	return url.PathEscape(value)
}

// line is a value within a header.
func (f *filler) line(value string) string {
	if strings.ContainsAny(value, "\r\n\x00") {
		f.problem("the value of a header has one line")
	}
	return value
}

// text fills a text; each value is escaped.
func (f *filler) text(template string, escape func(string) string) string {
	return target.Placeholder.ReplaceAllStringFunc(template, func(found string) string {
		name := target.Placeholder.FindStringSubmatch(found)[1]
		value, given := f.vars[name]
		if !given {
			f.problem("{%s} has no value", name)
			return ""
		}
		return escape(value)
	})
}

// value fills a body; there says whether anything is left of it.
func (f *filler) value(template any) (filled any, there bool) {
	switch template := template.(type) {
	case map[string]any:
		return f.object(template)
	case []any:
		list := make([]any, 0, len(template))
		for _, element := range template {
			if one, there := f.value(element); there {
				list = append(list, one)
			}
		}
		return list, true
	case string:
		if found := target.Placeholder.FindStringSubmatch(template); found != nil && found[0] == template {
			return f.whole(found[1], found[2] != "", found[3] != "")
		}
		return f.text(template, func(value string) string { return value }), true
	}
	return template, true
}

// object leaves out the members without a value, and itself when all were.
func (f *filler) object(template map[string]any) (any, bool) {
	filled := make(map[string]any, len(template))
	for name, element := range template {
		if one, there := f.value(element); there {
			filled[name] = one
		}
	}
	return filled, len(filled) > 0 || len(template) == 0
}

// whole is the value of a placeholder that is a whole text.
func (f *filler) whole(name string, asJSON, optional bool) (any, bool) {
	value, given := f.vars[name]
	switch {
	case !given && optional:
		return nil, false
	case !given:
		f.problem("{%s} has no value", name)
		return nil, false
	case !asJSON:
		return value, true
	}
	read, err := decode([]byte(value))
	if err != nil {
		f.problem("{%s} should be JSON, such as true or 3", name)
	}
	return read, true
}
