package dialect

import "strings"

// path is the path of an operation. Legacy jobs join extension attributes with a
// dot (E-5.46) and write the elements of multi-valued attributes with an
// invalid filter, whose syntax is inferred.
func (d Dialect) path(t Target) string {
	if !d.form.legacy {
		return t.Text
	}
	path := t.Name
	if t.URN != "" {
		path = t.URN + "." + t.Name
	}
	if t.Key != "" {
		path += d.brokenFilter(t)
	}
	if t.Sub != "" {
		path += "." + t.Sub
	}
	return path
}

func (d Dialect) brokenFilter(t Target) string {
	switch d.options.LegacyPath {
	case Dotted:
		return "." + strings.ToLower(t.Value)
	case Valid:
		return "[" + t.Key + " eq " + quote(t.Value) + "]"
	}
	return "[" + t.Key + " eq " + t.Value + "]"
}

// wrapped puts values into objects with a null $ref, as legacy jobs do even with
// the value of a single-valued attribute (observed, E-5.46).
func wrapped(value any) any {
	texts, many := value.([]string)
	if !many {
		return []map[string]any{{"$ref": nil, "value": value}}
	}
	list := make([]map[string]any, len(texts))
	for i, text := range texts {
		list[i] = map[string]any{"$ref": nil, "value": text}
	}
	return list
}
