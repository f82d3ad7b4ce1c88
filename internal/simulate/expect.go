package simulate

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// expect judges what the story says should be seen now.
func (r *run) expect(ctx context.Context, expected *scenario.Expect) {
	if why, lacks := r.lost[expected.Needs]; lacks {
		r.hinder("what needs "+expected.Needs+": "+strings.Join(expected.Covers, ", "), why, expected.Covers)
		return
	}
	for _, alias := range slices.Sorted(maps.Keys(expected.Users)) {
		r.expectSight(ctx, provision.User, alias, expected.Users[alias], expected.Covers)
	}
	for _, alias := range slices.Sorted(maps.Keys(expected.Groups)) {
		r.expectSight(ctx, provision.Group, alias, expected.Groups[alias], expected.Covers)
	}
	for _, signature := range slices.Sorted(maps.Keys(expected.Requests)) {
		r.expectRequests(signature, expected.Requests[signature], expected.Covers)
	}
	for _, line := range expected.Log {
		r.expectLog(line, expected.Covers)
	}
	if expected.Job != nil {
		r.expectJob(expected.Job, expected.Covers)
	}
	if expected.OnDemand != nil {
		r.expectDemand(expected.OnDemand, expected.Covers)
	}
	for _, observation := range slices.Sorted(maps.Keys(expected.Observed)) {
		r.expectObserved(ctx, observation, expected.Observed[observation], expected.Covers)
	}
	if expected.ByEffect != nil {
		r.expectByEffect(ctx, expected.ByEffect)
	}
}

// expectByEffect applies only under a profile whose application promises it.
func (r *run) expectByEffect(ctx context.Context, expected *scenario.Expect) {
	if len(r.config.Profile.Effects) > 0 {
		r.expect(ctx, expected)
		return
	}
	r.tell(verdict.Check{
		Name: "by effect: " + strings.Join(expected.Covers, ", "), Outcome: verdict.NotApplicable, Requirements: expected.Covers,
		Reason: "the profile " + r.config.Profile.Name + " declares no effects",
	})
}

// unmet is what differs from an expectation.
type unmet struct {
	attribute, expected, seen string
	exchange                  int64
	request                   client.Request
	blind                     bool   // there was no answer: nobody can tell
	curl                      string // repeats the request, where there is no request of SCIM
	beyond                    bool   // seen beyond SCIM: it weighs what the covered row weighs
}

// settle notes an expectation as met or not. A story's expectation binds: its
// author wrote it down. What is seen beyond SCIM binds as far as the row it shows:
// one that is only inferred is advice.
func (r *run) settle(name string, object string, covers []string, fallback requirement.ID, differences []unmet) {
	c := verdict.Check{Name: name, Outcome: verdict.Pass, Requirements: covers}
	if len(covers) > 0 {
		fallback = requirement.ID(covers[0])
	}
	if cause := r.cause(object); cause != "" && len(differences) > 0 {
		c.Outcome, c.Reason, differences = verdict.Skipped, "follows from "+cause, nil
	}
	for _, difference := range differences {
		finding := r.judge.Finding(fallback, verdict.Finding{
			Object: object, Attribute: difference.attribute, Expected: difference.expected, Seen: difference.seen,
			Cycle: r.wire.cycle, Exchanges: exchanges(difference.exchange), Message: "the story expects otherwise: " + name,
		})
		if !difference.beyond || finding.Outcome != verdict.Advice {
			finding.Outcome = verdict.Fail
		}
		if r.wire.disturbances.met() {
			finding = hindering(finding)
		}
		if difference.blind {
			finding.Outcome = verdict.Broken
		}
		finding.Curl = difference.curl
		if difference.request.Method != "" {
			finding.Curl = r.config.Sender.Curl(difference.request)
		}
		c.Outcome = c.Outcome.Raise(r.findings.expected(finding))
		c.Reason = strings.TrimSpace(fmt.Sprintf("%s expected %s, seen %s", difference.attribute, difference.expected, difference.seen))
	}
	r.tell(c)
}

// tell notes how an expectation came out, and passes it on.
func (r *run) tell(c verdict.Check) {
	r.check(c)
	r.watch(Event{Kind: Expected, At: r.clock.Now(), Check: c})
}

