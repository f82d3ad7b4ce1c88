package schema

import (
	"encoding/json"
	"fmt"
	"strings"
)

// UnmarshalJSON reads a definition as another service provider publishes it.
// What it leaves out has the defaults of RFC 7643 §2.2, and keywords get the
// RFC's spelling, since schema attributes are case insensitive (§7).
func (a *Attribute) UnmarshalJSON(raw []byte) error {
	type plain Attribute // without this method
	var read plain
	if err := json.Unmarshal(raw, &read); err != nil {
		return fmt.Errorf("attribute %q: %w", read.Name, err)
	}
	*a = Attribute(read)
	a.Type = keyword(a.Type, "string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex")
	a.Mutability = keyword(a.Mutability, "readWrite", "readOnly", "immutable", "writeOnly")
	a.Returned = keyword(a.Returned, "default", "always", "never", "request")
	a.Uniqueness = keyword(a.Uniqueness, "none", "server", "global")
	return nil
}

// keyword is the text as one of the known words spells it; the first is the
// default, and an unknown word stays.
func keyword(text string, known ...string) string {
	if text == "" {
		return known[0]
	}
	for _, word := range known {
		if strings.EqualFold(text, word) {
			return word
		}
	}
	return text
}
