package steps

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// A placeholder is {name:ana}, {ana.id}, {base} and the like. JSON has none of
// this form.
var placeholder = regexp.MustCompile(`\{([A-Za-z][A-Za-z0-9-]*)(?:([:.])([^{}"]*))?\}`)

// fill puts values in the place of the placeholders of a text:
//
//	{name:ana}   a user name that nobody has; the same in the whole check
//	{text:ana}   a text that nobody has, such as the name of a group
//	{random}     an identifier that no resource has
//	{base}       the tenant URL
//	{marker}     what the names of this run have in common
//	{domain}     the mail domain of the target
//	{max}        the largest page of the target (filter.maxResults)
//	{ana.id}     an attribute of what is called ana, by its path
//	{ana.userName.upper}  the same in capital letters; .lower in small ones
//	{ana.meta.created.east}  a second before, with an offset that looks later; west: the contrary
//	{ana.userName.query}  the same as it stands in a query
//	{ana.header.ETag}  a header of the answer that is called so
func (w *World) fill(text string) (string, error) {
	if !strings.ContainsRune(text, '{') {
		return text, nil
	}
	var wrong error
	filled := placeholder.ReplaceAllStringFunc(text, func(match string) string {
		parts := placeholder.FindStringSubmatch(match)
		value, err := w.value(parts[1], parts[2], parts[3])
		if err != nil && wrong == nil {
			wrong = fmt.Errorf("%s cannot be filled in: %w", match, err)
		}
		return value
	})
	return filled, wrong
}

func (w *World) value(name, mark, rest string) (string, error) {
	switch {
	case mark == ":" && (name == "name" || name == "text"):
		return w.new(name, rest), nil
	case mark == ":":
		return "", fmt.Errorf("there are {name:…} and {text:…} only")
	case mark == ".":
		return w.of(name, rest)
	}
	return w.constant(name)
}

func (w *World) constant(name string) (string, error) {
	switch name {
	case "base":
		return w.stage.Base, nil
	case "marker":
		return w.stage.Marker, nil
	case "domain":
		return w.stage.Domain, nil
	case "max":
		return fmt.Sprint(w.stage.Facts.MaxResults), nil
	case "random":
		return w.new(name, ""), nil
	case "n":
		return "{n}", nil // filled for each of several requests
	}
	return "", fmt.Errorf("nothing is called %q here", name)
}

// new is a value that nobody has, the same for one alias in one check.
func (w *World) new(kind, alias string) string {
	key := kind + ":" + alias
	if _, known := w.names[key]; !known {
		switch kind {
		case "name":
			w.names[key] = w.stage.userName(alias)
		case "text":
			w.names[key] = w.stage.text(alias)
		default:
			w.names[key] = fmt.Sprintf("00000000-0000-4000-8000-%012d", w.stage.number())
		}
	}
	return w.names[key]
}

// of is an attribute, or a header, of something that has a name.
func (w *World) of(name, path string) (string, error) {
	t, known := w.things[name]
	if !known {
		return "", fmt.Errorf("nothing is called %q here", name)
	}
	if header, ok := strings.CutPrefix(path, "header."); ok {
		for key, values := range t.header {
			if strings.EqualFold(key, header) && len(values) > 0 {
				return values[0], nil
			}
		}
		return "", nil
	}
	path, upper := strings.CutSuffix(path, ".upper")
	path, lower := strings.CutSuffix(path, ".lower")
	path, encoded := strings.CutSuffix(path, ".query")
	path, east := strings.CutSuffix(path, ".east")
	path, west := strings.CutSuffix(path, ".west")
	value, found, err := lookup(t.body, path)
	if err != nil || !found {
		return "", err
	}
	switch {
	case east:
		return moved(bare(value), true), nil
	case west:
		return moved(bare(value), false), nil
	case lower:
		return strings.ToLower(bare(value)), nil
	}
	if encoded {
		return strings.ReplaceAll(url.QueryEscape(bare(value)), "+", "%20"), nil
	}
	if upper {
		return strings.ToUpper(bare(value)), nil
	}
	return bare(value), nil
}

// bare is a value as it stands in a text: strings without quotation marks.
func bare(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return compact(value)
}

func compact(value any) string {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(raw)
}

// literal reads a value as a feature states it: any JSON.
func literal(text string) (any, error) {
	decoded, err := scim.Decode([]byte(`{"v":` + text + `}`))
	if err != nil && len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		return text[1 : len(text)-1], nil // a text with quotation marks in it, such as an entity-tag
	}
	if err != nil {
		return nil, fmt.Errorf("%s is no JSON value: texts stand in quotation marks", text)
	}
	return decoded["v"], nil
}