// cause is what an unmet expectation follows from, "" when it stands alone: a
// finding about the object, an operation on it that waits for its retry, or the end of
// the credentials, after which nothing is sent.
func (r *run) cause(object string) string {
	if fault, _ := r.lapse.Ended(); fault != nil {
		return "E-7.7: the credentials stopped working"
	}
	if root, known := r.findings.cause(object); known {
		return fmt.Sprintf("%s: %s", root.Requirement, root.Message)
	}
	return r.records.waitsFor(object)
}

func (r *run) expectSight(ctx context.Context, kind provision.Kind, alias string, sight scenario.Sight, covers []string) {
	id := r.wire.idOf(kind, alias)
	name, rule, look := alias+" is as expected", ruleOfSight(kind), r.presence
	if sight.Absent {
		name, rule, look = alias+" is not in the target", "PROV-02", r.absence
	}
	if differences := look(ctx, kind, alias, id, sight); ctx.Err() == nil { // else the look was cut off
		r.settle(name, alias, covers, rule, differences)
	}
}

func ruleOfSight(kind provision.Kind) requirement.ID {
	if kind == provision.Group {
		return "PROV-04"
	}
	return "PROV-03"
}

func (r *run) absence(ctx context.Context, kind provision.Kind, alias, id string, _ scenario.Sight) []unmet {
	if id == "" {
		return nil // no request ever matched or created it
	}
	response, request, err := r.wire.verify(ctx, kind, id, "", alias)
	if err != nil {
		return []unmet{{expected: "absent", seen: err.Error(), request: request, blind: true}}
	}
	if response.Status == http.StatusNotFound {
		return nil
	}
	return []unmet{{expected: "absent", seen: fmt.Sprintf("status %d", response.Status), exchange: response.Exchange, request: request}}
}

func (r *run) presence(ctx context.Context, kind provision.Kind, alias, id string, sight scenario.Sight) []unmet {
	if id == "" {
		return []unmet{{expected: "present", seen: "never created nor matched"}}
	}
	response, request, err := r.wire.verify(ctx, kind, id, "", alias)
	if err != nil {
		return []unmet{{expected: "present", seen: err.Error(), request: request, blind: true}}
	}
	resource, decodeErr := scim.Decode(response.Body)
	if response.Status != http.StatusOK || decodeErr != nil {
		return []unmet{{expected: "present", seen: fmt.Sprintf("status %d", response.Status), exchange: response.Exchange, request: request}}
	}
	told := kind != provision.Group || r.completeMembers(ctx, &expectation{kind: kind, id: id, object: alias}, resource)
	var differences []unmet
	for _, name := range slices.Sorted(maps.Keys(sight.Attributes)) {
		if name == "members" && !told {
			differences = append(differences, unmet{attribute: name, expected: r.aliasSet(sight.Attributes[name]), seen: "no answer", request: request, blind: true})
			continue
		}
		if expected, seen, equal := r.compareSight(kind, resource, name, sight.Attributes[name]); !equal {
			differences = append(differences, unmet{attribute: name, expected: expected, seen: seen, exchange: response.Exchange, request: request})
		}
	}
	return differences
}

// compareSight compares one attribute that the story names; aliases stand for
// ids, and names of people for their marked form.
func (r *run) compareSight(kind provision.Kind, resource scim.Resource, name string, value any) (expected, seen string, equal bool) {
	if name == "members" {
		expected, seen = r.aliasSet(value), r.seenMembers(resource)
		return expected, seen, expected == seen
	}
	target, err := dialect.ParseTarget(r.mappedTo(name))
	if err != nil {
		return fmt.Sprint(value), err.Error(), false
	}
	shown, present := target.Find(resource)
	if object := scim.AsObject(shown); object != nil {
		shown = object.String("value") // references such as manager
	}
	if value == nil {
		return "(none)", fmt.Sprint(shown), !present || shown == ""
	}
	expected = r.meant(kind, target, value)
	if !present {
		return expected, "(none)", false
	}
	seen = fmt.Sprint(shown)
	return expected, seen, strings.EqualFold(seen, expected)
}

