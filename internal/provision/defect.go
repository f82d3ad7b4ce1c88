package provision

// The defect of E-4.50, as an option: on an update where the source attribute of
// a Switch did not change, the Switch gives null and clears the target. That
// IsSoftDeleted is spared, which is computed and not stored, is inferred: the
// service would lock out everybody whose name changes otherwise.

// misread applies the defect to what a mapping gave for an update.
func (j *Job) misread(m *mapping, entry *link, object source, mapped []Mapped) []Mapped {
	if !j.switchDefect {
		return mapped
	}
	unchanged := map[string]bool{}
	for target, value := range j.switched(m, object) {
		before, known := entry.switched[target]
		unchanged[target] = known && before == value
	}
	for i := range mapped {
		mapped[i].Cleared = unchanged[mapped[i].Target.Text]
	}
	return mapped
}

// remember keeps what the sources of the Switch expressions were, for misread.
func (j *Job) remember(m *mapping, entry *link, object source) {
	if j.switchDefect {
		entry.switched = j.switched(m, object)
	}
}

// switched are the source values of the Switch expressions by target attribute.
func (j *Job) switched(m *mapping, object source) map[string]string {
	values := map[string]string{}
	for i := range m.attributes {
		attribute := &m.attributes[i]
		if attribute.expression == nil {
			continue
		}
		name, isSwitch := attribute.expression.SwitchSource()
		if isSwitch && name != softDeleted {
			values[attribute.target.Text], _ = object.Value(name)
		}
	}
	return values
}
