package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// relation is how two values of one attribute stand to each other.
type relation int

const (
	different  relation = iota
	normalised          // the same value in another form
	equal
)

// relate compares two assigned simple values. A value of the wrong JSON type is
// read for what it means: the type is another judgment.
func relate(parent, attribute *schema.Attribute, want, got any) relation {
	a, b := text(want), text(got)
	switch attribute.Type {
	case "boolean":
		return when(strings.EqualFold(a, b))
	case "integer", "decimal":
		return when(sameNumber(a, b))
	case "dateTime":
		return relateInstants(a, b)
	case "binary":
		return when(plainBase64(a) == plainBase64(b))
	}
	return relateTexts(parent, attribute, a, b)
}

func when(same bool) relation {
	if same {
		return equal
	}
	return different
}

// relateTexts: letter case counts only where the attribute is caseExact, or a
// reference (RFC 7643 §2.3.7). What differs in case there, in blanks or in the
// way of writing is normalised; of an identifier it is another one.
func relateTexts(parent, attribute *schema.Attribute, a, b string) relation {
	exact := attribute.CaseExact || attribute.Type == "reference"
	switch {
	case a == b || !exact && strings.EqualFold(a, b):
		return equal
	case identifies(parent, attribute):
		return different
	}
	return normal(parent, attribute, a).relate(normal(parent, attribute, b))
}

// identifies: the value of an attribute that refers to resources is an id.
func identifies(parent, attribute *schema.Attribute) bool {
	return attribute.Name == "value" && parent.Sub("$ref") != nil
}

// form is a text without what servers like to change in it.
type form string

func (f form) relate(other form) relation {
	if f != "" && f == other {
		return normalised
	}
	return different
}

// normal is what is left of a text when case, blanks and the way of writing are
// taken away.
func normal(parent, attribute *schema.Attribute, value string) form {
	value = schema.Fold(strings.Join(strings.Fields(value), " "))
	switch {
	case parent != nil && parent.Name == "phoneNumbers" && attribute.Name == "value":
		return phone(value)
	case attribute.Type == "reference":
		return form(strings.TrimSuffix(value, "/"))
	case attribute.Name == "locale" || attribute.Name == "preferredLanguage":
		return form(strings.ReplaceAll(value, "_", "-")) // RFC 7643 §4.1.1: both are seen
	}
	return form(value)
}

// phone is the digits of a number; its extension follows in the same order
// however it is written (RFC 3966, ";ext=12").
func phone(value string) form {
	var digits strings.Builder
	for _, r := range value {
		if '0' <= r && r <= '9' {
			digits.WriteRune(r)
		}
	}
	return form(strings.TrimPrefix(digits.String(), "00")) // 00351 is +351
}

// relateInstants: dateTimes are points in time, however they are written
// (RFC 7643 §2.3.5); a fraction that was cut off is another form.
func relateInstants(a, b string) relation {
	left, ok := instant(a)
	right, also := instant(b)
	switch {
	case !ok || !also:
		return when(a == b)
	case left.Equal(right):
		return equal
	case left.Truncate(time.Second).Equal(right.Truncate(time.Second)):
		return normalised
	}
	return different
}

// instant reads an xsd:dateTime; one without time zone is taken as UTC.
func instant(value string) (time.Time, bool) {
	for _, layout := range [...]string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, value); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// maxNumber bounds the texts that are read as numbers: 1e999999999 is a small
// text and a very large number.
const maxNumber = 40

func sameNumber(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > maxNumber || len(b) > maxNumber || strings.ContainsAny(a+b, "eE/") {
		return false
	}
	left, ok := new(big.Rat).SetString(a)
	right, also := new(big.Rat).SetString(b)
	return ok && also && left.Cmp(right) == 0
}

// plainBase64 leaves out what does not matter: line ends, padding (RFC 7643
// §2.3.6) and the alphabet.
func plainBase64(value string) string {
	value = strings.TrimRight(strings.Join(strings.Fields(value), ""), "=")
	return strings.NewReplacer("-", "+", "_", "/").Replace(value)
}

// text is a decoded JSON value as a text: a string as it is, anything else as
// JSON.
func text(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return v.String()
	case nil:
		return ""
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(value) != nil {
		return fmt.Sprint(value)
	}
	return strings.TrimSuffix(out.String(), "\n")
}
