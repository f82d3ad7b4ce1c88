package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// names replaces in texts what differs from run to run by chance: ids by the
// aliases of the story, the marker, the address of the target, times, durations
// and versions (design §5).
type names struct {
	literal   *strings.Replacer
	resources map[string]string // Users/2819c223 → Users/{ana}
	paths     *regexp.Regexp    // Users/2819c223 within a text
	patterns  []pattern
}

type pattern struct {
	of *regexp.Regexp
	by string
}

func newNames(run verdict.Run) names {
	n := names{resources: map[string]string{}}
	kinds := []string{"Users", "Groups"}
	var pairs [][2]string
	for _, a := range run.Aliases {
		kind, id, _ := strings.Cut(a.Resource, "/")
		kinds = append(kinds, regexp.QuoteMeta(kind))
		n.resources[a.Resource] = kind + "/{" + a.Object + "}"
		if len(id) >= tellingID {
			pairs = append(pairs, [2]string{id, "{" + a.Object + "}"})
		}
	}
	if base := strings.TrimSuffix(run.Target.Base, "/"); base != "" {
		pairs = append(pairs, [2]string{base, "{base}"}, [2]string{origin(base), "{target}"})
	}
	if len(run.Marker) >= tellingMarker {
		pairs = append(pairs, [2]string{run.Marker, "{marker}"})
	}
	slices.Sort(kinds)
	n.paths = regexp.MustCompile(`\b(` + strings.Join(slices.Compact(kinds), "|") + `)/([A-Za-z0-9_~%-][A-Za-z0-9._~%-]*)`)
	n.literal = strings.NewReplacer(longestFirst(pairs)...)
	n.patterns = []pattern{
		{regexp.MustCompile(`(\{marker\}[. -])\d+\b`), "${1}{n}"}, // the names of a certification are numbered as its checks happen to begin
		{regexp.MustCompile(`(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`), "{id}"},
		{regexp.MustCompile(`\b\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?`), "{time}"},
		{regexp.MustCompile(`\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT`), "{time}"},
		{regexp.MustCompile(`W/\\?"[^"]*"`), "{version}"},
		{regexp.MustCompile(`\b\d+(\.\d+)?( ?(ns|µs|ms|s)\b| (milli)?seconds?\b)`), "{duration}"},
	}
	return n
}

// A shorter id, such as 3, is found by chance in a text: it is replaced only
// behind its type, as in Users/3. The same holds for a marker.
const (
	tellingID     = 8
	tellingMarker = 3
)

func longestFirst(pairs [][2]string) []string {
	slices.SortFunc(pairs, func(a, b [2]string) int {
		return cmp.Or(len(b[0])-len(a[0]), strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1]))
	})
	var flat []string
	for _, pair := range pairs {
		flat = append(flat, pair[0], pair[1])
	}
	return flat
}

// origin is scheme, host and port of an address.
func origin(base string) string {
	scheme := strings.Index(base, "://")
	if scheme < 0 {
		return base
	}
	if path := strings.IndexByte(base[scheme+3:], '/'); path >= 0 {
		return base[:scheme+3+path]
	}
	return base
}

// resource is Users/{alias}, or Users/{id} for one without an alias.
func (n names) resource(whole string) string {
	if alias, known := n.resources[whole]; known {
		return alias
	}
	kind, _, found := strings.Cut(whole, "/")
	if !found {
		return whole
	}
	return kind + "/{id}"
}

// text is a text without what differs by chance.
func (n names) text(text string) string {
	if text == "" {
		return ""
	}
	text = n.paths.ReplaceAllStringFunc(text, func(found string) string {
		trimmed := strings.TrimRight(found, ".")
		return n.resource(trimmed) + found[len(trimmed):]
	})
	text = n.literal.Replace(text)
	for _, p := range n.patterns {
		text = p.of.ReplaceAllString(text, p.by)
	}
	return text
}
