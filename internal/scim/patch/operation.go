// Package patch reads PATCH messages (RFC 7644 §3.5.2) and applies their
// operations to resources. It changes nothing but the resource it is given, and
// leaves the types of simple values to whoever judges whole resources.
package patch

// Mode is how closely operations have to follow the RFC.
type Mode int

const (
	// Strict is RFC 7644 §3.5.2 by the letter.
	Strict Mode = iota
	// Tolerant is Strict and what Entra's provisioning service and its validators
	// send beyond the letter, with the meaning they give to it:
	//   - op in any case (E-6.13), and no operations at all (E-12.6);
	//   - "True" and "False" for booleans (E-5.20), in filters, too (E-3.28);
	//   - keys of path-less values that are paths (E-5.21);
	//   - value paths that match nothing create a value (E-5.18, E-6.19);
	//   - a bare string for a complex value that has a sub-attribute "value", and
	//     "" there to clear it (E-5.24, E-5.27);
	//   - an array of one for a single value (E-5.26);
	//   - a value filter on a complex attribute that has one value (E-5.27);
	//   - the paths of old jobs, with a dot before extension attributes and elements
	//     selected without quotes or between dots (E-5.46);
	//   - removal of the values that a list names (E-5.41, E-5.42).
	Tolerant
)

// Op is what an operation does, in lower case.
type Op string

// The operations of RFC 7644 §3.5.2.
const (
	Add     Op = "add"
	Remove  Op = "remove"
	Replace Op = "replace"
)

// Operation is one PATCH operation.
type Operation struct {
	Op       Op
	Path     string // as sent, "" without one
	Value    any    // decoded JSON, as scim.Decode gives it
	HasValue bool   // a value was sent, even if it was null
}
