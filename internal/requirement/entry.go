package requirement

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
)

// The closed lists of the catalogue.

func entryKeys() []string {
	return []string{
		"id", "source", "level", "force", "subject", "needs", "text", "observable", "how", "negative", "judges", "for", "opposes",
		"exempt", "lines", "note", "status", "reason",
	}
}

func levels() []string {
	return []string{"MUST", "MUST_NOT", "SHOULD", "SHOULD_NOT", "MAY", "implied", "documented", "observed", "inferred", "stated", "house"}
}

func statuses() []string {
	return []string{string(Implemented), string(Optional), string(NotApplicable)}
}

func features() []string {
	return []string{"none", "filter", "sort", "patch", "bulk", "etag", "changePassword", "cursor", "async", "events"}
}

var idForm = regexp.MustCompile(`^[A-Z][A-Z0-9]*-[A-Za-z0-9.-]*[A-Za-z0-9]$`)

// readEntry reads one entry strictly; what is wrong is noted in the document.
func readEntry(d *document.Document, path document.Path, value any) Requirement {
	object, ok := value.(map[string]any)
	if !ok {
		d.Fault(path, "a requirement should be an object with id, source, level and text")
		return Requirement{}
	}
	r := reader{d, path, object}
	r.onlyKeys(entryKeys())
	entry := Requirement{
		ID: ID(r.needed("id")), Source: r.needed("source"), Level: r.word("level", levels()), Force: r.word("force", []string{"defines", "reads"}),
		Subject: r.text("subject"), Needs: r.word("needs", features()), Text: r.needed("text"), Observable: r.word("observable", []string{"yes", "partly", "no"}),
		How: r.text("how"), Negative: r.text("negative"), Judges: r.word("judges", []string{"target", "account", "client"}), For: r.texts("for"),
		Exempt: r.text("exempt"), Lines: r.numbers("lines"), Note: r.text("note"),
		Status: Status(r.word("status", statuses())), Reason: r.text("reason"),
	}
	for _, other := range r.texts("opposes") {
		entry.Opposes = append(entry.Opposes, ID(other))
	}
	r.check(entry)
	return entry
}

// check holds the rules between the fields of one entry.
func (r reader) check(entry Requirement) {
	if _, there := r.object["level"]; !there {
		r.document.Fault(r.path, "level is missing in %s", r.name())
	}
	if entry.ID != "" && !idForm.MatchString(string(entry.ID)) {
		r.document.Fault(r.path.Then("id"), "%q is no id: expected capitals, a hyphen and a number, such as SYNC-06 or RFC7644-3.5.2-R07", entry.ID)
	}
	r.checkForce(entry)
	r.checkStatus(entry)
}

func (r reader) checkForce(entry Requirement) {
	switch {
	case entry.Level == "implied" && entry.Force == "" && r.object["force"] == nil:
		r.document.Fault(r.path, "force is missing in %s: an implied requirement says whether a definition says so (defines) or we read it so (reads)", r.name())
	case entry.Level != "implied" && entry.Force != "":
		r.document.Fault(r.path.Then("force"), "force belongs to implied requirements only, and this one is %s", entry.Level)
	}
}

// checkStatus: an option is named and what does not apply is justified; nothing
// else needs a reason.
func (r reader) checkStatus(entry Requirement) {
	needs := entry.Status == Optional || entry.Status == NotApplicable
	switch {
	case needs && r.object["reason"] == nil:
		r.document.Fault(r.path, "reason is missing in %s: status %s says which option it is, or why the rule does not apply", r.name(), entry.Status)
	case !needs && entry.Reason != "":
		r.document.Fault(r.path.Then("reason"), "reason belongs to status %s or %s only", Optional, NotApplicable)
	}
}

// reader takes typed fields out of an object and notes what does not fit.
type reader struct {
	document *document.Document
	path     document.Path
	object   map[string]any
}

// name is how a sentence calls the object.
func (r reader) name() string {
	if id, ok := r.object["id"].(string); ok && id != "" {
		return id
	}
	return "a requirement"
}

func (r reader) onlyKeys(known []string) {
	for _, key := range slices.Sorted(maps.Keys(r.object)) {
		if !slices.Contains(known, key) {
			r.document.UnknownKey(r.path.Then(key), known)
		}
	}
}

func (r reader) text(key string) string {
	value, there := r.object[key]
	text, ok := value.(string)
	switch {
	case !there:
	case !ok:
		r.document.Fault(r.path.Then(key), "%s should be a text", key)
	case strings.TrimSpace(text) == "":
		r.document.Fault(r.path.Then(key), "%s must not be empty: leave it out", key)
	}
	return text
}

func (r reader) needed(key string) string {
	if _, there := r.object[key]; !there {
		r.document.Fault(r.path, "%s is missing in %s", key, r.name())
	}
	return r.text(key)
}

// word is a text out of a closed list, "" if it is absent or another.
func (r reader) word(key string, allowed []string) string {
	text := r.text(key)
	if text == "" || slices.Contains(allowed, text) {
		return text
	}
	r.document.NotOneOf(r.path.Then(key), key, text, allowed)
	return ""
}

func (r reader) list(key string) []any {
	value, there := r.object[key]
	list, ok := value.([]any)
	if there && (!ok || len(list) == 0) {
		r.document.Fault(r.path.Then(key), "%s should be a list of at least one element", key)
	}
	return list
}

func (r reader) texts(key string) []string {
	var texts []string
	for i, element := range r.list(key) {
		text, ok := element.(string)
		if !ok || text == "" {
			r.document.Fault(r.path.Then(key, i), "%s should hold texts", key)
			continue
		}
		texts = append(texts, text)
	}
	return texts
}

func (r reader) numbers(key string) []int {
	var numbers []int
	for i, element := range r.list(key) {
		text, _ := element.(json.Number)
		number, err := strconv.Atoi(text.String())
		if err != nil || number < 1 {
			r.document.Fault(r.path.Then(key, i), "%s should hold line numbers, from 1", key)
			continue
		}
		numbers = append(numbers, number)
	}
	return numbers
}
