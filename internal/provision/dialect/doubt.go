package dialect

// Doubtful is the rule of a form of writing that no document of today prints, so
// that a target may refuse it; "" when the form is documented. Legacy jobs are
// unsupported since 2018 (E-5.47), the validator has texts for booleans in a
// creation (E-12.5), and such were only observed elsewhere (E-5.15).
func (d Dialect) Doubtful(creates, updates bool) string {
	switch {
	case d.form.legacy && (creates || updates):
		return "E-5.46"
	case d.form.validator && creates:
		return "E-12.5"
	case d.options.CreateText && creates:
		return "E-5.15"
	}
	return ""
}

// DoubtfulClearing is the same of the operation that takes a reference away: the
// removal by a filter was observed in one place (E-5.27), and no filter selects
// from a single value (RFC 7644 §3.5.2).
func (d Dialect) DoubtfulClearing() string {
	if d.clearing() == ByRemove {
		return "E-5.27"
	}
	return d.Doubtful(false, true)
}
