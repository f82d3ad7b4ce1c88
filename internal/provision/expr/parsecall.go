package expr

import "strings"

// call reads the arguments of a function and checks them. The position is at
// the opening bracket.
func (p *parser) call(start int, name string) (node, error) {
	function, ok := p.functions[name]
	if !ok {
		return nil, p.unknown(start, name)
	}
	if p.depth++; p.depth > maxDepth {
		return nil, refuse(start, "calls may be %d deep at most", maxDepth)
	}
	c := &call{pos: start, function: function}
	if err := p.arguments(c); err != nil {
		return nil, err
	}
	p.depth--
	if err := c.check(); err != nil {
		return nil, err
	}
	return c, nil
}

func (p *parser) unknown(start int, name string) error {
	if near := suggest(name, p.functions); near != "" {
		return refuse(start, "there is no function %s (did you mean %s?); names are case-sensitive (E-4.1)", clip(name), near)
	}
	return refuse(start, "there is no function %s; names are case-sensitive (E-4.1)", clip(name))
}

// arguments reads what stands between the brackets, both included.
func (p *parser) arguments(c *call) error {
	open := p.pos
	p.pos++
	p.blanks()
	if p.at(')') {
		return p.close(c)
	}
	for {
		arg, err := p.argument(c)
		if err != nil {
			return err
		}
		c.args = append(c.args, arg)
		if c.function.Max >= 0 && len(c.args) > c.function.Max {
			return refuse(arg.at(), "%s takes %s, this is one more", c.function.Signature, c.function.arity())
		}
		switch {
		case p.at(')'):
			return p.close(c)
		case p.at(','):
			p.pos++
			p.blanks()
		case p.done():
			return refuse(open, "this bracket is not closed")
		default:
			return p.noComma(c)
		}
	}
}

// close checks that enough arguments are there.
func (p *parser) close(c *call) error {
	if len(c.args) < c.function.Min {
		return refuse(p.pos, "%s takes %s, there are %d", c.function.Signature, c.function.arity(), len(c.args))
	}
	p.pos++
	p.blanks()
	return nil
}

// argument reads one argument, perhaps empty.
func (p *parser) argument(c *call) (node, error) {
	if p.at(',') || p.at(')') {
		return omitted{p.pos}, nil
	}
	left, err := p.expression()
	if err != nil {
		return nil, err
	}
	operator := p.operator()
	switch {
	case operator == "":
		return left, nil
	case c.function.kind(len(c.args)) != aCondition:
		return nil, misplaced(p.pos, operator)
	}
	return p.comparison(left, operator)
}

// comparison reads the operator and the right side.
func (p *parser) comparison(left node, operator string) (node, error) {
	p.pos += len(operator)
	if operator == "=" && p.at('=') {
		return nil, refuse(p.pos-1, `equality is written "=" (E-4.4)`)
	}
	p.blanks()
	right, err := p.expression()
	if err != nil {
		return nil, err
	}
	for _, side := range []node{left, right} {
		if k, ok := side.(keyword); ok {
			return nil, refuse(k.pos, "%s is only an argument of InStr (E-4.28)", k.name)
		}
	}
	if p.operator() != "" {
		return nil, refuse(p.pos, "a condition has one comparison (E-4.4): nest IIF for more")
	}
	return &comparison{operator, left, right}, nil
}

// noComma explains what stands where an argument should end.
func (p *parser) noComma(c *call) error {
	rest := strings.ToLower(p.text[p.pos:])
	for _, logical := range []string{"and ", "and(", "or ", "or(", "&&", "||", "& "} {
		if strings.HasPrefix(rest, logical) {
			return refuse(p.pos, "there are no AND and OR operators: nest IIF along the true branch for AND, along the false branch for OR (E-4.4)")
		}
	}
	if p.at('!') {
		return refuse(p.pos, `inequality is written "<>" (E-4.4)`)
	}
	return refuse(p.pos, `"," or ")" is expected in %s, found %s`, c.function.Name, p.found())
}
