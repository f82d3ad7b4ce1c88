package refserver

import "strings"

// selector is an attribute name in standard notation (RFC 7644 §3.10), seen by
// one resource type.
type selector struct {
	urn  string // the extension, "" for core and common attributes
	name string // "" for a whole extension
	sub  string
}

// selector reads a name for this resource type. What the type does not have
// selects nothing.
func (k *kind) selector(text string) selector {
	for _, extension := range k.extensions {
		if strings.EqualFold(text, extension.ID) {
			return selector{urn: extension.ID}
		}
		if rest, ok := cutPrefixFold(text, extension.ID+":"); ok {
			name, sub, _ := strings.Cut(rest, ".")
			return selector{extension.ID, name, sub}
		}
	}
	if rest, ok := cutPrefixFold(text, k.core.ID+":"); ok {
		text = rest
	}
	name, sub, _ := strings.Cut(text, ".")
	return selector{"", name, sub}
}

func cutPrefixFold(text, prefix string) (rest string, ok bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}

// picks says whether a list of selectors names an attribute or sub-attribute,
// or the whole extension it belongs to.
func picks(list []selector, wanted selector) bool {
	for _, sel := range list {
		if !strings.EqualFold(sel.urn, wanted.urn) {
			continue
		}
		if sel.name == "" && sel.urn != "" && wanted.sub == "" {
			return true
		}
		if strings.EqualFold(sel.name, wanted.name) && strings.EqualFold(sel.sub, wanted.sub) {
			return true
		}
	}
	return false
}

// picksWithin says whether a list names a sub-attribute of an attribute.
func picksWithin(list []selector, urn, name string) bool {
	for _, sel := range list {
		if sel.sub != "" && strings.EqualFold(sel.urn, urn) && strings.EqualFold(sel.name, name) {
			return true
		}
	}
	return false
}
