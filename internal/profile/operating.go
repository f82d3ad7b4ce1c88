package profile

// Operating are options about failures in time and the operation of the job. The
// zero value is what the documents say, or the default that the rule names.
type Operating struct {
	LostLink      string `json:"E-6.6,omitempty"`  // rematch (default) | InvalidAnchor
	RetryAfter    string `json:"E-6.27,omitempty"` // ignore (default) | pause
	EscrowEnd     string `json:"E-7.2,omitempty"`  // disable (default) | drop: connectors may differ
	SlowerCycles  string `json:"E-7.13,omitempty"` // ladder (default) | daily
	DeletionLimit int    `json:"E-7.17,omitempty"` // accidental-deletion threshold; 0: off
	QuickPurge    string `json:"E-8.7,omitempty"`  // delete (default) | nothing
}
