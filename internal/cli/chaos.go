package cli

import (
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/chaos"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/verdict"
)

// hostile is the flag that plants mishaps between us and the target.
type hostile struct {
	chaos string // profile of the mishaps, "" for none
}

const chaosProfiles = "network, proxy, server, storm for all of it, or one mishap such as answer-lost"

func (h *hostile) bind(command *cobra.Command) {
	command.Flags().StringVar(&h.chaos, "chaos", "",
		"plant mishaps between this command and the target, by --seed: "+chaosProfiles+"; what they do is held against nobody")
}

// hostileTimeout is the usual deadline of a request to the embedded target under
// hostile conditions: some mishaps last until it.
const hostileTimeout = 2 * time.Second

// hostileBody is the largest answer of the embedded target that is read under hostile
// conditions, in bytes: its own are smaller, and endless ones come to many workers at
// the same time.
const hostileBody = 4 << 20

// check refuses a profile that there is not, and what a run under hostile conditions
// cannot answer: its figures are not the target's, and neither is a declaration.
func (h *hostile) check(o *simulateOptions) error {
	switch {
	case h.chaos == "":
		return nil
	case !isChaos(h.chaos):
		return unknown("profile of hostile conditions", h.chaos, chaos.Profiles())
	case o.dryRun:
		return usage("--chaos and --dry-run exclude each other: a dry run sends nothing that could go wrong")
	case o.minRate > 0 || o.maxP95 > 0:
		return usage("--chaos excludes --min-rate and --max-p95: late answers would be our own doing")
	}
	if o.url == "" && o.timeout == connectionTimeout {
		o.timeout = hostileTimeout
	}
	return nil
}

// checkHostile refuses, for a certification, what says something in the name of a
// target that had no fair chance.
func (o *certifyOptions) checkHostile() error {
	for _, one := range []struct{ flag, value string }{
		{"--bundle", o.bundling.file}, {"--pack", o.pack}, {"--shard", o.division.wanted}, {"--baseline", o.baseline}, {"--write-baseline", o.writeBaseline},
	} {
		if o.chaos != "" && one.value != "" {
			return usage("--chaos and %s exclude each other: what was met by a mishap says nothing about the target", one.flag)
		}
	}
	return o.hostile.check(&o.simulateOptions)
}

func isChaos(profile string) bool { return len(chaos.Mishaps(profile)) > 0 }

// tamper plants the mishaps into a connection. Only the identity provider's own
// traffic meets them. A simulation tests the connection in peace before its first
// cycle, so that there is a run at all.
func (p play) tamper(options *client.Options) (*chaos.Plan, error) {
	if p.options.chaos == "" {
		return nil, nil
	}
	plan, err := chaos.New(chaos.Options{Profile: p.options.chaos, Seed: p.options.seed, Concerns: func(l exchange.Label) bool {
		return l.Purpose == exchange.Provisioning && (l.Cycle > 0 || p.certifies)
	}})
	if err != nil {
		return nil, usageError{err}
	}
	options.Tamper = plan.Trip
	if p.door.embedded {
		options.MaxBody = hostileBody
	}
	return plan, nil
}

// met tells what the hostile conditions came to, nil when there were none.
func (l *line) met(o *simulateOptions) *verdict.Chaos {
	if l.plan == nil {
		return nil
	}
	told := &verdict.Chaos{Profile: o.chaos, Seed: o.seed, Mishaps: map[string]int{}}
	for mishap, count := range l.plan.Counts() {
		told.Mishaps[string(mishap)] = count
	}
	return told
}

// besiege puts the mishaps in front of the reference target: of its SCIM service
// only, so that its account side can be trusted.
func (o *serveOptions) besiege(handler http.Handler, base string) (http.Handler, error) {
	if o.chaos == "" {
		return handler, nil
	}
	if !isChaos(o.chaos) {
		return nil, unknown("profile of hostile conditions", o.chaos, chaos.Profiles())
	}
	plan, err := chaos.New(chaos.Options{Profile: o.chaos, Seed: o.seed})
	if err != nil {
		return nil, usageError{err}
	}
	inside := strings.TrimSuffix(base, "/") + "/"
	return plan.Handler(handler, func(r *http.Request) bool {
		return strings.HasPrefix(r.URL.Path, inside) && !strings.HasPrefix(r.URL.Path, "/account") && !strings.HasPrefix(r.URL.Path, "/oauth")
	}), nil
}
