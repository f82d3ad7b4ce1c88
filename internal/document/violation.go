package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/scimulator/scimulator/internal/shape"
)

// violation words what a schema objects to; what is wrong with a value is told
// with the name of its key.
func (d *Document) violation(v shape.Violation) {
	path := Path(v.Path)
	switch v.Keyword {
	case "additionalProperties", "propertyNames":
		d.KeyFault(path, "%s%s", v.Message, Meant(v.Member, v.Known))
	case "required":
		d.Fault(path, "%s%s", v.Message, inside(path))
	case "false":
		d.KeyFault(path, "%s", v.Message)
	default:
		line, column := d.Position(path)
		d.fault(line, column, "%s%s%s%s", subject(path), v.Message, d.hint(v), Meant(v.Member, v.Known))
	}
}

func subject(path Path) string {
	for _, part := range slices.Backward(path) {
		if _, err := strconv.Atoi(part); err != nil {
			return part + ": "
		}
	}
	return ""
}

func inside(path Path) string {
	if len(path) == 0 {
		return ""
	}
	return " in " + path.String()
}

// hint helps with what YAML 1.1 and people mean by plain scalars.
func (d *Document) hint(v shape.Violation) string {
	if v.Keyword != "type" {
		return ""
	}
	node := d.node(Path(v.Path))
	switch {
	case node == nil || node.Kind != yaml.ScalarNode || node.Style != 0:
		return ""
	case strings.Contains(v.Message, "should be a boolean,") && slices.Contains([]string{"yes", "no", "on", "off", "y", "n"}, strings.ToLower(node.Value)):
		return " (write true or false)"
	case strings.Contains(v.Message, "should be a string,") && node.Value != "":
		return fmt.Sprintf(" (write %q)", node.Value)
	}
	return ""
}

// node is the value at a path; nil if there is none.
func (d *Document) node(path Path) *yaml.Node {
	node := d.root
	for _, part := range path {
		if _, node = child(node, part); node == nil {
			return nil
		}
	}
	return node
}
