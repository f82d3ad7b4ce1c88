package expr

import "strconv"

// Kind says what a Value holds.
type Kind int

// The kinds of values. Numbers, booleans and dates are texts (E-4.6).
const (
	KindNull  Kind = iota // the attribute is absent
	KindText              // one text, perhaps empty
	KindList              // the values of a multi-valued attribute
	KindRoles             // complex elements, see Roles
)

// Value is a source attribute or a result. The zero Value is null.
type Value struct {
	kind     Kind
	text     string
	list     []string
	roles    *Roles
	number   bool // compares as a number (E-4.4)
	ignored  bool
	redacted bool
}

// Null is the value of an absent attribute (E-4.6).
func Null() Value { return Value{} }

// Text is a single value; Text("") is present and empty.
func Text(text string) Value { return Value{kind: KindText, text: text} }

// Texts is a multi-valued attribute; without values it is absent (RFC 7643
// §2.5). The list must not be changed afterwards.
func Texts(list []string) Value {
	if len(list) == 0 {
		return Null()
	}
	return Value{kind: KindList, list: list}
}

func number(n int64) Value {
	return Value{kind: KindText, text: strconv.FormatInt(n, 10), number: true}
}

// boolean is "True" or "False" (E-4.6).
func boolean(b bool) Value {
	if b {
		return Text("True")
	}
	return Text("False")
}

// Kind says what the value holds.
func (v Value) Kind() Kind { return v.kind }

// Text is the single value; false for null, lists and complex elements.
func (v Value) Text() (string, bool) { return v.text, v.kind == KindText }

// List is every text of the value: none for null and complex elements.
func (v Value) List() []string {
	switch v.kind {
	case KindText:
		return []string{v.text}
	case KindList:
		return v.list
	}
	return nil
}

// Roles are the roles behind the value; false unless a role function gave it.
func (v Value) Roles() (Roles, bool) {
	if v.roles == nil {
		return Roles{}, false
	}
	return *v.roles, true
}

// Redacted says that the provisioning log must not show the value (E-4.43).
// Whatever a function makes of a redacted value is redacted, too.
func (v Value) Redacted() bool { return v.redacted }

// Ignored says that IgnoreFlowIfNullOrEmpty dropped the attribute from the flow:
// a default value must not replace it either (E-4.26). The value is null.
func (v Value) Ignored() bool { return v.ignored }

// empty says whether there is no value or only "".
func (v Value) empty() bool {
	return v.kind == KindNull || v.kind == KindText && v.text == ""
}

// size is the length of all texts, in bytes, counting each value.
func (v Value) size() int {
	total := len(v.text)
	for _, text := range v.list {
		total += len(text) + 1
	}
	return total
}
