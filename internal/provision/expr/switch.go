package expr

// SwitchSource is the source attribute of an expression that is a Switch over
// one; false for any other expression. An update that does not change it is
// where the defect of E-4.50 shows.
func (e *Expression) SwitchSource() (name string, ok bool) {
	root, isCall := e.root.(*call)
	if !isCall || root.function.Name != "Switch" || len(root.args) == 0 {
		return "", false
	}
	source, isAttribute := root.args[0].(attribute)
	return source.name, isAttribute
}
