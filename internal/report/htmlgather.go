package report

import (
	"slices"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// How much evidence the page holds. A page of a long run must open at once; the
// whole of it stands in exchanges.ndjson.
const (
	citedLimit  = 400 // exchanges that findings rest on, with their bodies
	sampleLimit = 400 // others, without them, spread evenly over the run
	faultLimit  = 100 // answers that are absent or 5xx
	slowLimit   = 20
)

// gathered is what one pass over the evidence keeps. It does not grow with the
// run.
type gathered struct {
	cited    map[int64]exchange.Exchange
	omitted  map[int64]bool // cited, and beyond citedLimit
	total    int
	sample   []exchange.Exchange
	stride   int // every so manyth is in the sample
	faults   []exchange.Exchange
	slow     []exchange.Exchange
	took     []int // counts by the bounds of latencyBounds, of the provider's traffic
	problems []string
}

func gather(s Source) *gathered {
	g := &gathered{cited: map[int64]exchange.Exchange{}, omitted: map[int64]bool{}, stride: 1, took: make([]int, len(latencyBounds())+1)}
	wanted := g.wanted(s)
	for e, err := range s.AllExchanges() {
		if err != nil {
			g.problem(err)
			continue
		}
		g.total++
		if wanted[e.ID] {
			g.cited[e.ID] = e
		}
		g.count(e)
		e.Request, e.Response = exchange.Message{}, exchange.Message{}
		g.keep(e)
	}
	return g
}

// wanted are the exchanges whose bodies the page shows: those of the worst
// findings first.
func (g *gathered) wanted(s Source) map[int64]bool {
	wanted := map[int64]bool{}
	for _, f := range worstFirst(s.Run.Findings) {
		for _, id := range decisive(f.Exchanges) {
			if len(wanted) < citedLimit {
				wanted[id] = true
			} else if !wanted[id] {
				g.omitted[id] = true
			}
		}
	}
	return wanted
}

// eachLimit is how many exchanges one finding shows. A finding that was seen a
// hundred times is proved by its first sightings.
const eachLimit = 6

func decisive(ids []int64) []int64 { return ids[:min(len(ids), eachLimit)] }

func (g *gathered) keep(e exchange.Exchange) {
	if (g.total-1)%g.stride == 0 {
		g.sample = append(g.sample, e)
	}
	if len(g.sample) > sampleLimit {
		g.halve()
	}
	if (e.Fault != "" || e.Status >= 500) && len(g.faults) < faultLimit {
		g.faults = append(g.faults, e)
	}
	g.slow = append(g.slow, e)
	if len(g.slow) > 2*slowLimit {
		g.slow = slowest(g.slow)
	}
}

// halve keeps every second of the sample, so that it stays even.
func (g *gathered) halve() {
	kept := g.sample[:0]
	for i := 0; i < len(g.sample); i += 2 {
		kept = append(kept, g.sample[i])
	}
	g.sample, g.stride = kept, g.stride*2
}

func slowest(all []exchange.Exchange) []exchange.Exchange {
	slices.SortStableFunc(all, func(a, b exchange.Exchange) int { return int(b.Took - a.Took) })
	return all[:min(len(all), slowLimit)]
}

func (g *gathered) count(e exchange.Exchange) {
	if e.Label.Purpose != exchange.Provisioning || e.Status == 0 {
		return
	}
	bounds := latencyBounds()
	i := 0
	for i < len(bounds) && e.Took > time.Duration(bounds[i]*float64(time.Millisecond)) {
		i++
	}
	g.took[i]++
}

// problemLimit is how many broken lines are named.
const problemLimit = 5

func (g *gathered) problem(err error) {
	if len(g.problems) < problemLimit {
		g.problems = append(g.problems, shown(err.Error()))
	}
}

// rows are the exchanges of the table, in the order of sending.
func (g *gathered) rows() []exchange.Exchange {
	all := slices.Concat(g.sample, g.faults, slowest(g.slow))
	for _, e := range g.cited {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b exchange.Exchange) int { return int(a.ID - b.ID) })
	return slices.CompactFunc(all, func(a, b exchange.Exchange) bool { return a.ID == b.ID })
}
