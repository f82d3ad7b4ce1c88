package defect

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// tokens are the pieces of a filter: words, strings with their quotation marks,
// and brackets. A defect reads a filter no closer than its fault needs; what is
// malformed stays so, and the correct server refuses it.
type tokens []string

func tokensOf(text string) tokens {
	var list tokens
	for len(text) > 0 {
		size := 1
		switch c := text[0]; {
		case c == ' ':
			text = text[1:]
			continue
		case c == '"':
			size = quoted(text)
		case !strings.ContainsRune("()[]", rune(c)):
			size = wordLength(text)
		}
		list, text = append(list, text[:size]), text[size:]
	}
	return list
}

// quoted is the length of the string that a text begins with.
func quoted(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

func wordLength(text string) int {
	if end := strings.IndexAny(text, ` "()[]`); end > 0 {
		return end
	}
	return len(text)
}

// String is the filter, with one blank where blanks may be.
func (t tokens) String() string {
	var b strings.Builder
	for i, one := range t {
		if i > 0 && !glued(t[i-1], one) {
			b.WriteByte(' ')
		}
		b.WriteString(one)
	}
	return b.String()
}

func glued(before, after string) bool {
	return before == "(" || before == "[" || after == ")" || after == "]" || after == "[" || before == "]" && after[0] == '.'
}

// comparison is an attribute expression of a filter (RFC 7644 figure 1).
type comparison struct {
	attribute string // as written
	operator  string // in lower case
	operand   string // as written, "" for pr
	within    string // the attribute of the value path around it, "" for none
}

// comparisonAt reads the expression that tokens begin with; size is how many it
// has, 0 for none.
func comparisonAt(t tokens, within string) (c comparison, size int) {
	if len(t) < 2 || !isWord(t[0]) {
		return comparison{}, 0
	}
	operator := strings.ToLower(t[1])
	switch {
	case operator == "pr":
		return comparison{t[0], operator, "", within}, 2
	case len(t) > 2 && slices.Contains([]string{"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"}, operator) && !isBracket(t[2]):
		return comparison{t[0], operator, t[2], within}, 3
	}
	return comparison{}, 0
}

func isBracket(token string) bool { return strings.Contains("()[]", token) }

func isWord(token string) bool {
	return !isBracket(token) && token[0] != '"' && !slices.Contains([]string{"and", "or", "not"}, strings.ToLower(token))
}

func (c comparison) String() string {
	return strings.TrimSuffix(c.attribute+" "+c.operator+" "+c.operand, " ")
}

// with is the comparison by another operator.
func (c comparison) with(operator string) string {
	c.operator = operator
	return c.String()
}

// on says whether the comparison is on an attribute, named with or without the
// URN of the core schema, outside of a value path.
func (c comparison) on(attribute string) bool {
	return c.within == "" && strings.EqualFold(c.name(), attribute)
}

// name is the attribute without the URN of a core schema.
func (c comparison) name() string {
	for _, urn := range []string{scim.URNUser, scim.URNGroup} {
		if n := len(urn) + 1; len(c.attribute) > n && strings.EqualFold(c.attribute[:n], urn+":") {
			return c.attribute[n:]
		}
	}
	return c.attribute
}

// text is the operand when it is a string.
func (c comparison) text() (string, bool) {
	var text string
	err := json.Unmarshal([]byte(c.operand), &text)
	return text, err == nil && c.operand[0] == '"'
}

// isBoolean says whether the comparison is on a boolean of the core schemas.
func (c comparison) isBoolean() bool {
	name := strings.ToLower(c.name())
	return name == "active" || name == "primary" || strings.HasSuffix(name, ".primary")
}

// holds compares texts as they are: with regard to case.
func (c comparison) holds(value, operand string) bool {
	switch c.operator {
	case "eq":
		return value == operand
	case "co":
		return strings.Contains(value, operand)
	case "sw":
		return strings.HasPrefix(value, operand)
	case "ew":
		return strings.HasSuffix(value, operand)
	}
	return false
}

// searches says whether the operator is one that holds knows.
func (c comparison) searches() bool {
	return slices.Contains([]string{"eq", "co", "sw", "ew"}, c.operator)
}

// comparison finds the first comparison that is one looked for.
func (t tokens) comparison(is func(c comparison) bool) (found comparison, ok bool) {
	compared(t.String(), func(c comparison) (string, bool) {
		if !ok && is(c) {
			found, ok = c, true
		}
		return "", false
	})
	return found, ok
}

// compared puts something else in place of the comparisons of a filter that
// edit wants to replace.
func compared(text string, edit func(c comparison) (string, bool)) string {
	read, within := tokensOf(text), ""
	written, changed := tokens{}, false
	for len(read) > 0 {
		switch {
		case read[0] == "[" && len(written) > 0:
			within = written[len(written)-1]
		case read[0] == "]":
			within = ""
		}
		c, size := comparisonAt(read, within)
		instead, replaced := "", false
		if size > 0 {
			instead, replaced = edit(c)
		}
		if replaced {
			written, changed = append(written, instead), true
		} else {
			size = max(1, size)
			written = append(written, read[:size]...)
		}
		read = read[size:]
	}
	if !changed {
		return text
	}
	return written.String()
}

// onFilters makes hooks that see the filter of each list and may write another.
func onFilters(edit func(q asked, text string) string) func() Hooks {
	return onLists(func(q asked) *Answer {
		if text, ok := q.get("filter"); ok {
			if instead := edit(q, text); instead != text {
				q.set("filter", instead)
			}
		}
		return nil
	})
}

// onComparisons makes hooks that may replace comparisons of filters.
func onComparisons(edit func(q asked, c comparison) (string, bool)) func() Hooks {
	return onFilters(func(q asked, text string) string {
		return compared(text, func(c comparison) (string, bool) { return edit(q, c) })
	})
}

// onTokens makes hooks that may write a filter anew.
func onTokens(edit func(t tokens) tokens) func() Hooks {
	return onFilters(func(_ asked, text string) string {
		read := tokensOf(text)
		if written := edit(slices.Clone(read)); !slices.Equal(read, written) {
			return written.String()
		}
		return text
	})
}

// refusing makes hooks that answer a filter in the server's place when bad says
// so.
func refusing(bad func(q asked, t tokens) *Answer) func() Hooks {
	return onLists(func(q asked) *Answer {
		if text, ok := q.get("filter"); ok {
			return bad(q, tokensOf(text))
		}
		return nil
	})
}

func invalidFilter(detail string) *Answer { return Refuse(400, "invalidFilter", detail) }

// except is a comparison that misses the resources for which lost says so.
func (q asked) except(c comparison, lost func(resource scim.Resource) bool) (string, bool) {
	var ids []string
	for _, resource := range q.everything(url.Values{"filter": {c.String()}}) {
		if lost(resource) {
			ids = append(ids, resource.ID())
		}
	}
	if len(ids) == 0 {
		return "", false
	}
	return "(" + c.String() + " and not " + among(ids) + ")", true
}

// among is a filter that finds these resources and no other.
func among(ids []string) string {
	if len(ids) == 0 {
		return "(id pr and not (id pr))"
	}
	terms := make([]string, len(ids))
	for i, id := range ids {
		terms[i] = "id eq " + string(encode(id))
	}
	return "(" + strings.Join(terms, " or ") + ")"
}

// spelling is the names of attributes as the schemas spell them.
type spelling map[string]string // by name in lower case

func newSpelling() spelling {
	return spelling{"id": "id", "externalid": "externalId", "schemas": "schemas", "meta": "meta"}
}

// learn takes up the attributes of a schema that is enforced.
func (s spelling) learn(from *schema.Schema) {
	for _, attribute := range from.Attributes {
		s[strings.ToLower(attribute.Name)] = attribute.Name
	}
}

// attributeOf is the attribute in a name with or without URN and sub-attribute.
func attributeOf(name string) string {
	name, _, _ = strings.Cut(name[strings.LastIndex(name, ":")+1:], ".")
	return name
}

// knows says whether an attribute exists, whatever its case.
func (s spelling) knows(name string) bool { return s[strings.ToLower(attributeOf(name))] != "" }

// wrong says whether an attribute exists in another case.
func (s spelling) wrong(name string) bool {
	return s.knows(name) && s[strings.ToLower(attributeOf(name))] != attributeOf(name)
}
