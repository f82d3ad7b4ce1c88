package document

import (
	"encoding/json"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

const (
	// depthLimit is how deep values may be nested: far beyond our formats, far
	// below what the stack bears.
	depthLimit = 100
	// aliasAllowance is how many values aliases may add. Without aliases a file
	// cannot hold more values than bytes; a file whose aliases multiply beyond
	// that is an attack or a mistake.
	aliasAllowance = 10_000
)

// number is a number as people write it. Anything else that looks like one (012,
// 0x1F, 1_000, .5, 1e3) is text: telephone numbers, postal
// codes and employee numbers keep their digits.
var number = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// converter turns nodes into decoded JSON.
type converter struct {
	document *Document
	budget   int
	stopped  bool
	open     map[*yaml.Node]bool // anchors that are being converted
}

func (c *converter) value(node *yaml.Node, depth int) any {
	if c.stopped {
		return nil
	}
	if c.budget--; c.budget < 0 {
		c.stop(node, "aliases multiply the document beyond its size: write the values out")
		return nil
	}
	if depth > depthLimit {
		c.stop(node, "this is nested too deeply")
		return nil
	}
	if node.Anchor != "" {
		c.open[node] = true
		defer delete(c.open, node)
	}
	switch node.Kind {
	case yaml.AliasNode:
		return c.alias(node, depth)
	case yaml.SequenceNode:
		return c.list(node, depth)
	case yaml.MappingNode:
		return c.object(node, depth)
	}
	return c.scalar(node)
}

func (c *converter) alias(node *yaml.Node, depth int) any {
	if c.open[node.Alias] {
		c.stop(node, "the alias *"+node.Value+" stands inside its own anchor")
		return nil
	}
	return c.value(node.Alias, depth+1)
}

// stop notes one fault and converts nothing more.
func (c *converter) stop(node *yaml.Node, message string) {
	c.stopped = true
	c.document.fault(node.Line, node.Column, "%s", message)
}

func (c *converter) list(node *yaml.Node, depth int) any {
	c.refuseTag(node, "!!seq")
	list := make([]any, 0, len(node.Content))
	for _, element := range node.Content {
		list = append(list, c.value(element, depth+1))
	}
	return list
}

func (c *converter) object(node *yaml.Node, depth int) any {
	c.refuseTag(node, "!!map")
	object := make(map[string]any, len(node.Content)/2)
	first := make(map[string]int, len(node.Content)/2)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		name, ok := c.key(key)
		if !ok {
			continue
		}
		if line, twice := first[name]; twice {
			c.document.fault(key.Line, key.Column, "the key %q is there twice (first on line %d)", name, line)
			continue
		}
		first[name] = key.Line
		object[name] = c.value(value, depth+1)
	}
	return object
}

// key is the text of a key; keys are always texts, as in JSON.
func (c *converter) key(node *yaml.Node) (string, bool) {
	switch {
	case node.Kind != yaml.ScalarNode:
		c.document.fault(node.Line, node.Column, "a key must be a plain text")
	case node.Tag == "!!merge":
		c.document.fault(node.Line, node.Column, "merge keys (<<) are not read: write the values out")
	default:
		return node.Value, true
	}
	return "", false
}

func (c *converter) scalar(node *yaml.Node) any {
	if node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		c.refuseTag(node, "!!str")
		return node.Value
	}
	if node.Style&yaml.TaggedStyle != 0 && node.ShortTag() != "!!str" {
		c.refuseTag(node, "")
		return nil
	}
	if node.Style&yaml.TaggedStyle != 0 {
		return node.Value
	}
	return plain(node.Value)
}

// plain resolves an unquoted scalar by the rules of JSON.
func plain(text string) any {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return nil
	case "true", "True", "TRUE":
		return true
	case "false", "False", "FALSE":
		return false
	}
	if first := text[0]; first != '-' && (first < '0' || first > '9') || !number.MatchString(text) {
		return text // the first character decides for nearly all texts
	}
	return json.Number(whole(text))
}

// whole writes a whole number without fraction, so that 1.0 is one.
func whole(text string) string {
	before, fraction, found := strings.Cut(text, ".")
	if found && strings.Trim(fraction, "0") == "" {
		return before
	}
	return text
}

// refuseTag notes an explicit tag other than the one that changes nothing.
func (c *converter) refuseTag(node *yaml.Node, allowed string) {
	if node.Style&yaml.TaggedStyle == 0 || node.ShortTag() == allowed {
		return
	}
	c.document.fault(node.Line, node.Column, "the tag %s is not read here: leave it out", strings.TrimSpace(node.ShortTag()))
}
