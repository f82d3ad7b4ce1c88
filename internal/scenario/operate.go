package scenario

import (
	"slices"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/profile"
)

// operation follows what an operation does to the schedule, and to what the next
// cycle is called.
func (l *loader) operation(path document.Path, o *Operation) {
	switch {
	case o == nil:
	case o.Start, o.AllowDeletes:
		l.resume()
	case o.Pause:
		l.paused = true
	case o.Restart != nil:
		l.restart(path.Then("restart", "scope"), o.Restart.Scope)
	case o.EditMapping != nil:
		l.editMapping(path.Then("editMapping"), o.EditMapping)
		l.renewed = true // E-1.31
	case o.EditScope != nil:
		l.editScope(path.Then("editScope"), o.EditScope)
	}
}

// resume makes the next cycle due at once (E-1.25).
func (l *loader) resume() { l.paused, l.since = false, interval }

func (l *loader) restart(path document.Path, scope []string) {
	l.resume()
	for _, whole := range []string{"None", "Full"} {
		if slices.Contains(scope, whole) && len(scope) > 1 {
			l.document.Fault(path, "%s stands alone: with it nothing else is named (E-1.29)", whole)
		}
	}
	if len(scope) == 0 || slices.Contains(scope, "Watermark") || slices.Contains(scope, "Full") {
		l.renewed = true
	}
}

func (l *loader) editMapping(path document.Path, edit *MappingEdit) {
	if _, err := parseTarget(edit.Target); edit.Target != "" && err != nil {
		l.document.Fault(path.Then("target"), "%s is not the name of a target attribute: %v", edit.Target, err)
	}
	given := 0
	for _, way := range []bool{edit.Source != "", edit.Expression != "", edit.Constant != "", edit.Remove} {
		if way {
			given++
		}
	}
	if given != 1 {
		l.document.Fault(path, "editMapping: give exactly one of source, expression, constant and remove")
	}
}

// editScope: other filters, and a scope that becomes wider, make the next cycle an
// initial one (E-1.31); a narrower one waits for a restart (E-1.32).
func (l *loader) editScope(path document.Path, edit *ScopeEdit) {
	if edit.Filters != nil { // regular expressions are compiled before the run sends anything
		profile.CheckScope(l.document, path, profile.Scope{Filters: *edit.Filters}, func(string) error { return nil })
	}
	all := edit.Sync == "all"
	if edit.Filters != nil || all && !l.everybody {
		l.renewed = true
	}
	if edit.Sync != "" {
		l.everybody = all
	}
}

// fault checks how long a fault lasts.
func (l *loader) fault(path document.Path, f *Fault) {
	if f == nil {
		return
	}
	l.faulted = true
	span, times := l.document.Has(path.Then("for")), l.document.Has(path.Then("times"))
	switch {
	case span == times:
		l.document.Fault(path, "fault: say how long it lasts: either `for: 3h` or `times: 2`")
	case span:
		l.forward(path.Then("for"), "for", f.For)
	}
	if f.RetryAfter > 0 && f.Answer != "429" && f.Answer != "503" {
		l.document.KeyFault(path.Then("retryAfter"), "retryAfter belongs to the answers 429 and 503")
	}
}

// onDemand checks the object of an on-demand cycle. What on-demand provisioning
// refuses is for the run to show (E-10.4).
func (l *loader) onDemand(path document.Path, s *Step) {
	if s.Of == "" {
		l.document.Fault(path.Then("cycle"), "cycle: on-demand needs `of`, the user or group to be provisioned (E-10.1)")
		return
	}
	if l.named(path.Then("of"), s.Of, either, now) {
		l.raiseCrowd(s.Of)
	}
	l.demands++
}
