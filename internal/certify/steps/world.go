package steps

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// World is one check while it runs. Its steps run one after the other.
type World struct {
	stage *Stage
	rules []requirement.ID // of the check's tags; the first is judged where a step names none
	floor bool             // what the target disclaims does not excuse it

	names   map[string]string // what {name:ana} and the like stand for, in this check
	things  map[string]*thing // resources and answers that have a name
	answers []*answer         // of the last request; several when it was sent several times
	pages   []scim.Resource   // of the last reading of all pages
	mine    []resource        // created by this check, oldest first
	written *answer           // of the last write
	crowd   bool              // many are being created: they are not looked at one by one
	tenant  *tenant           // nil unless the check plays the provisioning engine
	deed    *deed             // what was done last beyond SCIM
	keys    map[string]string // Authorization with the old and the new API key
	signOn  *signOn           // nil unless the check sets up single sign-on
	undo    []func(ctx context.Context)
	since   []passage // steps since the last write; kept only where the target takes time to settle
	changed int       // how often something was written
	reads   int       // since then
	wroteAt time.Time // zero before the first write
	mild    bool      // a breach of the step under way is no more than advice

	Record Record
}

// Record is what a check found.
type Record struct {
	Breaches  []Breach
	Judged    map[requirement.ID]int // how often each requirement was looked at
	Exchanges []int64
	// Excused says why the check does not apply, Unmet what it needs and could not
	// have, Broken why it could not judge; at most one of them is not "".
	Excused, Unmet, Broken string
	// Mishap says which mishap of the run's own making an exchange of the check met
	// (--chaos), "" for none: what was found is then not the target's.
	Mishap string
}

// Breach is one expectation that was not met.
type Breach struct {
	Rules     []requirement.ID
	Message   string
	Attribute string
	Expected  string
	Seen      string
	Resource  string
	Exchanges []int64
	Curl      string
	Mild      bool // no more than advice, whatever the requirement
	// Lost says that a write was answered with success and that a read does not show
	// what it should have done (HOUSE-01).
	Lost bool
}

// thing is what a name in a check stands for.
type thing struct {
	body     scim.Resource
	header   map[string][]string
	endpoint string        // /Users, "" for an answer that is no resource
	before   scim.Resource // as it was last seen
	kind     string        // resource type
}

// resource is one that has to be removed again.
type resource struct{ kind, endpoint, id string }

// NewWorld begins a check.
func (s *Stage) NewWorld(rules []requirement.ID, floor bool) *World {
	return &World{
		stage: s, rules: rules, floor: floor, names: map[string]string{}, things: map[string]*thing{},
		Record: Record{Judged: map[requirement.ID]int{}},
	}
}

// end is why the rest of a check is left out. It is no failure of a step: what
// the check found stands in its record.
type end struct{ reason string }

func (e end) Error() string { return e.reason }

// excuse ends the check: it does not apply.
func (w *World) excuse(format string, args ...any) error {
	w.Record.Excused = fmt.Sprintf(format, args...)
	return end{w.Record.Excused}
}

// lack ends the check: what it needs is not there.
func (w *World) lack(format string, args ...any) error {
	w.Record.Unmet = fmt.Sprintf(format, args...)
	return end{w.Record.Unmet}
}

// broken ends the check: we cannot judge.
func (w *World) broken(format string, args ...any) error {
	w.Record.Broken = fmt.Sprintf(format, args...)
	return end{w.Record.Broken}
}

// judge notes that the rules were looked at, and the breach if there is one.
func (w *World) judge(rules []requirement.ID, met bool, breach Breach) {
	rules = w.judges(args{rules: rules})
	for _, rule := range rules {
		w.Record.Judged[rule]++
	}
	if met {
		return
	}
	breach.Rules, breach.Mild = rules, breach.Mild || w.mild
	if last := w.last(); last != nil && breach.Exchanges == nil {
		breach.Exchanges = last.exchanges()
		breach.Curl = last.curl
		breach.Resource = last.resource
	}
	w.Record.Breaches = append(w.Record.Breaches, breach)
}

// judges are the requirements that a step judges: those it names, else the first
// of the check.
func (w *World) judges(a args) []requirement.ID {
	if len(a.rules) > 0 || len(w.rules) == 0 {
		return a.rules
	}
	return w.rules[:1]
}

// standing are those of them by which the last answer may still be judged: where
// its status was wrong already, its body says nothing further.
func (w *World) standing(a args) []requirement.ID {
	last := w.last()
	return slices.DeleteFunc(slices.Clone(w.judges(a)), func(rule requirement.ID) bool { return last != nil && last.spoiled[rule] })
}

// last is the last answer, nil before the first.
func (w *World) last() *answer {
	if len(w.answers) == 0 {
		return nil
	}
	return w.answers[len(w.answers)-1]
}

// lost says whether a breach in the last answer is one of HOUSE-01: it is a read
// after a write that the target says it carried out.
func (w *World) lost() bool {
	return w.hasRead() && w.last().ok() && w.written != nil && w.written.ok()
}

// hasRead says whether the last answer shows what the target has: a step read it
// back, or the check read one resource as a whole.
func (w *World) hasRead() bool {
	last := w.last()
	if last == nil || last.fault != "" {
		return false
	}
	one := last.request.Method == http.MethodGet && last.request.RawQuery == "" && idOf(last.request.Path) != "" && w.stage.Facts.kindOf(endpointOf(last.request.Path)) != ""
	return one || last.request.Label.Purpose == exchange.Verification
}

// wrote says whether the last write, by one of these methods, was answered with
// success and was one of the resource just read.
func (w *World) wrote(methods ...string) bool {
	if !w.hasRead() || w.written == nil || !w.written.ok() || !contains(methods, w.written.request.Method) {
		return false
	}
	id := idOf(w.last().request.Path)
	return id != "" && (id == idOf(w.written.request.Path) || id == w.written.body.ID())
}

// vanished says whether a resource cannot be read though a write of it was
// answered with success; stayed, whether it can though it was deleted.
func (w *World) vanished() bool {
	return w.wrote(http.MethodPost, http.MethodPut, http.MethodPatch) && w.last().response.Status == http.StatusNotFound
}

func (w *World) stayed() bool { return w.wrote(http.MethodDelete) && w.last().ok() }

type worldKey struct{}

// With carries the world of a check in its context.
func With(ctx context.Context, w *World) context.Context {
	return context.WithValue(ctx, worldKey{}, w)
}

// Of is the world of the check that runs under the context, nil outside one.
func Of(ctx context.Context) *World {
	w, _ := ctx.Value(worldKey{}).(*World)
	return w
}

// Outcome of the record, before any requirement has said how bad a breach is.
func (r *Record) Outcome() verdict.Outcome {
	switch {
	case len(r.Breaches) > 0:
		return verdict.Fail
	case r.Broken != "":
		return verdict.Broken
	case r.Unmet != "":
		return verdict.Skipped
	case r.Excused != "":
		return verdict.NotApplicable
	case len(r.Judged) == 0:
		return verdict.NotRun
	}
	return verdict.Pass
}

// Ended says of an error that a step ended its check on purpose.
func Ended(err error) bool {
	var over end
	return errors.As(err, &over)
}

// TryCreating tries to create a user and gives the status of the answer, 0 when
// there is none.
func (w *World) TryCreating(ctx context.Context) int {
	body, err := w.userBody("probe", "")
	if err != nil {
		return 0
	}
	one, err := w.exchange(ctx, request{method: http.MethodPost, path: "/Users", body: body, purpose: exchange.Discovery})
	if err != nil {
		return 0
	}
	return one.response.Status
}
