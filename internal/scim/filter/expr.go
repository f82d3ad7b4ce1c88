package filter

// Expr is a filter or a part of one: And, Or, Not, Compare, Present or
// ValuePath, always as a value, never as a pointer. Expressions can be compared
// with ==. String prints a filter that Parse reads back as the same expression.
type Expr interface {
	String() string
	expr()
}

// And matches when both sides do.
type And struct{ Left, Right Expr }

// Or matches when one side does.
type Or struct{ Left, Right Expr }

// Not matches when its inside does not.
type Not struct{ Inner Expr }

// Present is the operator pr.
type Present struct{ Path AttrPath }

// Compare is an attribute, an operator and an operand.
type Compare struct {
	Path  AttrPath
	Op    Op
	Value any // string, json.Number, bool, or nil for null
}

// ValuePath matches when one and the same value of a complex attribute
// satisfies the whole filter, whose names are sub-attributes of the attribute
// (RFC 7644 table 5).
type ValuePath struct {
	Path   AttrPath
	Filter Expr
}

func (And) expr()       {}
func (Or) expr()        {}
func (Not) expr()       {}
func (Present) expr()   {}
func (Compare) expr()   {}
func (ValuePath) expr() {}

// Op is a comparison operator, in lower case.
type Op string

// The comparison operators of RFC 7644 table 3.
const (
	Eq Op = "eq" // equal
	Ne Op = "ne" // not equal
	Co Op = "co" // contains
	Sw Op = "sw" // starts with
	Ew Op = "ew" // ends with
	Gt Op = "gt" // greater than
	Ge Op = "ge" // greater than or equal to
	Lt Op = "lt" // less than
	Le Op = "le" // less than or equal to
)

// orders says whether the operator needs an order of values.
func (op Op) orders() bool { return op == Gt || op == Ge || op == Lt || op == Le }

// searches says whether the operator looks for a part of a text.
func (op Op) searches() bool { return op == Co || op == Sw || op == Ew }

// Equality gives the parts of a filter that is a single equality with a string,
// such as userName eq "bjensen"; false for any other filter.
func Equality(e Expr) (path AttrPath, value string, ok bool) {
	compare, ok := e.(Compare)
	if !ok || compare.Op != Eq {
		return AttrPath{}, "", false
	}
	value, ok = compare.Value.(string)
	if !ok {
		return AttrPath{}, "", false
	}
	return compare.Path, value, true
}
