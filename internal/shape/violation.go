package shape

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Violation is one thing in a value that is not as its schema says.
type Violation struct {
	// Path leads from the root to the place: member names and array indexes
	// (in decimal). For an unknown member it ends with that member; for a
	// missing one it is the object that lacks it.
	Path []string
	// Keyword is the JSON Schema keyword that failed: type, required, enum …; for
	// a name that is not allowed it is propertyNames, and additionalProperties for
	// an unknown member, whichever keyword closes the object. "false" stands for a
	// member that must not be there.
	Keyword string
	// Message says what is wrong, without the place: missing things are named
	// in it. It quotes the value where keyword is enum, const, pattern or
	// format, shortened; Path and Keyword alone never disclose one.
	Message string
	// Member is the unknown or missing member, or the value that is not one of
	// a closed list; "" otherwise.
	Member string
	// Known is the closed list that Member is not in, for suggestions: the
	// members of the object, or the values allowed; sorted. Nil otherwise.
	Known []string
}

// Pointer is the path as a JSON Pointer (RFC 6901); "" is the root.
func (v Violation) Pointer() string {
	var pointer strings.Builder
	for _, part := range v.Path {
		pointer.WriteByte('/')
		pointer.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(part))
	}
	return pointer.String()
}

// sorted brings violations into the order in which a reader meets them and
// drops repetitions, which come from subschemas that say the same.
func sorted(list []Violation) []Violation {
	slices.SortFunc(list, func(a, b Violation) int {
		return cmp.Or(
			slices.CompareFunc(a.Path, b.Path, comparePart),
			cmp.Compare(a.Keyword, b.Keyword),
			cmp.Compare(a.Member, b.Member),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(list, func(a, b Violation) bool {
		return slices.Equal(a.Path, b.Path) && a.Keyword == b.Keyword && a.Message == b.Message
	})
}

// comparePart orders indexes as numbers, names as texts.
func comparePart(a, b string) int {
	i, errA := strconv.Atoi(a)
	j, errB := strconv.Atoi(b)
	if errA == nil && errB == nil {
		return cmp.Compare(i, j)
	}
	return cmp.Compare(a, b)
}
