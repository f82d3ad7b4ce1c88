package filter

import "strings"

// parser reads a filter from left to right. Its rules leave the position behind
// what they have read and the blanks after it.
type parser struct {
	text   string
	pos    int
	mode   Mode
	tight  bool // a quoted operand may follow its operator without a blank
	inside bool // within a value path
	depth  int
}

func (p *parser) done() bool { return p.pos == len(p.text) }

// at says whether the next byte is c.
func (p *parser) at(c byte) bool { return p.pos < len(p.text) && p.text[p.pos] == c }

func (p *parser) blanks() (some bool) {
	for p.at(' ') {
		p.pos++
		some = true
	}
	return some
}

// word is what comes before the next blank, bracket, quotation mark or the end.
func (p *parser) word() string {
	rest := p.text[p.pos:]
	if end := strings.IndexAny(rest, ` ()[]"`); end >= 0 {
		return rest[:end]
	}
	return rest
}

// found quotes the next piece of the text for an error.
func (p *parser) found() string {
	if p.done() {
		return "the end"
	}
	piece := p.word()
	if piece == "" {
		piece = p.text[p.pos : p.pos+1]
	}
	return quote(clip(piece))
}

// clip keeps errors short.
func clip(text string) string {
	const most = 40
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}

// or reads expressions joined by "or".
func (p *parser) or() (Expr, error) {
	left, err := p.and()
	for err == nil && p.joined("or") {
		var right Expr
		right, err = p.and()
		left = Or{left, right}
	}
	return left, err
}

// and reads expressions joined by "and".
func (p *parser) and() (Expr, error) {
	left, err := p.term()
	for err == nil && p.joined("and") {
		var right Expr
		right, err = p.term()
		left = And{left, right}
	}
	return left, err
}

// joined reads a logical operator, which has a blank before and behind it.
func (p *parser) joined(operator string) bool {
	if !p.afterBlank() || !strings.EqualFold(p.word(), operator) {
		return false
	}
	end := p.pos + len(operator)
	if end == len(p.text) || p.text[end] != ' ' {
		return false
	}
	p.pos = end
	p.blanks()
	return true
}

func (p *parser) afterBlank() bool { return p.pos > 0 && p.text[p.pos-1] == ' ' }

// term reads a group, a negated group or an expression about one attribute.
func (p *parser) term() (Expr, error) {
	if p.at('(') {
		return p.group()
	}
	if p.negates() {
		p.pos += len("not")
		p.blanks()
		inner, err := p.group()
		return Not{inner}, err
	}
	return p.attribute()
}

// negates says whether "not" and a group come next; a name may be "not", too.
func (p *parser) negates() bool {
	if !strings.EqualFold(p.word(), "not") {
		return false
	}
	rest := strings.TrimLeft(p.text[p.pos+len("not"):], " ")
	return strings.HasPrefix(rest, "(")
}

// group reads an expression in round brackets.
func (p *parser) group() (Expr, error) {
	e, err := p.bracketed(')')
	p.blanks()
	return e, err
}

// bracketed reads what the bracket at the position and its counterpart enclose.
func (p *parser) bracketed(closing byte) (Expr, error) {
	open := p.pos
	if p.depth++; p.depth > maxDepth {
		return nil, syntax(open, "brackets may be %d deep at most", maxDepth)
	}
	p.pos++
	p.blanks()
	e, err := p.or()
	switch {
	case err != nil:
		return nil, err
	case p.done():
		return nil, syntax(open, "this bracket is not closed")
	case !p.at(closing):
		return nil, syntax(p.pos, `"and", "or" or "%c" is expected, found %s`, closing, p.found())
	}
	p.depth--
	p.pos++
	return e, nil
}

// attribute reads an expression about one attribute: a comparison, a presence
// or a value path.
func (p *parser) attribute() (Expr, error) {
	name := p.word()
	path, ok := splitAttr(name)
	if !ok {
		return nil, p.badName(name)
	}
	p.pos += len(name)
	if p.at('[') {
		return p.valuePath(path)
	}
	return p.comparison(path)
}

func (p *parser) badName(name string) error {
	if name == "" {
		return syntax(p.pos, "an attribute name is expected, found %s", p.found())
	}
	return syntax(p.pos, "%s is not an attribute name", p.found())
}

// valuePath reads the filter behind an attribute, and in tolerant mode the
// comparison of a sub-attribute behind that.
func (p *parser) valuePath(path AttrPath) (Expr, error) {
	inner, err := p.valueFilter()
	if err != nil {
		return nil, err
	}
	if !p.at('.') {
		p.blanks()
		return ValuePath{path, inner}, nil
	}
	if p.mode == Strict {
		return nil, syntax(p.pos, "a filter has no sub-attribute behind a value path: put the comparison into the brackets")
	}
	sub, err := p.sub()
	if err != nil {
		return nil, err
	}
	about, err := p.comparison(AttrPath{Name: sub})
	return ValuePath{path, And{inner, about}}, err
}

// valueFilter reads the filter in square brackets.
func (p *parser) valueFilter() (Expr, error) {
	if p.inside {
		return nil, syntax(p.pos, "a value path cannot be within another (EID 4690)")
	}
	p.inside = true
	e, err := p.bracketed(']')
	p.inside = false
	return e, err
}

// sub reads the sub-attribute behind a value path.
func (p *parser) sub() (string, error) {
	p.pos++ // the dot
	name := p.word()
	if !isName(name) {
		return "", syntax(p.pos, "a sub-attribute is expected behind the dot, found %s", p.found())
	}
	p.pos += len(name)
	return name, nil
}

// comparison reads an operator and, unless it is "pr", an operand.
func (p *parser) comparison(path AttrPath) (Expr, error) {
	if !p.blanks() || p.done() {
		return nil, syntax(p.pos, "a blank and an operator are expected behind the attribute, found %s", p.found())
	}
	word := p.word()
	if strings.EqualFold(word, "pr") {
		p.pos += len(word)
		p.blanks()
		return Present{path}, nil
	}
	op := operator(word)
	if op == "" {
		return nil, p.badOperator(word)
	}
	p.pos += len(word)
	if !p.blanks() && !(p.tight && p.at('"')) {
		return nil, syntax(p.pos, "a blank and an operand are expected behind %s, found %s", op, p.found())
	}
	value, err := p.operand()
	p.blanks()
	return Compare{path, op, value}, err
}

// operator is a comparison operator in lower case, "" for anything else.
func operator(word string) Op {
	if len(word) != 2 {
		return ""
	}
	for _, op := range [...]Op{Eq, Ne, Co, Sw, Ew, Gt, Ge, Lt, Le} {
		if strings.EqualFold(word, string(op)) {
			return op
		}
	}
	return ""
}

func (p *parser) badOperator(word string) error {
	if word == "" {
		return syntax(p.pos, "an operator is expected, found %s", p.found())
	}
	return syntax(p.pos, "the operator %s is not supported: use eq, ne, co, sw, ew, gt, ge, lt, le or pr", p.found())
}
