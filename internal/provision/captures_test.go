package provision_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
)

// capture is a request of the provisioning service as somebody who runs a server
// saw it, and the circumstances under which our client sends the same: what is in
// the directory, what the target holds, and what then happens.
type capture struct {
	ID, Event, Source, Provenance, Flag string

	Declined string // why it is not sent
	Request  struct {
		Method, Path string
		Headers      map[string]string // that the source shows; "" for one that was absent
		Body         any
	}
	Part     []string // only these members of the body are the source's own
	Probe    bool     // the GUID of the path is any
	Sequence []string // of the cycle, without probes

	Dialect   string
	Options   profile.Options
	Users     []profile.Attribute
	Groups    []profile.Attribute
	Directory struct {
		Users, Groups []map[string]any
		Roles         []directory.Role
	}
	Assigned []string
	Roles    map[string][]string
	Target   map[string][]scim.Resource // by Users and Groups
	Steps    []captureStep              // after the initial cycle; a cycle follows each
}

type captureStep struct {
	Changes []scenario.Change
	Lost    []string // resources that the target has lost
	Days    int
}

// Every request of the collection is sent by the engine under the circumstances
// of its fixture, or declined with a reason.
func TestCaptures(t *testing.T) {
	files, err := filepath.Glob("testdata/captures/cap-*.json")
	if err != nil || len(files) != 59 {
		t.Fatalf("%d captures, 59 are in the collection: %v", len(files), err)
	}
	declined := 0
	for _, file := range files {
		c := readCapture(t, file)
		t.Run(c.ID+" "+c.Event, func(t *testing.T) {
			if c.Declined == "" {
				c.play(t)
				return
			}
			declined++
			if len(c.Declined) < 40 || c.Request.Method != "" {
				t.Errorf("declined without a reason: %q", c.Declined)
			}
		})
	}
	if declined > 4 {
		t.Errorf("%d captures are declined", declined)
	}
}

func readCapture(t *testing.T, file string) capture {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	var c capture
	if err := decoder.Decode(&c); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return c
}

func (c capture) play(t *testing.T) {
	w := c.world(t)
	spy := &spy{Target: w.target}
	w.job = c.job(w, spy)
	c.cycle(w, spy)
	for _, step := range c.Steps {
		for _, change := range step.Changes {
			happen(w, change)
		}
		for _, resource := range step.Lost {
			delete(w.target.resources, resource)
		}
		w.pass(time.Duration(step.Days) * 24 * time.Hour)
		c.cycle(w, spy)
	}
	c.look(t, spy.sent)
	c.lookSequence(t, spy.sent)
}

// world is the directory and the target of the fixture.
func (c capture) world(t *testing.T) *world {
	w := empty(t)
	w.dialect = c.Dialect
	w.profile = &profile.Profile{Options: c.Options, Users: profile.Mapping{Actions: []string{"create", "update", "delete"}, Attributes: c.Users}}
	if c.Groups != nil {
		w.profile.Groups = &profile.Mapping{Actions: w.profile.Users.Actions, Attributes: c.Groups}
	}
	for _, role := range c.Directory.Roles {
		w.directory.DefineRole(role)
	}
	managers := map[string]string{}
	for _, user := range c.Directory.Users {
		if manager, ok := user["manager"].(string); ok {
			managers[user["id"].(string)] = manager
			delete(user, "manager")
		}
		w.must(w.directory.AddUser(user))
	}
	for user, manager := range managers {
		w.must(w.directory.SetManager(user, manager))
	}
	for _, group := range c.Directory.Groups {
		w.must(w.directory.AddGroup(group))
	}
	c.assign(w)
	for kind, resources := range c.Target {
		for _, resource := range resources {
			w.target.resources[kind+"/"+resource.ID()] = resource
		}
	}
	return w
}

func (c capture) assign(w *world) {
	for _, object := range c.Assigned {
		w.must(w.directory.Assign(object))
	}
	for object, roles := range c.Roles {
		for _, role := range roles {
			w.must(w.directory.AssignRole(object, role))
		}
	}
}

func (c capture) job(w *world, target provision.Target) *provision.Job {
	job, err := provision.NewJob(provision.Config{
		Profile: w.profile, Dialect: w.wire(), Directory: w.directory, Target: target, Log: w.log, Clock: w.clock, Seed: 1,
	})
	w.must(err)
	return job
}

