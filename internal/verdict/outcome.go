// Package verdict holds what a judgment can be: outcomes, findings, their
// tally and the verdict of a run (design §6). It decides nothing about SCIM.
package verdict

import "fmt"

// Outcome of one judgment. Outcomes are ordered and only rise; the zero value
// is NotRun, so that nothing passes by default.
type Outcome uint8

// The outcomes, in rising order.
const (
	NotRun        Outcome = iota
	NotApplicable         // disclaimed by the target, or needs what it does not offer
	Skipped               // left out on purpose, with a reason
	Pass                  // judged and sound
	Overruled             // broken, but a source with precedence demands the contrary
	Known                 // broken, and declared in the baseline
	Advice                // should be better: a SHOULD, an observation, an inference
	Broken                // we could not judge
	Fail                  // something that binds is broken
)

func names() [Fail + 1]string {
	return [...]string{"NotRun", "NotApplicable", "Skipped", "Pass", "Overruled", "Known", "Advice", "Broken", "Fail"}
}

// String is the name reports print.
func (o Outcome) String() string {
	if o <= Fail {
		return names()[o]
	}
	return names()[NotRun]
}

// MarshalText writes the name, so that JSON files are readable.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads a name that MarshalText wrote.
func (o *Outcome) UnmarshalText(text []byte) error {
	for i, name := range names() {
		if name == string(text) {
			*o = Outcome(i)
			return nil
		}
	}
	return fmt.Errorf("%q is no outcome", text)
}

// Raise is the higher of both.
func (o Outcome) Raise(other Outcome) Outcome { return max(o, other) }
