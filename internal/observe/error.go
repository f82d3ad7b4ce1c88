package observe

// Missing is an observation or action that the target file does not offer. It says
// nothing about the target.
type Missing struct {
	Kind string // observer | action
	Name string
}

func (m *Missing) Error() string { return "needs " + m.Kind + " " + m.Name }

// Unseen is an observation or action whose answer tells nothing: there was none, it
// was an error, or it was not understood.
type Unseen struct {
	Name   string
	Reason string
	Evidence
}

func (u *Unseen) Error() string { return u.Name + ": " + u.Reason }
