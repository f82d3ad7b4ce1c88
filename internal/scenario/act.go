package scenario

import (
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
)

// Act is something that happens beyond SCIM (design §7).
type Act struct {
	Action  string           `json:"action"`
	By      string           `json:"by"`               // role of who does it
	Object  string           `json:"object,omitempty"` // alias: to whom
	With    map[string]Value `json:"with,omitempty"`   // values of the placeholders
	Refused bool             `json:"refused,omitempty"`
	Clear   bool             `json:"clear,omitempty"`  // the refusal says why, in words
	Needed  bool             `json:"needed,omitempty"` // the rest of the story cannot do without it
	Gives   *Value           `json:"gives,omitempty"`  // what is to come of it
	Keep    string           `json:"keep,omitempty"`   // name, and placeholder, that has from now on what came of it
	Covers  []string         `json:"covers,omitempty"`
}

// Itself is what an observation is about when it is about the target.
const Itself = "target"

// beyond says whether an observation is about something that is no alias of the
// story: a domain, an address, a connection that an action gave, or the target
// itself.
func (l *loader) beyond(of string) bool {
	_, alias := l.cast[of]
	return !alias && (of == Itself || l.kept[of] || strings.ContainsAny(of, "@.")) && l.crowdKind(of) == ""
}

// act checks what is known of an action before a target is: to whom it is done, and
// that no value takes the place of a placeholder with a meaning.
func (l *loader) act(path document.Path, a *Act) {
	if a == nil {
		return
	}
	if a.Object != "" && l.named(path.Then("object"), a.Object, either, everSeen) {
		l.raiseCrowd(a.Object)
	}
	for _, name := range slices.Sorted(maps.Keys(a.With)) {
		if isGiven(name) {
			l.document.KeyFault(path.Then("with", name), "{%s} has its value from object and by: leave it out", name)
		}
		l.value(path.Then("with", name), a.With[name])
	}
	l.outcome(path, a)
}

// outcome checks what is said of what comes of an action.
func (l *loader) outcome(path document.Path, a *Act) {
	if a.Gives != nil {
		l.value(path.Then("gives"), *a.Gives)
	}
	if _, alias := l.cast[a.Keep]; alias {
		l.document.Fault(path.Then("keep"), "keep: %q is a %s of the story: take another name", a.Keep, l.cast[a.Keep])
	}
	if isGiven(a.Keep) {
		l.document.Fault(path.Then("keep"), "keep: {%s} has its value from object and by: take another name", a.Keep)
	}
	if a.Refused && a.Keep != "" {
		l.document.KeyFault(path.Then("keep"), "keep: nothing comes of what is refused")
	}
	if a.Needed && a.Refused {
		l.document.KeyFault(path.Then("needed"), "needed: what is to be refused is needed by nobody")
	}
	if a.Clear && !a.Refused {
		l.document.KeyFault(path.Then("clear"), "clear: only a refusal says why")
	}
	if a.Refused && a.Gives != nil {
		l.document.KeyFault(path.Then("gives"), "gives: nothing comes of what is refused")
	}
	if a.Keep != "" {
		l.kept[a.Keep] = true
	}
}

func isGiven(name string) bool { return slices.Contains([]string{"id", "object", "by"}, name) }
