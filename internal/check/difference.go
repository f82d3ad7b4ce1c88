package check

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Kind says in what way a resource is not as it should be.
type Kind string

// The kinds of difference (design §6a).
const (
	Lost    Kind = "lost"    // absent, or another value
	Kept    Kind = "kept"    // removed, and still there
	Foreign Kind = "foreign" // there, and nobody put it there
	Drift   Kind = "drift"   // the same value in another form
	Twice   Kind = "twice"   // there more than once
)

// Difference is one attribute that is not as it should be.
type Difference struct {
	Attribute      string // path, such as emails[type eq "work"].value
	Kind           Kind
	Expected, Seen string
}

// Context says of which resource the differences are, and how it was seen.
type Context struct {
	Type, ID  string
	Object    string // alias in the source directory
	Cycle     int
	Disabled  bool    // the last write switched the account off
	ByList    bool    // members were taken out by a list of values (E-5.41)
	Exchanges []int64 // the write and the read
}

// Differences turns differences into findings. A value that was lost or kept, and
// a member that nobody added, is a success without its effect (HOUSE-01); a value
// that was normalised or that the target added beside ours is drift (E-6.12).
//
// The sentence names no object, and the object has a field of its own: so that
// one cause on many objects is folded into one finding.
func (j *Judge) Differences(differences []Difference, c Context) []verdict.Finding {
	var found []verdict.Finding
	for _, d := range differences {
		f := verdict.Finding{
			Harm: d.harm(c), Message: d.sentence(c), Hint: d.hint(), Object: c.Object, Resource: resourceName(c.Type, c.ID),
			Attribute: d.Attribute, Expected: d.Expected, Seen: d.Seen, Cycle: c.Cycle, Exchanges: c.Exchanges,
		}
		f = j.Finding(d.rule(c), f)
		if f.Requirement == "E-6.12" {
			f.Outcome = min(f.Outcome, verdict.Advice) // design §6a: drift, in every suite
		}
		found = append(found, f)
	}
	return found
}

func resourceName(kind, id string) string {
	if id == "" {
		return ""
	}
	return kind + "s/" + id
}

func (d Difference) rule(c Context) requirement.ID {
	switch {
	case d.Kind == Lost && d.Attribute == "members" && c.ByList:
		return "E-5.42" // by the letter of RFC 7644 §3.5.2.2 the attribute is emptied; Entra means only the listed values
	case d.Kind == Twice:
		return "RFC7643-2.4-R10"
	case d.Kind == Drift, d.Kind == Foreign && d.Attribute != "members":
		return "E-6.12"
	}
	return "HOUSE-01"
}

// sentence says what happened.
func (d Difference) sentence(c Context) string {
	a, of := article(c.Type), d.Attribute+" of a "+strings.ToLower(c.Type)
	switch {
	case d.opens(c):
		return "a user is still active after having been disabled with success"
	case d.Attribute == "members":
		return d.membership()
	case d.Kind == Kept:
		return of + " was removed with success and is still there"
	case d.Kind == Foreign:
		return of + " has a value that nobody gave"
	case d.Kind == Drift:
		return of + " is shown in another form than it was written"
	case d.Seen == none:
		return a + " has no " + d.Attribute + " although writing it was answered with success"
	}
	return of + " is not what was written with success"
}

func article(kind string) string { return "a " + strings.ToLower(kind) }

func (d Difference) membership() string {
	switch d.Kind {
	case Kept:
		return "a group still has members that were removed with success"
	case Foreign:
		return "a group has members that nobody added"
	case Twice:
		return "a group has members more than once"
	}
	return "a group lacks members that it should have"
}

// opens: an account that should be switched off is not.
func (d Difference) opens(c Context) bool {
	return d.Attribute == "active" && c.Disabled && d.Kind == Lost && d.Seen != none
}

// harm is what the difference means for the customer.
func (d Difference) harm(c Context) verdict.Harm {
	name, _, _ := strings.Cut(d.Attribute, "[")
	name, _, _ = strings.Cut(name, ".")
	switch {
	case d.Kind == Drift, d.Kind == Twice:
		return verdict.DataDrift
	case name == "active" && c.Disabled:
		return verdict.SecurityHole // who left can still get in
	case name == "active" || name == "userName":
		return verdict.LockedOut
	case name == "members" && d.Kind == Lost:
		return verdict.UsersLost
	case name == "members" || (name == "roles" || name == "entitlements") && d.Kind != Lost:
		return verdict.SecurityHole // access that should be gone, or was never granted
	}
	return verdict.DataDrift
}

func (d Difference) hint() string {
	switch {
	case d.Kind == Drift, d.Kind == Foreign && d.Attribute != "members":
		return "store and return values exactly as they are sent; refuse with 400 what is not acceptable"
	case d.Attribute == "members" && d.Kind == Lost:
		return "an add must append to the members and a remove must take away only those it names"
	case d.Kind == Twice:
		return "adding a member who is there already must change nothing"
	case d.Attribute == "members":
		return "apply the removal to the stored members before answering with success"
	case d.Attribute == "active":
		return `apply the change of active before answering with success; Entra sends the text "False" in a PATCH (E-5.20)`
	}
	return "apply the whole request before answering with success, or refuse it with an error"
}

// none is how a finding shows that there is no value.
const none = "(none)"

// shown is a value for people.
func shown(value any) string {
	if unassigned(value) {
		return none
	}
	return text(value)
}

// unassigned: null, an empty array and absence are alike (RFC 7643 §2.5); an
// empty text and an object without anything in it hold nothing either.
func unassigned(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	}
	object := scim.AsObject(value)
	if object == nil {
		return false
	}
	for _, inner := range object {
		if !unassigned(inner) {
			return false
		}
	}
	return true
}
