package sweep

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Config says what is swept, and where.
type Config struct {
	Sender   Sender
	Dialect  dialect.Dialect // in which an account is switched off
	Ledger   Ledger
	Marker   string        // of the run; "" where it is not known
	ByMarker bool          // also what carries the marker and is in no ledger
	Dry      bool          // look only
	Settle   time.Duration // how long a write may take to show
}

// Result is what a sweep came to.
type Result struct {
	Removed   []Thing            `json:"removed"`   // in a dry run: to be removed
	Gone      int                `json:"gone"`      // in the ledger, and not there any more
	Leftovers []verdict.Leftover `json:"leftovers"` // disabled, refused, or unknown
}

// Nothing is the result of a sweep that found nothing to do.
func Nothing() Result { return Result{Removed: []Thing{}, Leftovers: []verdict.Leftover{}} }

// sweeper is one sweep.
type sweeper struct {
	Config
	site    *site
	trusted map[string]bool // kinds whose deletion took place when it was answered with success
	swept   map[string]bool // by path
	result  Result
}

// Sweep removes what the ledger leaves open. The error is *Unreachable, and then
// nothing was removed, or that of the context.
func Sweep(ctx context.Context, c Config) (Result, error) {
	s := &sweeper{
		Config: c, site: &site{sender: c.Sender, label: exchange.Label{Purpose: exchange.Cleanup}}, trusted: map[string]bool{}, swept: map[string]bool{},
		result: Nothing(),
	}
	if err := s.site.reach(ctx); err != nil {
		return s.result, err
	}
	s.bulk()
	for _, one := range ordered(c.Ledger.Live) {
		s.remove(ctx, one)
	}
	listed := s.byMarker(ctx)
	for _, doubt := range ordered(c.Ledger.Doubts) {
		if !listed[doubt.Kind] || !carries(doubt.Name, s.Marker) {
			s.settle(ctx, doubt)
		}
	}
	return s.result, ctx.Err()
}

// bulk requests are settled by marker: their ledger line has nothing else.
func (s *sweeper) bulk() {
	for _, doubt := range s.Ledger.Doubts {
		if doubt.Kind == bulk && IsMarker(doubt.Name) && (s.Marker == "" || s.Marker == doubt.Name) {
			s.ByMarker, s.Marker = true, doubt.Name
		}
	}
}

// ordered puts groups before all others and users behind them, so that no group
// points to a user who is gone.
func ordered(all []Thing) []Thing {
	rank := map[string]int{"Group": -1, "User": 1}
	return slices.SortedStableFunc(slices.Values(all), func(a, b Thing) int { return cmp.Compare(rank[a.Kind], rank[b.Kind]) })
}

// byMarker removes what carries the marker, and gives the kinds that could be
// listed: nothing of them is in doubt.
func (s *sweeper) byMarker(ctx context.Context) map[string]bool {
	listed := map[string]bool{}
	if !s.ByMarker || s.Marker == "" {
		return listed
	}
	var all []Thing
	for _, kind := range slices.Sorted(maps.Keys(s.site.endpoints)) {
		ours, err := s.site.carrying(ctx, kind, s.Marker)
		if err != nil {
			s.leave(Thing{Kind: kind, Name: s.Marker}, "unknown", "what carries the marker cannot be found: "+err.Error())
			continue
		}
		listed[kind], all = true, append(all, ours...)
	}
	for _, one := range ordered(all) {
		s.remove(ctx, one)
	}
	return listed
}

// settle looks for what may have been created, by exactly its name. Only a name
// with a marker is ours beyond doubt.
func (s *sweeper) settle(ctx context.Context, doubt Thing) {
	if s.site.endpoints[doubt.Kind] == "" || !carries(doubt.Name, s.Marker) || ctx.Err() != nil {
		return
	}
	found, err := s.site.found(ctx, doubt.Kind, doubt.Name)
	if err != nil {
		s.leave(doubt, "unknown", "nobody can tell whether it was created: "+err.Error())
	}
	for _, one := range found {
		s.remove(ctx, one)
	}
}

func (s *sweeper) leave(t Thing, state, reason string) {
	resource := strings.TrimPrefix(s.site.path(t), "/")
	if t.ID == "" {
		resource = strings.TrimPrefix(s.site.endpoints[t.Kind], "/")
	}
	s.result.Leftovers = append(s.result.Leftovers, verdict.Leftover{Resource: resource, Name: t.Name, State: state, Reason: reason})
}
