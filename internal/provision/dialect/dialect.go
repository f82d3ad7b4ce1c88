// Package dialect holds the wire forms of Entra's provisioning client: how one
// and the same change looks as a request, depending on the kind of job and the
// flag in the Tenant URL (E-5). A dialect is a value; the engine above it
// decides what is sent, the dialect only how.
package dialect

import (
	"strings"
)

// Dialect is one wire form.
type Dialect struct {
	Name    string
	Summary string
	form    form
	options Options
}

// form is what the dialects differ in; the zero form is that of a custom
// application without the flag.
type form struct {
	compliant bool // the flag aadOptscim062020 (E-5.21 – E-5.23)
	legacy    bool // job type customappsso of 2018 (E-5.46)
	validator bool // Microsoft's validator, another client (E-12.5)
}

// All lists the dialects in the order of the design.
func All() []Dialect {
	return []Dialect{
		{Name: "entra", Summary: "custom application, no flag: capitalised op, one operation per attribute, booleans as strings in PATCH"},
		{
			Name: "entra-optscim", form: form{compliant: true},
			Summary: "Tenant URL with the flag aadOptscim062020: lower-case op, real booleans, path-less replace",
		},
		{
			Name: "entra-legacy", form: form{legacy: true},
			Summary: "job type customappsso of 2018: dots before extension attributes, invalid multi-value paths, values in arrays, odd group schema",
		},
		{
			Name: "scim-validator", form: form{compliant: true, validator: true},
			Summary: `Microsoft's SCIM Validator: lower-case op, one operation per attribute, path-less replace for groups, {"value":""} to clear a manager`,
		},
	}
}

// Lookup finds a dialect by name.
func Lookup(name string) (Dialect, bool) {
	for _, dialect := range All() {
		if dialect.Name == name {
			return dialect, true
		}
	}
	return Dialect{}, false
}

// OnDemand is the dialect of on-demand provisioning, on which the compliance
// flag has no effect (E-10.6).
func (d Dialect) OnDemand() Dialect {
	if d.Name != "entra-optscim" {
		return d
	}
	plain, _ := Lookup("entra")
	return plain.With(d.options)
}

// Op is what happens to an attribute; the dialect decides its spelling.
type Op int

// The operations of RFC 7644 §3.5.2.
const (
	Add Op = iota
	Replace
	Remove
)

func (d Dialect) op(op Op) string {
	name := [...]string{"Add", "Replace", "Remove"}[op]
	if d.form.compliant {
		return strings.ToLower(name)
	}
	return name
}
