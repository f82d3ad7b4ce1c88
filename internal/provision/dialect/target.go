package dialect

import (
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// Target is a target attribute as a mapping names it (E-3.21):
// displayName, name.givenName, emails[type eq "work"].value,
// urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department.
type Target struct {
	Text  string // as the profile writes it
	URN   string // of the extension, "" for core attributes
	Name  string // attribute
	Sub   string // sub-attribute, or ""
	Key   string // attribute of the element filter: type
	Value string // its operand: work
}

// ParseTarget reads a target attribute name. Element filters are limited to one
// equality, which is all that Entra's mappings know (E-3.21).
func ParseTarget(text string) (Target, error) {
	path, err := filter.ParsePath(text)
	if err != nil {
		return Target{}, err
	}
	target := Target{Text: text, URN: path.URN, Name: path.Name, Sub: path.Sub}
	if isCore(target.URN) {
		target.URN = ""
	}
	if path.Filter == nil {
		return target, nil
	}
	key, value, ok := filter.Equality(path.Filter)
	if !ok {
		return Target{}, fmt.Errorf("the element filter of %q must be one equality, such as type eq \"work\" (E-3.21)", text)
	}
	target.Key, target.Value = key.Name, value
	return target, nil
}

func isCore(urn string) bool {
	return strings.EqualFold(urn, scim.URNUser) || strings.EqualFold(urn, scim.URNGroup)
}

// MultiValued says whether the target selects an element of a multi-valued attribute.
func (t Target) MultiValued() bool { return t.Key != "" }

// Find reads the target's value from a resource; absent, null and "" are alike
// (RFC 7643 §2.5).
func (t Target) Find(resource scim.Resource) (any, bool) {
	value, ok := t.holder(resource).Get(t.Name)
	if !ok {
		return nil, false
	}
	if t.Key != "" {
		value = t.element(value)
	}
	if t.Sub != "" {
		value, _ = scim.AsObject(value).Get(t.Sub)
	}
	return value, value != nil && value != ""
}

func (t Target) holder(resource scim.Resource) scim.Resource {
	if t.URN == "" {
		return resource
	}
	return resource.Object(t.URN)
}

func (t Target) element(value any) any {
	list, _ := value.([]any)
	for _, element := range list {
		if key, ok := scim.AsObject(element).Get(t.Key); ok && sameOperand(key, t.Value) {
			return element
		}
	}
	return nil
}

// sameOperand compares an element's key with the operand of the mapping, which
// is always text there: roles[primary eq "True"] means the boolean true (E-3.28).
func sameOperand(key any, operand string) bool {
	if boolean, ok := key.(bool); ok {
		return strings.EqualFold(operand, fmt.Sprint(boolean))
	}
	text, ok := key.(string)
	return ok && strings.EqualFold(text, operand)
}

// whole is the path of the attribute itself: roles for
// roles[primary eq "True"].value.
func (t Target) whole() string {
	if t.URN != "" {
		return t.URN + ":" + t.Name
	}
	return t.Name
}

// bare is the name of the attribute without the URN of the enterprise
// extension, as the documents write it in filters (E-5.9).
func (t Target) bare() string {
	if strings.EqualFold(t.URN, scim.URNEnterpriseUser) {
		return t.Name
	}
	return t.whole()
}

// List are the values of the target's attribute as a resource shows them,
// whatever element the target selects.
func (t Target) List(resource scim.Resource) []any {
	return t.holder(resource).List(t.Name)
}
