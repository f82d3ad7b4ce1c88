package profile

// Leaving are options about the scope and about objects that leave it. The zero
// value is what the documents say, or what is inferred where they are silent.
type Leaving struct {
	// SkipOutOfScope is the job's secret SkipOutOfScopeDeletions (E-7.25): what goes
	// out of scope is neither disabled nor deleted.
	SkipOutOfScope bool   `json:"skipOutOfScopeDeletions,omitempty"`
	FilterCase     string `json:"E-2.11,omitempty"` // sensitive (default) | insensitive: ENDS_WITH, & and !&
	FilterRegex    string `json:"E-2.14,omitempty"` // part (default) | whole: what a regex has to match
	SkipReach      string `json:"E-7.26,omitempty"` // outOfScope (default) | all: blocked and soft-deleted users, too
	NoSoftDelete   string `json:"E-8.15,omitempty"` // nothing (default) | delete: IsSoftDeleted is not mapped
}
