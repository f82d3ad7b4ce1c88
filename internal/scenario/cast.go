package scenario

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
)

// kind says what an alias stands for, or has to.
type kind string

const (
	aUser  kind = "user"
	aGroup kind = "group"
	either kind = "user or group"
)

// tense says when an object has to be there.
type tense bool

const (
	now      tense = false // in the directory at this step
	everSeen tense = true  // now or before: what is gone can still be looked for
)

// enlist notes every alias that the story brings in, whenever that is. The
// alias of an object that was deleted for good stays taken: whoever comes back
// is another object.
func (l *loader) enlist() {
	for i, user := range l.story.Directory.Users {
		l.enter(document.At("directory", "users", i, "id"), user.ID(), aUser)
	}
	for i, group := range l.story.Directory.Groups {
		l.enter(document.At("directory", "groups", i, "id"), group.ID(), aGroup)
	}
	for i, step := range l.story.Timeline {
		for j, change := range step.Change {
			if change.Create != nil {
				path := document.At("timeline", i, "change", j, "create")
				l.enter(path.Then("user", "id"), change.Create.User.ID(), aUser)
				l.enter(path.Then("group", "id"), change.Create.Group.ID(), aGroup)
			}
		}
	}
}

func (l *loader) enter(path document.Path, alias string, k kind) {
	if alias == "" {
		return
	}
	switch first, taken := l.cast[alias]; {
	case taken:
		l.document.Fault(path, "the id %q is there twice: it is a %s already", alias, first)
	case l.crowdKind(alias) != "":
		l.document.Fault(path, "the id %q belongs to the generated crowd: take another", alias)
	default:
		l.cast[alias] = k
	}
}

// crowdKind is the kind of an alias of the generated crowd, "" for any other.
func (l *loader) crowdKind(alias string) kind {
	crowd := l.story.Directory.Generate
	if crowd == nil {
		return ""
	}
	name, digits, _ := strings.Cut(alias, "-")
	number, err := strconv.Atoi(digits)
	switch {
	case err != nil || number < 1:
	case name == "user" && number <= crowd.Users && alias == fmt.Sprintf("user-%06d", number):
		return aUser
	case name == "group" && number <= crowd.Groups && alias == fmt.Sprintf("group-%04d", number):
		return aGroup
	}
	return ""
}

// resolve looks up an alias. The problem is "" when it stands for what is
// wanted; ok is false as well when its own mistake has been told elsewhere.
func (l *loader) resolve(alias string, want kind, when tense) (problem string, ok bool) {
	is, known := l.cast[alias]
	met := l.met[alias]
	if inCrowd := l.crowdKind(alias); inCrowd != "" {
		is, known, met = inCrowd, true, true
	}
	switch {
	case alias == "" || l.broken[alias]:
		return "", false
	case !known:
		return fmt.Sprintf("there is no %s %q in this story%s", want, alias, document.Meant(alias, l.aliases(want))), false
	case want != either && is != want:
		return fmt.Sprintf("%q is a %s, a %s is needed here", alias, is, want), false
	case l.present(alias):
		return "", true
	case !met:
		return fmt.Sprintf("%q is not in the directory yet: a later step creates it", alias), false
	case when == now:
		return fmt.Sprintf("%q was deleted for good: nothing can happen to it any more", alias), false
	}
	return "", true
}

// present says whether an object is in the directory at this step.
func (l *loader) present(alias string) bool {
	if l.stage.User(alias) != nil || l.stage.Group(alias) != nil {
		return true
	}
	return l.crowdKind(alias) != "" && !l.crowded
}

// named checks an alias that is a value.
func (l *loader) named(path document.Path, alias string, want kind, when tense) bool {
	problem, ok := l.resolve(alias, want, when)
	if problem != "" {
		l.document.Fault(path, "%s", problem)
	}
	return ok
}

// keyed checks an alias that is a key.
func (l *loader) keyed(path document.Path, alias string, want kind) bool {
	problem, ok := l.resolve(alias, want, everSeen)
	if problem != "" {
		l.document.KeyFault(path, "%s", problem)
	}
	return ok
}

func (l *loader) aliases(want kind) []string {
	var names []string
	for _, alias := range slices.Sorted(maps.Keys(l.cast)) {
		if want == either || l.cast[alias] == want {
			names = append(names, alias)
		}
	}
	return names
}
