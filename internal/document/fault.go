package document

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Fault is one mistake in a file.
type Fault struct {
	File         string
	Line, Column int // from 1, in characters
	Message      string
}

// Error is file:line:column: what is wrong.
func (f Fault) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Message)
}

// Faults are all mistakes of a file (and of files it needs), in the order in
// which they stand there.
type Faults []Fault

// Error has one fault a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.Error()
	}
	return strings.Join(lines, "\n")
}

// Err gives all faults found so far, sorted by position and each once; nil when
// there is none. It is of type Faults.
func (d *Document) Err() error {
	if len(d.faults) == 0 {
		return nil
	}
	all := slices.Clone(d.faults)
	slices.SortStableFunc(all, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(all)
}

// Fault notes a mistake at the value of a path.
func (d *Document) Fault(path Path, format string, args ...any) {
	line, column := d.Position(path)
	d.fault(line, column, format, args...)
}

// KeyFault notes a mistake at the key that a path ends with.
func (d *Document) KeyFault(path Path, format string, args ...any) {
	line, column := d.keyPosition(path)
	d.fault(line, column, format, args...)
}

// Unknown notes a name that stands for nothing, with the known one that was
// probably meant.
func (d *Document) Unknown(path Path, what, name string, known []string) {
	d.Fault(path, "there is no %s %q%s", what, name, Meant(name, known))
}

// UnknownKey notes a key that the object does not know; path ends with it.
func (d *Document) UnknownKey(path Path, known []string) {
	name := path[len(path)-1]
	d.KeyFault(path, "unknown key %q%s", name, Meant(name, known))
}

// NotOneOf notes a text that is not in a closed list.
func (d *Document) NotOneOf(path Path, key, text string, allowed []string) {
	d.Fault(path, "%s: %q is not one of %s%s", key, text, strings.Join(allowed, ", "), Meant(text, allowed))
}

// Include takes over the faults of another file; any other error becomes a
// fault at the path.
func (d *Document) Include(path Path, err error) {
	var faults Faults
	if errors.As(err, &faults) {
		d.faults = append(d.faults, faults...)
		return
	}
	d.Fault(path, "%v", err)
}

func (d *Document) fault(line, column int, format string, args ...any) {
	d.faults = append(d.faults, Fault{d.file, line, column, fmt.Sprintf(format, args...)})
}

// FaultInside notes a mistake within a text: offset is in bytes, from 0. Where
// the text is written on one line the column is that of the character; else the
// message says which one it is.
func (d *Document) FaultInside(path Path, offset int, format string, args ...any) {
	line, column := d.Position(path)
	node := d.node(path)
	if node == nil || node.Kind != yaml.ScalarNode {
		d.fault(line, column, format, args...)
		return
	}
	offset = min(max(offset, 0), len(node.Value))
	if shift, ok := written(d.line(node.Line), node, offset); ok {
		d.fault(line, column+shift, format, args...)
		return
	}
	character := utf8.RuneCountInString(node.Value[:offset]) + 1
	d.fault(line, column, "%s (at character %d)", fmt.Sprintf(format, args...), character)
}
