package expr

import "fmt"

// Function is a row of the function table, as explain shows it.
type Function struct {
	Name      string `json:"name"`
	Signature string `json:"signature"`
	Summary   string `json:"summary"`
	Rule      string `json:"rule"`    // E-id
	Example   string `json:"example"` // an expression
	Result    string `json:"result"`  // what the example gives; "" for none, "…" for one that changes
	Min       int    `json:"minArguments"`
	Max       int    `json:"maxArguments"` // -1: any number

	takes []kind                 // of each argument; the last one stands for all that follow
	check func(*call) error      // what Parse checks beyond the arguments one by one
	run   func(*arguments) Value // computes the value
}

// anyNumber is the Max of functions that take any number of arguments.
const anyNumber = -1

// Lookup finds a function by its name, which is case-sensitive (E-4.1).
func Lookup(name string) (Function, bool) {
	function, ok := byName()[name]
	return function, ok
}

func byName() map[string]Function {
	names := map[string]Function{}
	for _, function := range Functions() {
		names[function.Name] = function
	}
	return names
}

// kind is what an argument has to be.
func (f Function) kind(i int) kind { return f.parameter(i) &^ mayBeEmpty }

// optional says whether an argument in the middle can be left empty.
func (f Function) optional(i int) bool { return f.parameter(i)&mayBeEmpty != 0 }

func (f Function) parameter(i int) kind {
	if len(f.takes) == 0 {
		return aValue
	}
	return f.takes[min(i, len(f.takes)-1)]
}

// arity says how many arguments a function takes.
func (f Function) arity() string {
	switch {
	case f.Max == 0:
		return "no arguments"
	case f.Max == anyNumber:
		return fmt.Sprintf("at least %s", plural(f.Min))
	case f.Min == f.Max:
		return plural(f.Min)
	}
	return fmt.Sprintf("%d to %s", f.Min, plural(f.Max))
}

func plural(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}
