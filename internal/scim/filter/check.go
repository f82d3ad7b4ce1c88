package filter

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Check says why a filter cannot be applied to resources of the given types
// (invalidFilter, RFC 7644 table 9): nil when it can. Each set is one resource
// type that the query covers. It refuses
//
//   - an attribute that no type has; one that some types lack has no value there
//     (§3.4.2.1);
//   - gt, ge, lt and le on a boolean or binary attribute (table 3), and operators
//     that look for a part of a text on booleans and numbers;
//   - a comparison of a complex attribute that has no sub-attribute "value"
//     (§3.4.2.2);
//   - an operand that no value of the attribute's type can be compared with.
//     Booleans may be written as strings (E-3.28), and anything can be equal to
//     null or not.
func Check(e Expr, sets ...*schema.Set) error { return Tolerant.Check(e, sets...) }

// CheckValue is Check for the filter of a value path.
func CheckValue(e Expr, attribute *schema.Attribute) error { return Tolerant.CheckValue(e, attribute) }

// Check is the function Check. In Strict a string is no operand for a boolean:
// values have to be identical (RFC 7644 table 3).
func (m Mode) Check(e Expr, sets ...*schema.Set) error {
	return checker{m, func(path AttrPath) ([]*schema.Attribute, error) { return inSets(path, sets) }}.check(e)
}

// CheckValue is the function CheckValue in a mode.
func (m Mode) CheckValue(e Expr, attribute *schema.Attribute) error {
	return checker{m, func(path AttrPath) ([]*schema.Attribute, error) { return inValue(path, attribute) }}.check(e)
}

// checker checks an expression. It finds the definitions that a path may refer
// to, at least one.
type checker struct {
	mode Mode
	find func(path AttrPath) ([]*schema.Attribute, error)
}

func (c checker) check(e Expr) error {
	switch e := e.(type) {
	case And:
		return c.both(e.Left, e.Right)
	case Or:
		return c.both(e.Left, e.Right)
	case Not:
		return c.check(e.Inner)
	case Present:
		_, err := c.find(e.Path)
		return err
	case Compare:
		return c.each(e.Path, func(attribute *schema.Attribute) error { return c.meaningful(e, attribute) })
	case ValuePath:
		return c.each(e.Path, func(attribute *schema.Attribute) error { return c.selectable(e, attribute) })
	}
	return errors.New("the filter is empty")
}

func (c checker) both(left, right Expr) error {
	if err := c.check(left); err != nil {
		return err
	}
	return c.check(right)
}

func (c checker) each(path AttrPath, judge func(*schema.Attribute) error) error {
	attributes, err := c.find(path)
	for i := 0; i < len(attributes) && err == nil; i++ {
		err = judge(attributes[i])
	}
	return err
}

// inSets finds an attribute of one resource type at least.
func inSets(path AttrPath, sets []*schema.Set) ([]*schema.Attribute, error) {
	err := fmt.Errorf("there is no attribute %s: see /Schemas for those there are", AttrPath{URN: path.URN, Name: path.Name})
	var found []*schema.Attribute
	for _, set := range sets {
		_, attribute := set.Locate(path.URN, path.Name)
		if attribute == nil {
			continue
		}
		leaf, fault := leafOf(attribute, path)
		if fault != nil {
			err = fault
			continue
		}
		found = append(found, leaf)
	}
	if len(found) > 0 {
		return found, nil
	}
	return nil, err
}

// inValue finds a sub-attribute. The value of a simple attribute is "value".
func inValue(path AttrPath, attribute *schema.Attribute) ([]*schema.Attribute, error) {
	if path.URN != "" || path.Sub != "" {
		return nil, fmt.Errorf("%s cannot be in the value filter of %s: name a sub-attribute only", path, attribute.Name)
	}
	if attribute.Type != "complex" && strings.EqualFold(path.Name, "value") {
		return []*schema.Attribute{attribute}, nil
	}
	leaf, err := leafOf(attribute, AttrPath{Name: attribute.Name, Sub: path.Name})
	if err != nil {
		return nil, err
	}
	return []*schema.Attribute{leaf}, nil
}