func (c capture) cycle(w *world, spy *spy) {
	spy.sent = nil
	_, err := w.job.Cycle(context.Background())
	w.must(err)
	w.pass(provision.Interval)
}

// happen applies a change to the directory.
func happen(w *world, change scenario.Change) {
	w.Helper()
	d := w.directory
	switch {
	case change.Update != nil:
		values := map[string]any(change.Update)
		id := change.Update.ID()
		delete(values, "id")
		w.must(d.Update(id, values))
	case change.Rename != nil:
		w.must(d.Update(change.Rename.ID, map[string]any{"displayName": change.Rename.DisplayName}))
	case change.SetManager != nil && change.SetManager.Manager == nil:
		w.must(d.SetManager(change.SetManager.User, ""))
	case change.RemoveMember != nil:
		w.must(d.RemoveMember(change.RemoveMember.Group, change.RemoveMember.Member))
	case change.Disable != "":
		w.must(d.Disable(change.Disable))
	case change.Unassign.Object != "":
		w.must(d.Unassign(change.Unassign.Object))
	case change.Delete != "":
		w.must(d.Delete(change.Delete))
	case change.Purge != "":
		w.must(d.Purge(change.Purge))
	default:
		w.Fatalf("the test cannot play %+v", change)
	}
}

// spy keeps the requests of a cycle.
type spy struct {
	provision.Target
	sent []provision.Request
}

func (s *spy) Send(ctx context.Context, request provision.Request) (provision.Response, error) {
	s.sent = append(s.sent, request)
	return s.Target.Send(ctx, request)
}

// look finds the request of the source among those that were sent.
func (c capture) look(t *testing.T, sent []provision.Request) {
	var near []string
	for _, request := range sent {
		if request.Method() != c.Request.Method || c.address(request) != c.place(c.Request.Path) {
			near = append(near, request.Method()+" "+address(request))
			continue
		}
		diff := cmp.Diff(c.Request.Body, c.body(request)) + c.headers(request)
		if diff == "" {
			return
		}
		near = append(near, diff)
	}
	t.Errorf("%s %s is not sent, but (want -, got +)\n%s", c.Request.Method, c.Request.Path, strings.Join(near, "\n"))
}

// place is a path whose GUID is any one, in a probe.
func (c capture) place(path string) string {
	if c.Probe {
		return regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).ReplaceAllString(path, "{guid}")
	}
	return path
}

func (c capture) address(request provision.Request) string {
	if c.Probe != (request.Operation == provision.Probe) {
		return ""
	}
	return c.place(address(request))
}

// address is the path and query of a request as they go over the wire.
func address(request provision.Request) string {
	if request.Query == "" {
		return request.Path()
	}
	return request.Path() + "?" + request.Query
}

// body is the body of a request, or the part of it that the source shows.
func (c capture) body(request provision.Request) any {
	var body any
	if len(request.Body) > 0 {
		if err := json.Unmarshal(request.Body, &body); err != nil {
			return err.Error()
		}
	}
	whole, _ := body.(map[string]any)
	if c.Part == nil || whole == nil {
		return body
	}
	part := map[string]any{}
	for _, name := range c.Part {
		part[name] = whole[name]
	}
	return part
}

// headers says which headers are not as the source shows them. The name of a
// character set is read in any case (RFC 9110 §8.3.2).
func (c capture) headers(request provision.Request) string {
	sent := map[string]string{"Accept": request.Media.Accept}
	if len(request.Body) > 0 {
		sent["Content-Type"] = request.Media.ContentType
	}
	wrong := ""
	for name, value := range c.Request.Headers {
		if !strings.EqualFold(sent[name], value) {
			wrong += name + ": " + sent[name] + " instead of " + value + "\n"
		}
	}
	return wrong
}

func (c capture) lookSequence(t *testing.T, sent []provision.Request) {
	if c.Sequence == nil {
		return
	}
	var got []string
	for _, request := range sent {
		if request.Operation != provision.Probe {
			got = append(got, request.Method()+" "+address(request))
		}
	}
	if diff := cmp.Diff(c.Sequence, got); diff != "" {
		t.Errorf("sequence (want -, got +)\n%s", diff)
	}
}
