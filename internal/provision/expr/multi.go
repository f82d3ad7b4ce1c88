package expr

import "strings"

// count is E-4.19; an absent attribute has no values.
func count(a *arguments) Value { return number(int64(len(a.list(0)))) }

// list evaluates an argument to texts.
func (a *arguments) list(i int) []string {
	value := a.value(i)
	if value.kind == KindRoles {
		a.fail(BadValue, "argument %d must be texts, it is a list of roles", i+1)
	}
	return value.List()
}

// item is E-4.33. An index behind the last value gives null (inferred).
func item(a *arguments) Value {
	list := a.list(0)
	index, ok := a.position(1)
	switch {
	case !ok:
		return Null()
	case index < 1:
		a.fail(BadValue, "index %d: values are counted from 1 (E-4.33)", index)
		return Null()
	case index > len(list):
		return Null()
	}
	return Text(list[index-1])
}

// join is E-4.34: null and empty values are left out with their separator.
func join(a *arguments) Value {
	separator := a.plain(0)
	var parts []string
	length := 0
	for i := 1; i < a.count(); i++ {
		for _, text := range a.list(i) {
			if text == "" {
				continue
			}
			parts = append(parts, text)
			if length += len(text) + len(separator); length > maxOutput+len(separator) {
				a.tooLarge()
				return Null()
			}
		}
	}
	return Text(strings.Join(parts, separator))
}

// removeDuplicates is E-4.44; values that differ in case are different.
func removeDuplicates(a *arguments) Value {
	seen := map[string]bool{}
	var unique []string
	for _, text := range a.list(0) {
		if !seen[text] {
			seen[text] = true
			unique = append(unique, text)
		}
	}
	return Texts(unique)
}

// split is E-4.48; blanks around the parts are dropped (inferred from the
// sample). Without a delimiter the text stays whole.
func split(a *arguments) Value {
	source, ok := a.text(0)
	delimiter, okDelimiter := a.text(1)
	if !ok || !okDelimiter {
		return Null()
	}
	if delimiter == "" {
		return Texts([]string{strings.TrimSpace(source)})
	}
	if len(source)+strings.Count(source, delimiter) > maxOutput {
		a.tooLarge()
		return Null()
	}
	parts := strings.Split(source, delimiter)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return Texts(parts)
}
