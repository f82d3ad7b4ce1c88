package simulate

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
)

// counting is a target that answers 200 and counts.
type counting struct{ requests int }

func (c *counting) Send(context.Context, provision.Request) (provision.Response, error) {
	c.requests++
	return provision.Response{Status: 200}, nil
}

var (
	someCreation = provision.Request{Operation: provision.Create, Kind: provision.User}
	someRead     = provision.Request{Operation: provision.Read, Kind: provision.User, ID: "1"}
)

// What each fault answers in the target's place; all of it is marked as planted.
func TestAnswersOfFaults(t *testing.T) {
	tests := []struct {
		fault  scenario.Fault
		want   provision.Response
		failed bool
	}{
		{scenario.Fault{Answer: "429", RetryAfter: 120}, provision.Response{Status: 429, RetryAfter: 2 * time.Minute}, false},
		{scenario.Fault{Answer: "500"}, provision.Response{Status: 500}, false},
		{scenario.Fault{Answer: "503"}, provision.Response{Status: 503}, false},
		{scenario.Fault{Answer: scenario.Unauthorized}, provision.Response{Status: 401}, false},
		{scenario.Fault{Answer: scenario.HTML}, provision.Response{Status: 200, Body: []byte(page)}, false},
		{scenario.Fault{Answer: scenario.Timeout}, provision.Response{}, true},
		{scenario.Fault{Answer: scenario.Refused}, provision.Response{}, true},
	}
	for _, test := range tests {
		t.Run(string(test.fault.Answer), func(t *testing.T) {
			target := &counting{}
			f := &faults{next: target, clock: clock.NewVirtual(monday)}
			test.fault.Times = 1
			f.begin(test.fault)
			got, err := f.Send(context.Background(), someCreation)
			test.want.Planted = true
			if diff := cmp.Diff(test.want, got); diff != "" || (err != nil) != test.failed || target.requests != 0 {
				t.Errorf("error %v, %d requests reached the target, answer (want -, got +)\n%s", err, target.requests, diff)
			}
			if late := errors.Is(err, context.DeadlineExceeded); late != (test.fault.Answer == scenario.Timeout) {
				t.Errorf("a timeout: %t", late)
			}
			if got, _ := f.Send(context.Background(), someCreation); got.Planted || target.requests != 1 {
				t.Errorf("the fault goes on: %+v", got)
			}
		})
	}
}

// How long a fault lasts and what it concerns.
func TestReachOfFaults(t *testing.T) {
	virtual := clock.NewVirtual(monday)
	f := &faults{next: &counting{}, clock: virtual}
	planted := func(request provision.Request) bool {
		got, _ := f.Send(context.Background(), request)
		return got.Planted
	}
	f.begin(scenario.Fault{Answer: "500", On: "POST /Users", For: scenario.Duration(time.Hour)})
	if !planted(someCreation) || planted(someRead) || !planted(someCreation) {
		t.Error("on POST /Users: the wrong requests are hit")
	}
	_ = virtual.Until(context.Background(), monday.Add(time.Hour-time.Second))
	if !planted(someCreation) {
		t.Error("over too early")
	}
	_ = virtual.Until(context.Background(), monday.Add(time.Hour))
	if planted(someCreation) {
		t.Error("not over after an hour")
	}
	f.begin(scenario.Fault{Answer: "500", On: "all", Times: 2})
	if !planted(someRead) || !planted(someCreation) || planted(someCreation) {
		t.Error("two times: the wrong requests are hit")
	}
	f.begin(scenario.Fault{Answer: scenario.Unauthorized, For: scenario.Duration(time.Hour)})
	f.begin(scenario.Fault{Answer: "503", On: "GET /Users", For: scenario.Duration(time.Hour)})
	f.renew()
	if planted(someCreation) || !planted(someRead) {
		t.Error("new credentials end what is about the old ones, and nothing else")
	}
}

// Whatever a story plants is never held against the target, and what was left
// undone is done afterwards: the target is clean, so the run is conformant.
func TestFaultsAreNotTheTargets(t *testing.T) {
	var planted []scenario.Fault
	for _, answer := range []scenario.Answer{"429", "500", "503", scenario.Timeout, scenario.Refused, scenario.Unauthorized, scenario.HTML} {
		planted = append(planted, scenario.Fault{Answer: answer, On: scenario.Everything})
	}
	for _, on := range []string{"GET /Users", "POST /Users", "PATCH /Users", "DELETE /Users", "GET /Groups", "POST /Groups", "PATCH /Groups", "DELETE /Groups"} {
		planted = append(planted, scenario.Fault{Answer: "500", On: on}, scenario.Fault{Answer: scenario.HTML, On: on})
	}
	for _, fault := range planted {
		t.Run(string(fault.Answer)+" on "+fault.On, func(t *testing.T) {
			t.Parallel()
			fault.For = scenario.Duration(time.Hour)
			later := scenario.Duration(13 * time.Hour)
			got := stage{steps: []scenario.Step{
				{Fault: &fault, Cycle: "initial"},
				{Run: later},
				{Change: []scenario.Change{{Update: scenario.Object{"id": "ana", "surname": "Moreira"}}, {AddMember: &scenario.Membership{Group: "design", Member: "bo"}}},
					Fault: &fault, Run: later},
				{Change: []scenario.Change{{Purge: "bo"}, {Delete: "design"}}, Fault: &fault, Run: later, Expect: &scenario.Expect{
					Users:  map[string]scenario.Sight{"ana": {Attributes: map[string]any{"name.familyName": "Moreira"}}, "bo": {Absent: true}},
					Groups: map[string]scenario.Sight{"design": {Absent: true}},
					Job:    &scenario.JobSight{Code: "Active", Last: "Succeeded"},
				}},
			}}.play(t)
			got.conformant(t)
			if len(got.run.Leftovers) > 0 {
				t.Errorf("left behind: %+v", got.run.Leftovers)
			}
		})
	}
}
