package filter

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Path is the target of a PATCH operation (RFC 7644 §3.5.2):
// name.familyName, emails[type eq "work"].value, or, with Name "", a whole
// extension by its URN.
type Path struct {
	URN    string // schema URI, "" when the name stands alone
	Name   string // "" for the whole extension
	Filter Expr   // nil without a value filter; its names are sub-attributes
	Sub    string // sub-attribute, "" for none
}

// ParsePath reads the path of a PATCH operation. Its value filter follows the
// strict grammar, except that a quoted operand needs no blank before it, since
// an example of RFC 7644 §3.5.2.2 has none. Errors are of type *SyntaxError.
//
// Nothing in a URN tells whether its last piece is an attribute, so the last
// piece is read as one wherever it can be a name: …:2.0:User is attribute User
// of schema …:2.0 until Resolve sees that it is an extension. A URN that does
// not end with a name is a whole extension at once.
func ParsePath(text string) (Path, error) {
	p := parser{text: text, tight: true}
	if len(text) > maxLength {
		return Path{}, syntax(maxLength, "a path may have at most %d bytes", maxLength)
	}
	name := p.word()
	attr, ok := splitAttr(name)
	if !ok {
		if name == text && isURI(text) {
			return Path{URN: text}, nil
		}
		return Path{}, p.badName(name)
	}
	p.pos = len(name)
	path := Path{URN: attr.URN, Name: attr.Name, Sub: attr.Sub}
	if p.at('[') {
		if err := p.pathFilter(&path); err != nil {
			return Path{}, err
		}
	}
	if !p.done() {
		return Path{}, syntax(p.pos, "the end of the path is expected, found %s", p.found())
	}
	return path, nil
}

// pathFilter reads a value filter and the sub-attribute behind it.
func (p *parser) pathFilter(path *Path) error {
	if path.Sub != "" {
		return syntax(p.pos, "a value filter selects values of an attribute, not of a sub-attribute")
	}
	inner, err := p.valueFilter()
	if err != nil {
		return err
	}
	path.Filter = inner
	if p.at('.') {
		path.Sub, err = p.sub()
	}
	return err
}

// Attr is the path without its value filter.
func (p Path) Attr() AttrPath { return AttrPath{p.URN, p.Name, p.Sub} }

// String is the path as PATCH writes it; ParsePath reads it back.
func (p Path) String() string {
	if p.Filter == nil {
		return p.Attr().String()
	}
	text := AttrPath{URN: p.URN, Name: p.Name}.String() + "[" + p.Filter.String() + "]"
	if p.Sub != "" {
		text += "." + p.Sub
	}
	return text
}

// Resolve gives the path its meaning under the schemas of a resource type: a
// path that spells the URN of a schema becomes the schema as a whole, with the
// URN as the schema spells it and Name "". Any other path stays as it is.
func (p Path) Resolve(set *schema.Set) Path {
	if p.Filter != nil {
		return p
	}
	text := p.Attr().String()
	if extension := set.Extension(text); extension != nil {
		return Path{URN: extension.ID}
	}
	if strings.EqualFold(text, set.Core().ID) {
		return Path{URN: set.Core().ID}
	}
	return p
}
