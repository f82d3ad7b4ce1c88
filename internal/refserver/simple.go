package refserver

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// simple checks a value against the data type of its attribute (RFC 7643 §2.3).
func simple(attribute *schema.Attribute, value any, path string, tolerant bool) (any, *scim.Error) {
	switch attribute.Type {
	case "boolean":
		return boolean(value, path, tolerant)
	case "integer", "decimal":
		return number(attribute.Type, value, path)
	}
	text, ok := value.(string)
	if !ok {
		return nil, scim.InvalidValue(path + " is of type " + attribute.Type + ": a JSON string is expected")
	}
	if attribute.Type == "dateTime" && !isDateTime(text) {
		return nil, scim.InvalidValue(path + " is not a dateTime such as 2008-01-23T04:56:22Z (RFC 7643 §2.3.5)")
	}
	if attribute.Type == "binary" && !isBase64(text) {
		return nil, scim.InvalidValue(path + " is not base64 (RFC 7643 §2.3.6)")
	}
	return text, nil
}

// boolean reads true and false; in tolerant mode also "True" and "false" as
// strings (E-5.20).
func boolean(value any, path string, tolerant bool) (any, *scim.Error) {
	if truth, ok := value.(bool); ok {
		return truth, nil
	}
	if text, ok := value.(string); ok && tolerant {
		switch {
		case strings.EqualFold(text, "true"):
			return true, nil
		case strings.EqualFold(text, "false"):
			return false, nil
		}
	}
	return nil, scim.InvalidValue(path + " is a boolean: true or false is expected")
}

func number(kind string, value any, path string) (any, *scim.Error) {
	digits, ok := value.(json.Number)
	if !ok {
		return nil, scim.InvalidValue(path + " is of type " + kind + ": a JSON number is expected")
	}
	// RFC 7643 §2.3.4: an integer has no fractional digits.
	if kind == "integer" && strings.ContainsAny(digits.String(), ".eE") {
		return nil, scim.InvalidValue(path + " is an integer: a number without fraction and exponent is expected")
	}
	return digits, nil
}

// isDateTime accepts xsd:dateTime with and without time zone (RFC 7643 §2.3.5).
func isDateTime(text string) bool {
	if _, err := time.Parse(time.RFC3339, text); err == nil {
		return true
	}
	_, err := time.Parse("2006-01-02T15:04:05", text)
	return err == nil
}

// isBase64 accepts both alphabets, with and without padding (RFC 7643 §2.3.6).
func isBase64(text string) bool {
	text = strings.TrimRight(text, "=")
	if _, err := base64.RawStdEncoding.DecodeString(text); err == nil {
		return true
	}
	_, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil
}
