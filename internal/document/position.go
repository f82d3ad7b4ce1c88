package document

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Path leads from the root of a document to a place: member names, and indexes
// in decimal.
type Path []string

// At makes a path of names and indexes.
func At(parts ...any) Path { return Path(nil).Then(parts...) }

// Then is the path further down. It leaves p as it is.
func (p Path) Then(parts ...any) Path {
	longer := make(Path, len(p), len(p)+len(parts))
	copy(longer, p)
	for _, part := range parts {
		longer = append(longer, fmt.Sprint(part))
	}
	return longer
}

// String is the path as people write it: users.attributes[2].target.
func (p Path) String() string {
	var text strings.Builder
	for _, part := range p {
		switch _, err := strconv.Atoi(part); {
		case err == nil:
			text.WriteString("[" + part + "]")
		case text.Len() > 0:
			text.WriteString("." + part)
		default:
			text.WriteString(part)
		}
	}
	return text.String()
}

// Position is the line and the column of the value at a path, both from 1. Of a
// place that is not there it is that of the nearest thing around it.
func (d *Document) Position(path Path) (line, column int) {
	node := d.root
	for _, part := range path {
		_, value := child(node, part)
		if value == nil {
			break
		}
		node = value
	}
	return place(node)
}

// keyPosition is the place of the key that the path ends with.
func (d *Document) keyPosition(path Path) (line, column int) {
	if len(path) == 0 {
		return d.Position(path)
	}
	node := d.root
	for _, part := range path[:len(path)-1] {
		_, value := child(node, part)
		if value == nil {
			return place(node)
		}
		node = value
	}
	key, value := child(node, path[len(path)-1])
	switch {
	case key != nil:
		return place(key)
	case value != nil:
		return place(value)
	}
	return place(node)
}

// child finds a member or an element; the key is nil for elements.
func child(node *yaml.Node, part string) (key, value *yaml.Node) {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == part {
				return node.Content[i], node.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(part); err == nil && i >= 0 && i < len(node.Content) {
			return nil, node.Content[i]
		}
	}
	return nil, nil
}

func place(node *yaml.Node) (line, column int) { return max(node.Line, 1), max(node.Column, 1) }

// written finds where a byte of a scalar's value stands in its line: how many
// characters after its beginning. It fails for texts over several lines and for
// those with escapes that are more than a doubled quote.
func written(line []rune, node *yaml.Node, offset int) (int, bool) {
	if node.Column < 1 || node.Column > len(line) {
		return 0, false
	}
	source := string(line[node.Column-1:])
	value, before := node.Value, node.Value[:offset]
	switch {
	case node.Style == 0 && strings.HasPrefix(source, value):
		return utf8.RuneCountInString(before), true
	case node.Style == yaml.DoubleQuotedStyle && strings.HasPrefix(source, `"`+value+`"`):
		return 1 + utf8.RuneCountInString(before), true
	case node.Style == yaml.SingleQuotedStyle && strings.HasPrefix(source, "'"+doubled(value)+"'"):
		return 1 + utf8.RuneCountInString(doubled(before)), true
	}
	return 0, false
}

func doubled(text string) string { return strings.ReplaceAll(text, "'", "''") }

// line is the text of one line, counted from 1.
func (d *Document) line(number int) []rune {
	rest := string(d.data)
	for ; number > 1; number-- {
		_, rest, _ = strings.Cut(rest, "\n")
	}
	line, _, _ := strings.Cut(rest, "\n")
	return []rune(strings.TrimPrefix(line, "\ufeff"))
}
