package scenario

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"

	"github.com/scimulator/scimulator/internal/document"
)

// Value is what a placeholder of an action stands for, or what is to be seen: what
// the story says, or what the run makes or knows. Renewed goes with Certificate; of
// the others one is set.
type Value struct {
	Plain       any        `json:"-"`                     // text, number, boolean or list
	Certificate string     `json:"certificate,omitempty"` // of this identity provider, as PEM
	Renewed     bool       `json:"renewed,omitempty"`     // … a new one, for a new key
	Entity      string     `json:"entity,omitempty"`      // entity id of this identity provider
	SignOn      string     `json:"signOn,omitempty"`      // where this identity provider signs people on
	Assertion   *Assertion `json:"assertion,omitempty"`
	Kept        string     `json:"kept,omitempty"` // what an earlier action gave

	// Only of what is to be seen.
	Any    bool     `json:"any,omitempty"`    // whatever is not empty
	Says   string   `json:"says,omitempty"`   // a text with these words, or a list with such a text
	Either []string `json:"either,omitempty"` // one of these texts
}

// Seen is what a story says about something that is observed.
func Seen(value any) Value {
	fields, ok := value.(map[string]any)
	if !ok {
		return Value{Plain: value}
	}
	var v Value
	if raw, err := json.Marshal(fields); err == nil {
		_ = json.Unmarshal(raw, &v) // of the form that the schema asks for
	}
	return v
}

// Assertion is the signed word of an identity provider that somebody signs in.
type Assertion struct {
	By       string `json:"by"`
	For      string `json:"for"`                // alias of a user
	Stranger bool   `json:"stranger,omitempty"` // somebody else signs it, in the name of the provider
}

// UnmarshalJSON reads a text, a number, a boolean, or an object.
func (v *Value) UnmarshalJSON(raw []byte) error {
	if raw[0] != '{' {
		return json.Unmarshal(raw, &v.Plain)
	}
	type fields Value
	return json.Unmarshal(raw, (*fields)(v))
}

// Marker stands for the marker of the run, in names that have to be this run's own,
// such as domains.
const Marker = "{marker}"

// placeholder is a word in braces within a text.
var placeholder = regexp.MustCompile(`\{[A-Za-z-]+\}`)

// addressed checks the placeholders in the addresses of a user.
func (l *loader) addressed(path document.Path, object Object) {
	for _, name := range Addresses() {
		text, _ := object[name].(string)
		l.text(path.Then(name), text)
	}
}

// Addresses are the attributes of a user that may speak of the marker.
func Addresses() []string { return []string{"mail", "userPrincipalName"} }

// text refuses a placeholder that nobody fills.
func (l *loader) text(path document.Path, text string) {
	if problem := unfilled(text); problem != "" {
		l.document.Fault(path, "%s", problem)
	}
}

// unfilled says what is wrong with the placeholders of a text, "" for nothing.
func unfilled(text string) string {
	for _, found := range placeholder.FindAllString(text, -1) {
		if found != Marker {
			return found + " stands for nothing: only " + Marker + " does, for the marker of the run"
		}
	}
	return ""
}

// value checks who and what a value speaks of.
func (l *loader) value(path document.Path, v Value) {
	if text, ok := v.Plain.(string); ok {
		l.text(path, text)
	}
	l.text(path.Then("says"), v.Says)
	if v.Kept != "" {
		l.keptBefore(path.Then("kept"), v.Kept)
	}
	l.provider(path.Then("entity"), v.Entity)
	l.provider(path.Then("signOn"), v.SignOn)
	if v.Assertion != nil {
		l.provider(path.Then("assertion", "by"), v.Assertion.By)
		l.named(path.Then("assertion", "for"), v.Assertion.For, aUser, everSeen)
	}
}

// provider: an identity provider is there once the story speaks of its certificate,
// wherever that is.
func (l *loader) provider(path document.Path, name string) {
	if name != "" && !l.providers[name] {
		l.document.Fault(path, "no action is given the certificate of an identity provider %q%s", name, document.Meant(name, sorted(l.providers)))
	}
}

// keptBefore: what is used has been kept.
func (l *loader) keptBefore(path document.Path, name string) {
	if !l.kept[name] {
		l.document.Fault(path, "no action before keeps %q%s", name, document.Meant(name, sorted(l.kept)))
	}
}

// enlistProviders notes the identity providers of the story.
func (l *loader) enlistProviders() {
	for _, step := range l.story.Timeline {
		if step.Act == nil {
			continue
		}
		for _, value := range step.Act.With {
			if value.Certificate != "" {
				l.providers[value.Certificate] = true
			}
		}
	}
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
