package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// passwordIn is the password that a request sends, whatever its type; nil when
// it sends none.
func passwordIn(c *Call) any {
	if c.Method == http.MethodGet || c.Kind() != "Users" {
		return nil
	}
	if value, _ := c.Body().Get("password"); value != nil {
		return value
	}
	for _, operation := range c.Operations() {
		value, _ := operation.Get("value")
		if strings.EqualFold(operation.String("path"), "password") {
			return value
		}
		if within, _ := scim.AsObject(value).Get("password"); within != nil {
			return within
		}
	}
	return nil
}

// adding makes an edit that appends to the detail of an error.
func adding(text string) func(fault scim.Resource) {
	return func(fault scim.Resource) { fault["detail"] = fault.String("detail") + ": " + text }
}

// crashing answers in the server's place as an unhandled exception does.
func crashing(detail string) *Answer { return Refuse(http.StatusInternalServerError, "", detail) }

// searchesOrWrites says whether a text stands in the filter of the request or in
// the body of a write.
func searchesOrWrites(c *Call, text string) bool {
	q := asked{c}
	if q.lists() {
		filter, _ := q.get("filter")
		return strings.Contains(filter, text)
	}
	return q.concerns() && strings.Contains(string(c.Raw), text)
}

// textual is a comparison of an attribute with a text.
func textual(attribute, operator, operand string) string {
	return attribute + " " + operator + " " + string(encode(operand))
}

// wildcards compares an attribute with a text in which a sign stands for
// anything, as databases and directories do: what is before the first sign is
// the beginning, what is after the last the end.
func wildcards(attribute, text, sign string) string {
	parts := strings.Split(text, sign)
	last := len(parts) - 1
	terms := []string{attribute + " pr"}
	for i, part := range parts {
		operator := "co"
		switch {
		case part == "":
			continue
		case i == 0:
			operator = "sw"
		case i == last:
			operator = "ew"
		}
		terms = append(terms, textual(attribute, operator, part))
	}
	return "(" + strings.Join(terms, " and ") + ")"
}