// mappedTo is the target attribute that a story means by a name: manager is
// wherever the profile maps it.
func (r *run) mappedTo(name string) string {
	if name != "manager" {
		return name
	}
	for _, attribute := range r.config.Profile.Users.Attributes {
		if attribute.Source == name {
			return attribute.Target
		}
	}
	return name
}

// meant is the value the target should show for what the story says: an id for
// the manager's alias, and the marked form of what the source directory marks.
func (r *run) meant(kind provision.Kind, target dialect.Target, value any) string {
	text := fmt.Sprint(value)
	if target.Name == "manager" {
		if id := r.wire.idOf(provision.User, text); id != "" {
			return id
		}
	}
	if !carriesMarker(kind, target.Name) {
		return text
	}
	return r.worded(text)
}

// carriesMarker: addresses and nick names of people, and names of groups, carry
// the run marker (design §9); a department that happens to be called like a group
// does not.
func carriesMarker(kind provision.Kind, attribute string) bool {
	if kind == provision.Group {
		return strings.EqualFold(attribute, "displayName")
	}
	return slices.ContainsFunc([]string{"userName", "emails", "externalId", "nickName"}, func(name string) bool {
		return strings.EqualFold(name, attribute)
	})
}

func (r *run) aliasSet(value any) string {
	list, _ := value.([]any)
	names := make([]string, 0, len(list))
	for _, name := range list {
		names = append(names, fmt.Sprint(name))
	}
	slices.Sort(names)
	return "[" + strings.Join(names, " ") + "]"
}

// seenMembers names the members by alias; an id nobody knows stays an id.
func (r *run) seenMembers(resource scim.Resource) string {
	known := r.wire.aliases()
	names := []string{}
	for _, id := range memberIDs(resource) {
		if alias, ok := known[id]; ok {
			id = alias
		}
		names = append(names, id)
	}
	slices.Sort(names)
	return "[" + strings.Join(names, " ") + "]"
}

// expectRequests compares the identity provider's traffic of the last cycle.
func (r *run) expectRequests(signature string, count int, covers []string) {
	seen := r.last.Requests[signature]
	var differences []unmet
	if seen != count {
		differences = []unmet{{attribute: signature, expected: fmt.Sprint(count), seen: fmt.Sprint(seen)}}
	}
	r.settle("the cycle sends "+sends(count, signature), "", covers, "PROV-03", differences)
}

// sends says how often a request is sent.
func sends(count int, signature string) string {
	switch count {
	case 0:
		return "no " + signature
	case 1:
		return signature + " once"
	}
	return fmt.Sprintf("%s %d times", signature, count)
}

// expectLog looks for a line of the last cycle's provisioning log.
func (r *run) expectLog(line scenario.LogLine, covers []string) {
	name := fmt.Sprintf("the log says: %s %s %s", line.Object, line.Action, line.Status)
	var differences []unmet
	if !r.records.has(line) {
		differences = []unmet{{attribute: "log", expected: strings.TrimSpace(line.Action + " " + line.Status + " " + line.Code), seen: r.records.about(line.Object)}}
	}
	r.settle(name, line.Object, covers, "PROV-11", differences)
}

// has says whether the last cycle logged such a line.
func (l *records) has(line scenario.LogLine) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.lines, func(record noted) bool {
		return record.object == line.Object && record.action == line.Action && string(record.status) == line.Status &&
			(line.Code == "" || line.Code == record.code)
	})
}

// action is the provisioning action as Entra logs it: enabling is an update (E-9.4).
func action(record provision.Record) string {
	if record.Action == provision.ActionEnable {
		return string(provision.ActionUpdate)
	}
	return string(record.Action)
}

// about lists what the last cycle logged about an object.
func (l *records) about(object string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var lines []string
	for _, record := range l.lines {
		if record.object == object {
			lines = append(lines, strings.TrimSpace(record.action+" "+string(record.status)+" "+record.code))
		}
	}
	if len(lines) == 0 {
		return "nothing"
	}
	return strings.Join(lines, "; ")
}

// aliases maps target ids to the names of the story.
func (w *wire) aliases() map[string]string {
	w.mu.Lock()
	defer w.mu.Unlock()
	names := make(map[string]string, len(w.ids))
	for key, id := range w.ids {
		names[id] = key.id
	}
	return names
}
