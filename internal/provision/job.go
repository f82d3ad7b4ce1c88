// Package provision is Entra's provisioning service as a client: it decides,
// cycle by cycle, what a change in the source directory means for a target, and
// sends it. Scope, match, map, diff and plan are pure values that can be
// printed; only apply sends, through the one-method Target interface, so the
// package knows no HTTP. Rule ids (E-x.y) refer to the catalogue.
package provision

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
)

// Interval between the starts of two cycles (E-1.24).
const Interval = 40 * time.Minute

// Config is what a job is made of.
type Config struct {
	Profile   *profile.Profile
	Dialect   dialect.Dialect
	Directory *directory.Directory
	Target    Target
	Log       Log
	Clock     clock.Clock
	Base      string                // URL of the target, for "$ref" (E-5.26); may be empty
	ID        string                // of the job (E-1.2)
	Everybody bool                  // sync all users and groups (E-2.1)
	Workers   int                   // objects evaluated at the same time; 0 means 1
	Seed      uint64                // of random functions in mappings
	Progress  func(done, total int) // may be nil
	Notify    func(Notice)          // gets the notification e-mails (E-7.16); may be nil
	OAuth     bool                  // access tokens instead of a static one: for on-demand provisioning the job has to be stopped (E-10.5)
}

// Job is one configured connection of one application: the engine's state
// between cycles is its links, its escrows and its watermark, nothing else.
type Job struct {
	directory *directory.Directory
	target    Target
	log       Log
	clock     clock.Clock
	dialect   dialect.Dialect
	variant
	scope
	everybody bool
	demanding bool // on-demand provisioning is under way (E-3.29)
	workers   int
	random    *rand.Rand
	progress  func(done, total int)
	id        string
	base      string
	options   profile.Operating
	notify    func(Notice)
	oauth     bool
	life      lifecycle
	gate      sync.RWMutex // held while the job pauses for a Retry-After (E-6.27)

	userMapping  *mapping
	groupMapping *mapping

	users     *links
	groups    *links
	escrows   *escrows
	watermark directory.Watermark
	cycles    int

	counting sync.Mutex
	requests map[string]int // of the running cycle, by signature
}

// NewJob compiles the mappings; an error names the attribute that is wrong.
func NewJob(config Config) (*Job, error) {
	users, err := compile(User, &config.Profile.Users)
	if err != nil {
		return nil, err
	}
	groups, err := compile(Group, config.Profile.Groups)
	if err != nil {
		return nil, err
	}
	scope, err := newScope(config.Profile)
	if err != nil {
		return nil, err
	}
	job := &Job{
		directory: config.Directory, target: config.Target, log: config.Log, clock: config.Clock,
		dialect: wire(config.Dialect, config.Profile, config.Base), variant: variantOf(config.Profile.Options), scope: scope, everybody: config.Everybody, workers: max(1, config.Workers),
		random: rand.New(&sharedSource{source: rand.NewPCG(config.Seed, 0)}), progress: config.Progress,
		id: config.ID, base: config.Base, options: config.Profile.Options.Operating, notify: config.Notify, oauth: config.OAuth,
		userMapping: users, groupMapping: groups,
		users: newLinks(), groups: newLinks(), escrows: newEscrows(), requests: map[string]int{},
	}
	if job.progress == nil {
		job.progress = func(int, int) {}
	}
	return job, nil
}

// Link is the target id of a source object, "" when there is none (E-1.39).
func (j *Job) Link(kind Kind, object string) string {
	if entry := j.store(kind).get(object); entry != nil {
		return entry.id
	}
	return ""
}

// Links counts the linked users and groups (E-9.20).
func (j *Job) Links() (users, groups int) { return j.users.len(), j.groups.len() }

// Cycles counts the cycles so far.
func (j *Job) Cycles() int { return j.cycles }

func (j *Job) store(kind Kind) *links {
	if kind == Group {
		return j.groups
	}
	return j.users
}

// groupsEnabled: the group mapping can be switched off, the user mapping not (E-2.3).
func (j *Job) groupsEnabled() bool { return j.groupMapping.allowed != nil }

func (j *Job) count(request Request) {
	j.counting.Lock()
	defer j.counting.Unlock()
	j.requests[request.Signature()]++
}

// counted takes the counts since the last call.
func (j *Job) counted() map[string]int {
	j.counting.Lock()
	defer j.counting.Unlock()
	counts := maps.Clone(j.requests)
	clear(j.requests)
	return counts
}

// TestConnection sends the queries of E-1.10 and E-1.11: a match for a user,
// and for a group where groups are mapped, that cannot exist. The first failure
// is returned.
func (j *Job) TestConnection(ctx context.Context) *Failure {
	failure := j.probeAll(ctx)
	j.life.tested(failure == nil)
	return failure
}

func (j *Job) probeAll(ctx context.Context) *Failure {
	for _, mapping := range []*mapping{j.userMapping, j.groupMapping} {
		if len(mapping.matching) == 0 {
			continue
		}
		if failure := j.probe(ctx, mapping); failure != nil {
			return failure
		}
	}
	return nil
}

func (j *Job) probe(ctx context.Context, mapping *mapping) *Failure {
	request := j.matchRequest(mapping, mapping.matching[0].target, j.probeName+newGUID(j.random), "")
	request.Operation = Probe
	response, failure := j.send(ctx, request)
	if failure != nil {
		return failure
	}
	found, failure := decodeList(request, response)
	if failure != nil {
		return failure
	}
	if len(found) > 0 {
		return &Failure{
			Code: codeFiltering, Status: response.Status, Exchange: response.Exchange, Request: request, Planted: response.Planted,
			Reason: "the query for an object that cannot exist returned one (E-1.10): the filter is not applied",
		}
	}
	return nil
}

// Signatures of a count in a stable order.
func Signatures(counts map[string]int) []string { return slices.Sorted(maps.Keys(counts)) }
