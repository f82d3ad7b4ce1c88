package bundle

import (
	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Declaration is what a statement is and what it is not. It stands in every
// statement, so that nobody takes one for more.
const Declaration = "This is the vendor's own declaration about its own service. It is not a certification by Microsoft, Okta or anybody else."

// Statement is what a vendor declares about its service, as statement.yaml holds
// it (schemas/format/statement.schema.json).
type Statement struct {
	APIVersion     string           `json:"apiVersion"`
	Kind           string           `json:"kind"`
	Summary        string           `json:"summary"` // the first line
	Declaration    string           `json:"declaration"`
	Verdict        verdict.Verdict  `json:"verdict"`
	Partial        bool             `json:"partial"` // a check of the core was skipped, waived or broken
	Implementation Implementation   `json:"implementation"`
	Date           string           `json:"date"` // when the run ended, RFC 3339
	Run            string           `json:"run"`  // its id
	Tool           Tool             `json:"tool"`
	Catalogues     []Digest         `json:"catalogues"`
	Target         verdict.Subject  `json:"target"`
	Settings       Settings         `json:"settings"`
	Reproduce      string           `json:"reproduce"` // the command
	Suites         []Suite          `json:"suites"`
	Features       FeaturesOfTarget `json:"features"`
	Waivers        []Waiver         `json:"waivers"`
}

// Implementation is what is declared about, and by whom.
type Implementation struct {
	Organization string `json:"organization"`
	Project      string `json:"project"`
	Version      string `json:"version"`
}

// Tool is the program that judged.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Commit  string `json:"commit"`
}

// Digest names something with its SHA-256.
type Digest struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Settings are what a run was told, as far as its result depends on it: enough
// to repeat it. There is no secret among them.
type Settings struct {
	Suite    string   `json:"suite"`
	Profile  string   `json:"profile"` // name or file
	Dialect  string   `json:"dialect"`
	Seed     int64    `json:"seed"`
	Only     []string `json:"only,omitempty"`
	Tags     string   `json:"tags,omitempty"`
	Strict   bool     `json:"strict,omitempty"`
	Pack     string   `json:"pack,omitempty"`
	Features []string `json:"features,omitempty"` // folders of one's own
	Schemas  []string `json:"schemas,omitempty"`
	Defects  []string `json:"defects,omitempty"` // of the embedded target
	Unkind   bool     `json:"unkind,omitempty"`
}

// Suite is what a suite came to, its core apart from the rest. Features that the
// target does not offer leave checks of the rest inapplicable, never of a floor.
type Suite struct {
	Name         string       `json:"name"`
	Core         Part         `json:"core"`
	Optional     Part         `json:"optional"`
	Requirements Requirements `json:"requirements"`
}

// Part is a part of a suite: how many of its checks came to what, and which ones
// did not pass, by id.
type Part struct {
	Result        verdict.Verdict `json:"result"`
	Passed        int             `json:"passed"` // also with advice, or overruled
	NotApplicable int             `json:"notApplicable"`
	Failed        []string        `json:"failed"`
	Broken        []string        `json:"broken"`
	Waived        []string        `json:"waived"`
	Skipped       []string        `json:"skipped"`
}

// Requirements are those of a suite, by id.
type Requirements struct {
	Passed        int              `json:"passed"`
	NotApplicable int              `json:"notApplicable"`
	Failed        []requirement.ID `json:"failed"`
	Waived        []requirement.ID `json:"waived"`
	NotJudged     []requirement.ID `json:"notJudged"` // skipped or broken
}

// FeaturesOfTarget are what the target offers: what its vendor declared in the
// target file apart from what the target itself announces.
type FeaturesOfTarget struct {
	Declared   []Feature `json:"declared"`
	Discovered []Feature `json:"discovered"`
}

// Feature is one of them, such as bulk.
type Feature struct {
	Name      string `json:"name"`
	Supported bool   `json:"supported"`
}

// Waiver is a known deviation that the run was asked to excuse.
type Waiver struct {
	Requirement requirement.ID `json:"requirement,omitempty"`
	Check       string         `json:"check,omitempty"`
	Because     string         `json:"because"`
	Owner       string         `json:"owner"`
	Until       string         `json:"until,omitempty"`
	State       string         `json:"state"` // known | stale | unmatched | expired
}

// LoadStatement reads a statement; every mistake is told as file:line:column.
func LoadStatement(name string, text []byte, formats *shape.Set) (Statement, error) {
	var s Statement
	d, err := document.Load(name, text, formats, "Statement", &s)
	if err != nil {
		return Statement{}, err
	}
	return s, d.Err()
}
