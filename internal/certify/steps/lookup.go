package steps

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// lookup finds the value at a path: attribute names with dots, an index or a
// filter in brackets, a schema URI before a colon, and "" for the whole.
//
//	name.familyName · emails[type eq "work"].value · Resources[0].id ·
//	urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value
func lookup(body scim.Resource, path string) (value any, found bool, err error) {
	var current any = map[string]any(body)
	for path != "" {
		object := scim.AsObject(current)
		name, rest := nextName(object, path)
		current, found = object.Get(name)
		if !found || current == nil {
			return nil, false, nil
		}
		if current, path, err = narrow(current, rest); err != nil {
			return nil, false, err
		}
		if current == nil {
			return nil, false, nil
		}
	}
	return current, body != nil, nil
}

// nextName cuts the first name off a path. A URI has dots of its own, so it is
// told by the members that are there.
func nextName(object scim.Resource, path string) (name, rest string) {
	if strings.HasPrefix(strings.ToLower(path), "urn:") {
		for key := range object {
			if len(path) >= len(key) && strings.EqualFold(path[:len(key)], key) && (len(path) == len(key) || strings.ContainsRune(":.[", rune(path[len(key)]))) {
				return key, strings.TrimPrefix(strings.TrimPrefix(path[len(key):], ":"), ".")
			}
		}
		return path, ""
	}
	at := strings.IndexAny(path, ".[")
	if at < 0 {
		return path, ""
	}
	return path[:at], strings.TrimPrefix(path[at:], ".")
}

// narrow applies what stands in brackets to a value.
func narrow(value any, path string) (any, string, error) {
	for strings.HasPrefix(path, "[") {
		inner, rest, closed := bracket(path)
		list, isList := value.([]any)
		if !closed {
			return nil, "", fmt.Errorf("the bracket of %s is not closed", path)
		}
		if !isList {
			return nil, strings.TrimPrefix(rest, "."), nil
		}
		chosen, err := choose(list, inner)
		if err != nil || chosen == nil {
			return nil, "", err
		}
		value, path = chosen, strings.TrimPrefix(rest, ".")
	}
	return value, path, nil
}

// bracket splits [inner]rest; brackets inside texts do not count.
func bracket(path string) (inner, rest string, closed bool) {
	quoted := false
	for i := 1; i < len(path); i++ {
		switch c := path[i]; {
		case c == '"':
			quoted = !quoted
		case c == ']' && !quoted:
			return path[1:i], path[i+1:], true
		}
	}
	return "", "", false
}

// choose gives the element at an index, or the first that a filter finds.
func choose(list []any, inner string) (any, error) {
	if i, err := strconv.Atoi(inner); err == nil {
		if i < len(list) {
			return list[i], nil
		}
		return nil, nil
	}
	expression, err := filter.Parse(inner, filter.Tolerant)
	if err != nil {
		return nil, fmt.Errorf("[%s] is neither an index nor a filter: %w", inner, err)
	}
	path, wanted, ok := filter.Equality(expression)
	if !ok {
		return nil, fmt.Errorf("[%s]: a path of a check chooses by one comparison with eq", inner)
	}
	for _, element := range list {
		if seen, there := scim.AsObject(element).Get(path.Name); there && bare(seen) == wanted {
			return element, nil
		}
	}
	return nil, nil
}