// leafOf goes down to the sub-attribute of a path, if it names one.
func leafOf(attribute *schema.Attribute, path AttrPath) (*schema.Attribute, error) {
	if path.Sub == "" {
		return attribute, nil
	}
	if sub := attribute.Sub(path.Sub); sub != nil {
		return sub, nil
	}
	if attribute.Type != "complex" {
		return nil, fmt.Errorf("%s is of type %s and has no sub-attributes", attribute.Name, attribute.Type)
	}
	if attribute.MultiValued {
		if kind, ok := usual(path.Sub); ok {
			return &schema.Attribute{Name: path.Sub, Type: kind}, nil
		}
	}
	return nil, fmt.Errorf("%s has no sub-attribute %s: see /Schemas for those it has", attribute.Name, path.Sub)
}

// usual is the type of the sub-attributes that multi-valued attributes have
// unless defined otherwise (RFC 7643 §2.4): members.display is one that the
// printed schema leaves out (EID 6011).
func usual(sub string) (kind string, ok bool) {
	switch strings.ToLower(sub) {
	case "value", "display", "type":
		return "string", true
	case "primary":
		return "boolean", true
	case "$ref":
		return "reference", true
	}
	return "", false
}

// selectable says why a value path cannot be applied to an attribute.
func (c checker) selectable(e ValuePath, attribute *schema.Attribute) error {
	if attribute.Type != "complex" && !attribute.MultiValued {
		return fmt.Errorf("%s is a single %s: it has no values to select from", e.Path, attribute.Type)
	}
	return c.mode.CheckValue(e.Filter, attribute)
}

// meaningful says why a comparison with an attribute has no meaning.
func (c checker) meaningful(e Compare, attribute *schema.Attribute) error {
	if e.Value == nil && (e.Op == Eq || e.Op == Ne) {
		return nil
	}
	if attribute.Type == "complex" {
		value := attribute.Sub("value")
		if value == nil {
			return fmt.Errorf("%s is complex: compare one of its sub-attributes, such as %s", e.Path, example(e.Path, attribute))
		}
		attribute = value
	}
	if err := applicable(e, attribute.Type); err != nil {
		return err
	}
	return c.operandFits(e, attribute.Type)
}

func example(path AttrPath, attribute *schema.Attribute) AttrPath {
	if len(attribute.SubAttributes) > 0 {
		path.Sub = attribute.SubAttributes[0].Name
	}
	return path
}

// applicable says why an operator has no meaning for a type.
func applicable(e Compare, kind string) error {
	unordered := e.Op.orders() && (kind == "boolean" || kind == "binary") // RFC 7644 table 3
	indivisible := e.Op.searches() && slices.Contains([]string{"boolean", "integer", "decimal"}, kind)
	if unordered || indivisible {
		return fmt.Errorf("%s cannot be applied to %s, which is of type %s", e.Op, e.Path, kind)
	}
	return nil
}

// operandFits says why no value of a type can be compared with the operand.
func (c checker) operandFits(e Compare, kind string) error {
	var fits bool
	switch kind {
	case "boolean":
		_, identical := e.Value.(bool)
		_, readable := truth(e.Value)
		fits = identical || readable && c.mode == Tolerant
	case "integer", "decimal":
		_, fits = e.Value.(json.Number)
	case "dateTime":
		text, _ := e.Value.(string)
		_, fits = instant(text)
		fits = fits || text != "" && e.Op.searches()
	default:
		_, fits = e.Value.(string)
	}
	if !fits {
		return fmt.Errorf("%s is of type %s: %s is not an operand for it", e.Path, kind, clip(literal(e.Value)))
	}
	return nil
}
