// Package requirement is the catalogue of what is demanded of a SCIM service,
// and by whom: the RFCs, Entra's needs, an application's own documents, and two
// house rules. Findings cite its ids; nothing may fail without one.
package requirement

// ID names one entry, as its source does: RFC7644-3.5.2-R07, E-6.4, SYNC-06,
// HOUSE-01.
type ID string

// Requirement is one entry of the catalogue.
type Requirement struct {
	ID         ID       `json:"id"`
	Source     string   `json:"source"`               // "RFC 7644 §3.5.2", "ENTRA", "004_…txt", "HOUSE"
	Level      string   `json:"level"`                // MUST MUST_NOT SHOULD SHOULD_NOT MAY implied documented observed inferred stated house
	Force      string   `json:"force,omitempty"`      // of implied entries: defines | reads
	Subject    string   `json:"subject,omitempty"`    // area of the protocol
	Needs      string   `json:"needs,omitempty"`      // feature that must be announced
	Text       string   `json:"text"`                 // the demand, in one sentence
	Observable string   `json:"observable,omitempty"` // yes | partly | no, over HTTP
	How        string   `json:"how,omitempty"`        // idea for a check
	Negative   string   `json:"negative,omitempty"`   // a defect the check would catch
	Judges     string   `json:"judges,omitempty"`     // target | account | client
	For        []string `json:"for,omitempty"`        // applications it holds for
	Opposes    []ID     `json:"opposes,omitempty"`    // entries that demand the contrary
	Exempt     string   `json:"exempt,omitempty"`     // why no check judges it, with the reason
	Lines      []int    `json:"lines,omitempty"`      // line numbers in the RFC text
	Note       string   `json:"note,omitempty"`
	Status     Status   `json:"status,omitempty"` // of rules about the client: what the simulator makes of them
	Reason     string   `json:"reason,omitempty"` // which option, or why it does not apply
}

// Status is what the simulator, which plays the client, makes of a rule about
// the client. Rules that judge a target have none: checks answer for them.
type Status string

// The statuses.
const (
	Implemented   Status = "implemented"    // a test or a scenario names the rule
	Optional      Status = "option"         // implemented behind an option, which the reason names
	NotApplicable Status = "not-applicable" // a simulator has nothing to do here; the reason says why
)

// Ceiling is the worst a breach of an entry can be (design §6).
type Ceiling int

// The ceilings.
const (
	CannotJudge Ceiling = iota // a permission, or a promise about the client
	CanAdvise                  // SHOULD, our reading, observed, inferred
	CanFail                    // MUST, a definition, documented, stated, house
)

// Ceiling says how bad a breach of r can be.
func (r Requirement) Ceiling() Ceiling {
	if r.Judges == "client" {
		return CannotJudge
	}
	switch r.Level {
	case "MUST", "MUST_NOT", "documented", "stated", "house":
		return CanFail
	case "implied":
		if r.Force == "defines" {
			return CanFail
		}
		return CanAdvise
	case "SHOULD", "SHOULD_NOT", "observed", "inferred":
		return CanAdvise
	}
	return CannotJudge
}
