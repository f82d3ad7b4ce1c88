package expr

// Mention is a source attribute that an expression reads.
type Mention struct {
	Name string // as it is written; names of directory extensions are case-sensitive (E-2.21)
	Pos  int    // byte of its bracket
}

// Mentions are the source attributes of the expression in the order in which they
// are written.
func (e *Expression) Mentions() []Mention { return mentions(e.root, nil) }

func mentions(n node, list []Mention) []Mention {
	switch n := n.(type) {
	case attribute:
		return append(list, Mention{n.name, n.pos})
	case *call:
		for _, argument := range n.args {
			list = mentions(argument, list)
		}
	case *comparison:
		return mentions(n.right, mentions(n.left, list))
	}
	return list
}
