package simulate

import "github.com/scimulator/scimulator/internal/provision"

// facts are the details of a record or step, in the order in which they are
// written; an object in JSON.
type facts []provision.Fact

// of is the value of a fact, "" where there is none.
func (f facts) of(name string) string {
	for _, fact := range f {
		if fact[0] == name {
			return fact[1]
		}
	}
	return ""
}

// MarshalJSON writes an object, an empty one for no facts.
func (f facts) MarshalJSON() ([]byte, error) {
	var l line
	l.details("", f)
	return l, nil
}
