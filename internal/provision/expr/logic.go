package expr

import "slices"

// truth is the truth of a condition that is no comparison: "True", or a number
// other than zero (E-4.14).
func truth(value Value) bool {
	if n, ok := decimal(value.text); ok {
		return n.Sign() != 0
	}
	return value.text == "True"
}

// toBoolean is E-4.14; null is False.
func toBoolean(a *arguments) Value {
	text, _ := a.text(0)
	return boolean(truth(Text(text)))
}

// not is E-4.38: by the letter, only "True" gives False.
func not(a *arguments) Value {
	text, _ := a.text(0)
	return boolean(text != "True")
}

// iif is E-4.27. While the condition is evaluated, an attribute that is null or
// empty fails; the branches may read such attributes.
func iif(a *arguments) Value {
	outer := a.run.conditional
	a.run.conditional = true
	text, _ := a.text(0)
	a.run.conditional = outer
	if truth(Text(text)) {
		return a.value(1)
	}
	return a.value(2)
}

// switchValue is E-4.50. Null counts as "", for the source and for keys.
func switchValue(a *arguments) Value {
	source := a.plain(0)
	for i := 2; i+1 < a.count(); i += 2 {
		if a.plain(i) == source && a.err == nil {
			return a.value(i + 1)
		}
	}
	return a.value(1)
}

// checkSwitch: E-4.50, keys and values come in pairs and are all there, and the
// source is not a test for null.
func checkSwitch(c *call) error {
	if len(c.args)%2 != 0 {
		return refuse(c.args[len(c.args)-1].at(), "%s takes an even number of arguments: this key has no value (E-4.50)", c.function.Signature)
	}
	for i := 2; i < len(c.args); i++ {
		if !c.given(i) {
			return c.wrong(i, `must not be empty: write "" for an empty text (E-4.50)`)
		}
	}
	source, ok := c.args[0].(*call)
	if ok && slices.Contains([]string{"IsPresent", "IsNull", "IsNullOrEmpty"}, source.function.Name) {
		return c.wrong(0, `must not be %s: use the attribute itself and a key "" (E-4.50)`, source.function.Name)
	}
	return nil
}

// coalesce is E-4.16; "" is not null.
func coalesce(a *arguments) Value {
	for i := range a.count() {
		if value := a.value(i); value.kind != KindNull {
			return value
		}
	}
	return Null()
}

// isNull is E-4.29.
func isNull(a *arguments) Value { return boolean(a.value(0).kind == KindNull) }

// isNullOrEmpty is E-4.30.
func isNullOrEmpty(a *arguments) Value { return boolean(a.value(0).empty()) }

// isPresent is E-4.31, the inverse of IsNullOrEmpty (E-4.30).
func isPresent(a *arguments) Value { return boolean(!a.value(0).empty()) }

// isString is E-4.32: what can be taken as one text. Null cannot (inferred).
func isString(a *arguments) Value {
	one, err := a.value(0).single()
	return boolean(err == nil && one.kind == KindText)
}

// ignoreFlow is E-4.26.
func ignoreFlow(a *arguments) Value {
	value := a.value(0)
	if value.empty() {
		return Value{ignored: true}
	}
	return value
}

// redact is E-4.43.
func redact(a *arguments) Value {
	value := a.value(0)
	value.redacted = true
	return value
}

// refuseUnique: E-4.46, every target here is a SCIM target.
func refuseUnique(c *call) error {
	return refuse(c.pos, "SelectUniqueValue is not supported for SCIM targets, only for HR-to-AD applications (E-4.46): use Coalesce or a single rule")
}
