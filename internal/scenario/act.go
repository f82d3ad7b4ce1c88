package scenario

import (
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
)

// Act is something that happens beyond SCIM (design §7).
type Act struct {
	Action  string         `json:"action"`
	By      string         `json:"by"`               // role of who does it
	Object  string         `json:"object,omitempty"` // alias: to whom
	With    map[string]any `json:"with,omitempty"`   // values of the placeholders: texts, numbers and booleans
	Refused bool           `json:"refused,omitempty"`
	Keep    string         `json:"keep,omitempty"` // placeholder that has from now on what came of it
	Covers  []string       `json:"covers,omitempty"`
}

// Itself is what an observation is about when it is about the target.
const Itself = "target"

// beyond says whether an observation is about something that is no alias of the
// story: a domain, an address, or the target itself.
func (l *loader) beyond(of string) bool {
	_, alias := l.cast[of]
	return !alias && (of == Itself || strings.ContainsAny(of, "@.")) && l.crowdKind(of) == ""
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
	}
	if isGiven(a.Keep) {
		l.document.Fault(path.Then("keep"), "keep: {%s} has its value from object and by: take another name", a.Keep)
	}
	if a.Refused && a.Keep != "" {
		l.document.KeyFault(path.Then("keep"), "keep: nothing comes of what is refused")
	}
}

func isGiven(name string) bool { return slices.Contains([]string{"id", "object", "by"}, name) }
