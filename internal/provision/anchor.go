package provision

import "net/http"

// What becomes of a link whose resource is gone is told differently (E-6.6): by
// default it is dropped and matching starts over, as was seen; by option an
// incremental cycle fails with InvalidAnchor, whose documented cure is a restart.

// lost says whether the read of a linked resource found that it is gone.
func (c *cycle) lost(failure *Failure) bool {
	return failure != nil && failure.Status == http.StatusNotFound
}

// anchored says whether this cycle keeps to a link whose resource is gone.
func (c *cycle) anchored() bool {
	return c.job.options.LostLink == "InvalidAnchor" && !c.initial && c.demand == 0
}

// invalidAnchor is the failure as the log names it then.
func (f *Failure) invalidAnchor() *Failure {
	anchor := *f
	anchor.Code, anchor.Reason = CodeAnchor, "an account that was linked earlier no longer exists: restart provisioning"
	return &anchor
}
