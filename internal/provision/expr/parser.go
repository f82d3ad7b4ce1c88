package expr

import (
	"strconv"
	"strings"
)

// parser reads an expression from left to right (E-4.5). Its rules leave the
// position behind what they have read and the blanks after it.
type parser struct {
	text      string
	pos       int
	depth     int
	functions map[string]Function
}

func (p *parser) done() bool { return p.pos == len(p.text) }

// at says whether the next byte is c.
func (p *parser) at(c byte) bool { return p.pos < len(p.text) && p.text[p.pos] == c }

func (p *parser) blanks() {
	for p.pos < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.pos]) >= 0 {
		p.pos++
	}
}

// found quotes the next piece of the text for an error.
func (p *parser) found() string {
	if p.done() {
		return "the end"
	}
	piece := p.text[p.pos:]
	if end := strings.IndexAny(piece[1:], " \t\r\n(),[]\""); end >= 0 {
		piece = piece[:end+1]
	}
	return strconv.Quote(clip(piece))
}

// whole reads the expression and nothing behind it.
func (p *parser) whole() (node, error) {
	p.blanks()
	if p.done() {
		return nil, refuse(p.pos, `an expression is expected, such as Join(" ", [givenName], [surname])`)
	}
	root, err := p.expression()
	if err != nil {
		return nil, err
	}
	if operator := p.operator(); operator != "" {
		return nil, misplaced(p.pos, operator)
	}
	if !p.done() {
		return nil, refuse(p.pos, "the expression ends here, found %s: an expression is one function call (E-4.1)", p.found())
	}
	return root, checkRoot(root)
}

// checkRoot refuses what can only be an argument.
func checkRoot(root node) error {
	switch n := root.(type) {
	case keyword:
		return refuse(n.pos, `%s is only an argument of InStr (E-4.28)`, n.name)
	case attribute:
		if n.name == roleNames {
			return refuse(n.pos, "[%s] must go through SingleAppRoleAssignment, AppRoleAssignmentsComplex or AssertiveAppRoleAssignmentsComplex (E-3.28)", roleNames)
		}
	}
	return nil
}

// expression reads a call, an attribute or a constant.
func (p *parser) expression() (node, error) {
	switch {
	case p.done():
		return nil, refuse(p.pos, "an attribute, a constant or a function is expected, found the end")
	case p.at('['):
		return p.attribute()
	case p.at('"'):
		return p.quoted()
	case p.at('&'):
		return p.hexadecimal()
	case p.at('-') || isDigit(p.text[p.pos]):
		return p.number()
	case isLetter(p.text[p.pos]):
		return p.name()
	}
	return nil, refuse(p.pos, "an attribute such as [mail], a constant such as \"x\" or a function is expected, found %s", p.found())
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }

// attribute reads [name].
func (p *parser) attribute() (node, error) {
	start := p.pos
	length := strings.IndexAny(p.text[start+1:], "[]\r\n")
	if length < 0 || p.text[start+1+length] != ']' {
		return nil, refuse(start, "this bracket is not closed: an attribute is written [name]")
	}
	name := p.text[start+1 : start+1+length]
	if strings.TrimSpace(name) == "" || strings.TrimSpace(name) != name {
		return nil, refuse(start, "an attribute name without blanks around it is expected in the brackets")
	}
	p.pos = start + length + 2
	p.blanks()
	return attribute{start, name}, nil
}

// quoted reads a text constant; E-4.2: "\" escapes itself and the quotation mark.
func (p *parser) quoted() (node, error) {
	start := p.pos
	var text strings.Builder
	for p.pos++; !p.done(); p.pos++ {
		switch c := p.text[p.pos]; c {
		case '"':
			p.pos++
			p.blanks()
			return textConstant(start, text.String()), nil
		case '\\':
			if p.pos++; !p.at('\\') && !p.at('"') {
				return nil, refuse(p.pos-1, `only \\ and \" are escapes: a backslash is written twice, also in patterns such as "\\d+" (E-4.2)`)
			}
			text.WriteByte(p.text[p.pos])
		default:
			text.WriteByte(c)
		}
	}
	return nil, refuse(start, "this text constant is not closed")
}

func textConstant(pos int, text string) *constant {
	escaped := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text)
	return &constant{pos: pos, spelling: `"` + escaped + `"`, value: Text(text)}
}

// number reads 12, -12 or 1.5.
func (p *parser) number() (node, error) {
	start := p.pos
	if p.at('-') {
		p.pos++
	}
	for p.pos < len(p.text) && (isDigit(p.text[p.pos]) || p.at('.') || isLetter(p.text[p.pos])) {
		p.pos++
	}
	spelling := p.text[start:p.pos]
	p.blanks()
	if _, ok := decimal(spelling); !ok || strings.HasPrefix(strings.TrimPrefix(spelling, "-"), ".") || strings.HasSuffix(spelling, ".") {
		return nil, refuse(start, "%q is not a number such as 12, -12 or &HF", clip(spelling))
	}
	return &constant{pos: start, spelling: spelling, value: Value{kind: KindText, text: spelling, number: true}}, nil
}

// hexadecimal reads &HF (E-4.4).
func (p *parser) hexadecimal() (node, error) {
	start := p.pos
	digits := p.pos + 2
	for p.pos++; p.pos < len(p.text) && (isDigit(p.text[p.pos]) || isLetter(p.text[p.pos])); p.pos++ {
	}
	spelling := p.text[start:p.pos]
	p.blanks()
	if len(spelling) < 3 || spelling[1]|0x20 != 'h' {
		return nil, refuse(start, `"&" begins a hexadecimal number such as &HF (E-4.4); texts are joined with Append or Join`)
	}
	n, err := strconv.ParseInt(p.text[digits:start+len(spelling)], 16, 64)
	if err != nil {
		return nil, refuse(start, "%q is not a hexadecimal number of at most 63 bits (E-4.4)", clip(spelling))
	}
	return &constant{pos: start, spelling: spelling, value: number(n)}, nil
}

// name reads a call or a keyword.
func (p *parser) name() (node, error) {
	start := p.pos
	for p.pos < len(p.text) && (isLetter(p.text[p.pos]) || isDigit(p.text[p.pos])) {
		p.pos++
	}
	name := p.text[start:p.pos]
	p.blanks()
	if p.at('(') {
		return p.call(start, name)
	}
	if name == textCompare || name == binaryCompare {
		return keyword{start, name}, nil
	}
	return nil, p.badName(start, name)
}

// badName explains a name that is neither a call nor a keyword.
func (p *parser) badName(start int, name string) error {
	if _, ok := p.functions[name]; ok {
		return refuse(p.pos, `"(" is expected behind %s, found %s`, name, p.found())
	}
	if strings.EqualFold(name, "true") || strings.EqualFold(name, "false") {
		return refuse(start, `booleans are the texts "True" and "False" (E-4.6)`)
	}
	return refuse(start, "%q is neither a function call, nor an attribute in [ ], nor a text in quotation marks", clip(name))
}

// operator is the comparison operator at the position, "" if there is none.
func (p *parser) operator() string {
	for _, operator := range operators() {
		if strings.HasPrefix(p.text[p.pos:], operator) {
			return operator
		}
	}
	return ""
}

func misplaced(pos int, operator string) error {
	return refuse(pos, "a comparison (%s) is only allowed as the condition of IIF and in CBool (E-4.4)", operator)
}
