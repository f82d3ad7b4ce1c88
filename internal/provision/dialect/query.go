package dialect

import (
	"net/url"
	"strings"
)

// MatchQuery is the raw query of a match (E-5.5, E-5.7, E-5.34): blanks as "+",
// quotes and "@" percent-encoded, excludedAttributes before filter.
func MatchQuery(target Target, value, excluded string) string {
	return Dialect{}.MatchQuery(target, value, excluded)
}

// MatchQuery is the raw query of a match in the encoding of the dialect.
func (d Dialect) MatchQuery(target Target, value, excluded string) string {
	query := d.filter(target.Text + " eq " + quote(value))
	if excluded == "" {
		return query
	}
	return "excludedAttributes=" + excluded + "&" + query
}

// ReferenceQuery asks whether a resource has a reference already, as older
// revisions did (E-5.9): two equalities, one requested attribute.
func (d Dialect) ReferenceQuery(id string, target Target, reference string) string {
	return d.filter("id eq "+quote(id)+" and "+target.bare()+" eq "+quote(reference)) + "&attributes=id"
}

// filter encodes a filter (E-5.5).
func (d Dialect) filter(text string) string {
	encoded := url.QueryEscape(text)
	switch d.options.Query {
	case Literal:
		encoded = strings.ReplaceAll(encoded, "%22", `"`)
	case Percent:
		encoded = strings.ReplaceAll(encoded, "+", "%20")
	}
	return "filter=" + encoded
}

// quote writes a filter operand: a JSON string (RFC 7644 §3.4.2.2) without the
// HTML escapes that encoding/json would add.
func quote(value string) string { return string(encode(value)) }
