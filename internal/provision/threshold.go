package provision

import "fmt"

// The figures of E-7.8, approximate by Microsoft's own words.
const (
	escrowFloor = 5_000  // fewer failures are never evaluated
	escrowShare = 40     // percent of the events of a cycle
	escrowBase  = 40_000 // failures of objects
	escrowTotal = 60_000 // failures of objects and references
)

// failures are what a quarantine by failures is judged by, at the end of a cycle.
type failures struct {
	objects    int // parked
	references int // parked
	failed     int // objects that failed in this cycle, retries not counted
	good       int // objects that did not
}

// reason is the threshold that the failures exceed, "" for none (E-7.8). Base
// and total look at all that is parked. The proportion looks at the events of
// one cycle: the retries of old failures are no new events (inferred).
func (f failures) reason() Reason {
	switch {
	case f.objects+f.references < escrowFloor:
		return ""
	case f.objects > escrowBase:
		return BaseEscrows
	case f.objects+f.references > escrowTotal:
		return TotalEscrows
	case f.failed >= escrowFloor && f.failed*100 > escrowShare*(f.failed+f.good):
		return EscrowProportion
	}
	return ""
}

// keeps says whether a quarantine by proportion goes on in a later cycle: its
// errors are gone when fewer than the floor are parked (E-7.14, inferred).
func (f failures) keeps(q *Quarantine) bool {
	return q != nil && q.Reason == EscrowProportion && f.objects >= escrowFloor
}

func (f failures) String() string {
	return fmt.Sprintf("%d objects and %d references fail; in the last cycle %d of %d objects failed", f.objects, f.references, f.failed, f.failed+f.good)
}
