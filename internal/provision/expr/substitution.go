package expr

import (
	"fmt"
	"strings"
)

// substitution is a .NET replacement pattern: literal texts and groups.
type substitution []struct {
	literal string
	group   int // -1 for a literal
}

// expand gives the pieces for a match.
func (s substitution) expand(source string, match []int) []string {
	pieces := make([]string, 0, len(s))
	for _, part := range s {
		switch {
		case part.group < 0:
			pieces = append(pieces, part.literal)
		case match[2*part.group] >= 0:
			pieces = append(pieces, source[match[2*part.group]:match[2*part.group+1]])
		}
	}
	return pieces
}

// parseSubstitution reads ${name}, ${1}, $1, $& and $$. What names no group
// stays as it is, as in .NET.
func parseSubstitution(text string, p *pattern) (substitution, error) {
	var parts substitution
	add := func(literal string, group int) {
		parts = append(parts, struct {
			literal string
			group   int
		}{literal, group})
	}
	for text != "" {
		before, behind, found := strings.Cut(text, "$")
		if before != "" {
			add(before, -1)
		}
		if !found {
			break
		}
		if behind != "" && strings.IndexByte("`'+_", behind[0]) >= 0 {
			return nil, fmt.Errorf("$%c is not supported here: ${group}, $1, $& and $$ are (E-4.7)", behind[0])
		}
		name, size := substitutionName(behind)
		group, known := p.groups[name]
		switch {
		case known:
			add("", group)
			text = behind[size:]
		case strings.HasPrefix(behind, "$"):
			add("$", -1)
			text = behind[1:]
		default:
			add("$", -1)
			text = behind
		}
	}
	return parts, nil
}

// substitutionName reads the name of a group behind "$" and its length.
func substitutionName(text string) (name string, size int) {
	if text == "" {
		return "", 0
	}
	if text[0] == '&' {
		return "0", 1
	}
	if text[0] == '{' {
		if end := strings.IndexByte(text, '}'); end > 0 {
			return text[1:end], end + 1
		}
		return "", 0
	}
	for size < len(text) && isDigit(text[size]) {
		size++
	}
	return strings.TrimLeft(text[:max(size-1, 0)], "0") + text[max(size-1, 0):size], size
}
