package check

import (
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/shape"
)

// violation words what a resource's JSON Schema found.
func (x *examination) violation(v shape.Violation, plain map[string]any) breach {
	kind := strings.ToLower(x.Type)
	if v.Keyword == "required" {
		path := dotted(append(v.Path[:len(v.Path):len(v.Path)], v.Member))
		return breach{
			rules: x.missing(v), attribute: path, expected: "a value", seen: none,
			message: fmt.Sprintf("a %s is shown without %s", kind, path),
		}
	}
	path := dotted(v.Path)
	return breach{
		rules: x.malformed(v), attribute: path, expected: expectation(v), seen: seenAt(plain, v),
		message: fmt.Sprintf("%s of a %s is not shown as its definition says", path, kind),
	}
}

// missing are the rules that demand a member.
func (x *examination) missing(v shape.Violation) []requirement.ID {
	switch v.Member {
	case "id":
		return rules("E-6.1", "RFC7643-3.1-R05")
	case "schemas":
		return rules("RFC7643-3-R03")
	case "userName":
		return rules("E-6.1", "RFC7643-4.1.1-R01")
	case "displayName":
		return rules("RFC7643-4.2-R02")
	case "meta":
		if x.Type == "User" {
			return rules("E-6.1", "RFC7643-3.1-R02")
		}
	case "resourceType":
		return rules("RFC7644-3.3.1-R01")
	}
	return rules("RFC7643-3.1-R02") // meta and its sub-attributes
}

// malformed are the rules that a value breaks.
func (x *examination) malformed(v shape.Violation) []requirement.ID {
	switch dotted(v.Path) {
	case "id":
		if v.Keyword == "not" {
			return rules("RFC7643-3.1-R09")
		}
		return rules("E-6.1", "RFC7643-3.1-R05") // an id that is empty or no text is none
	case "schemas":
		return schemasRule(v.Keyword)
	case "userName":
		if v.Keyword == "minLength" {
			return rules("RFC7643-4.1.1-R01")
		}
	case "password":
		return rules("RFC7643-4.1.1-R26")
	case "meta.resourceType":
		return rules("RFC7644-3.3.1-R01")
	case "meta.created", "meta.lastModified":
		return rules("RFC7643-2.3.5-R01")
	case "meta.location":
		return rules("RFC7643-2.3.7-R02")
	case scim.URNEnterpriseUser + ":manager":
		return rules("E-5.28", "E-6.15", "RFC7643-4.3-R01")
	}
	return typeRule(x.definition(v.Path), v)
}

func schemasRule(keyword string) []requirement.ID {
	switch keyword {
	case "contains":
		return rules("RFC7643-3.3-R03")
	case "uniqueItems":
		return rules("RFC7643-3-R05")
	}
	return rules("RFC7643-3-R01")
}

// typeRule: what should be an object cannot be understood by the client
// (E-6.15); for the other types only the RFC speaks.
func typeRule(attribute *schema.Attribute, v shape.Violation) []requirement.ID {
	switch {
	case attribute == nil:
		return rules("RFC7643-2.3-R02")
	case attribute.MultiValued && !isIndex(v.Path[len(v.Path)-1]):
		return rules("RFC7643-2.4-R01", "RFC7643-2.3-R02")
	case attribute.Type == "complex":
		return rules("E-6.15", "RFC7643-2.3.8-R01")
	case attribute.Type == "boolean":
		return rules("RFC7643-2.3.2-R01", "RFC7643-2.3-R02")
	}
	return rules("RFC7643-2.3-R02")
}

// definition finds the attribute or sub-attribute at a path of a resource.
func (x *examination) definition(path []string) *schema.Attribute {
	var attribute *schema.Attribute
	urn := ""
	for _, part := range path {
		switch {
		case x.set.Extension(part) != nil:
			urn = part
		case isIndex(part):
		case attribute == nil:
			attribute = x.set.Attribute(urn, part)
		default:
			attribute = attribute.Sub(part)
		}
	}
	return attribute
}

// expectation says what should be there.
func expectation(v shape.Violation) string {
	switch v.Keyword {
	case "type", "const":
		wanted, _, _ := strings.Cut(v.Message, ", not ")
		wanted = strings.TrimPrefix(strings.TrimPrefix(wanted, "should be "), "must be ")
		return wanted
	case "minLength":
		return "a text that is not empty"
	case "contains":
		return "the URI of the core schema among them"
	case "uniqueItems":
		return "each URI once"
	case "pattern":
		_, example, _ := strings.Cut(v.Message, "(for example ")
		return "a text such as " + strings.TrimSuffix(example, ")")
	case "not":
		return none
	}
	return v.Message
}

// seenAt is the value that is wrong. What must never be returned is not repeated
// in a report.
func seenAt(plain map[string]any, v shape.Violation) string {
	if len(v.Path) == 1 && v.Path[0] == "password" {
		return "a value"
	}
	var value any = plain
	for _, part := range v.Path {
		value = below(value, part)
	}
	if value == "" {
		return `""`
	}
	return short(text(value))
}

func below(value any, part string) any {
	if list, ok := value.([]any); ok {
		if i, ok := index(part); ok && i < len(list) {
			return list[i]
		}
		return nil
	}
	object, _ := value.(map[string]any)
	return object[part]
}

// shortest is how much of a wrong value a finding shows.
const shortest = 200

func short(value string) string {
	if len(value) <= shortest {
		return value
	}
	return strings.ToValidUTF8(value[:shortest], "") + "…"
}
