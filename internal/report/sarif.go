package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	Results     []sarifResult     `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version,omitempty"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID         string          `json:"id"`
	Short      sarifText       `json:"shortDescription"`
	Help       string          `json:"helpUri,omitempty"`
	Properties sarifProperties `json:"properties"`
}

type sarifProperties struct {
	Tags []string `json:"tags"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level   string    `json:"level"`
	Message sarifText `json:"message"`
}

type sarifResult struct {
	Rule         string             `json:"ruleId"`
	Index        int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	Line int `json:"startLine"`
}

type sarifSuppression struct {
	Kind   string `json:"kind"`
	Reason string `json:"justification"`
}

// sarifResults is how many results GitHub takes of one run.
const sarifResults = 25000

// SARIF writes the findings for code scanning. What passed or does not apply is
// left out: a reader that knows no kinds would show it as an alert. What we
// could not judge is a notification, not a result.
func SARIF(out io.Writer, s Source) error {
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "scimulator", Version: shown(s.Run.Tool.Version), Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{{Successful: s.Run.Verdict != verdict.NoVerdict && !s.Run.Interrupted, Notifications: []sarifNotification{}}},
		Results:     []sarifResult{},
	}
	rules := map[requirement.ID]int{}
	for _, f := range worstFirst(s.Run.Findings) {
		if f.Outcome == verdict.Broken {
			run.notify("error", shown(string(f.Requirement)+": "+f.Message))
			continue
		}
		if len(run.Results) == sarifResults {
			run.notify("warning", "more findings stand in run.json: a run of SARIF holds no more")
			break
		}
		i, known := rules[f.Requirement]
		if !known {
			i = len(run.Tool.Driver.Rules)
			rules[f.Requirement] = i
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, s.rule(f))
		}
		run.Results = append(run.Results, s.result(f, i))
	}
	run.notify("note", shown(Sentence(s.Run)))
	return writeJSON(out, sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

func (r *sarifRun) notify(level, text string) {
	r.Invocations[0].Notifications = append(r.Invocations[0].Notifications, sarifNotification{level, sarifMessage(text)})
}

// sarifMessage escapes brackets: in a message they make links.
func sarifMessage(text string) sarifText {
	return sarifText{strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(text)}
}

func (s Source) rule(f verdict.Finding) sarifRule {
	rule := sarifRule{ID: shown(string(f.Requirement)), Short: sarifMessage(shown(cmp.Or(f.Sentence, s.sentence(f.Requirement), string(f.Requirement))))}
	for _, tag := range []string{f.Level, string(f.Harm)} {
		if tag = shown(tag); tag != "" && !slices.Contains(rule.Properties.Tags, tag) {
			rule.Properties.Tags = append(rule.Properties.Tags, tag)
		}
	}
	if rule.Properties.Tags == nil {
		rule.Properties.Tags = []string{}
	}
	rule.Help = passage(string(f.Requirement))
	return rule
}

// passage is where the RFC of a requirement can be read: RFC7644-3.5.2-R07 is of
// section 3.5.2. Other sources have no address.
func passage(id string) string {
	parts := regexp.MustCompile(`^RFC(\d{4})-(\d+(?:\.\d+)*)-R\d+$`).FindStringSubmatch(id)
	if parts == nil {
		return ""
	}
	return "https://www.rfc-editor.org/rfc/rfc" + parts[1] + "#section-" + parts[2]
}

func (s Source) result(f verdict.Finding, rule int) sarifResult {
	result := sarifResult{
		Rule: shown(string(f.Requirement)), Index: rule, Level: sarifLevel(f.Outcome), Message: sarifMessage(joinLines(account(f))),
		Locations: []sarifLocation{s.location(f)}, Suppressions: []sarifSuppression{},
	}
	// Not of times or of ids: the next run must find the same alert.
	cause := strings.Join([]string{s.Run.Target.Name, f.Check, string(f.Requirement), f.Attribute, newNames(s.Run).text(f.Message)}, "\x00")
	sum := sha256.Sum256([]byte(cause))
	result.Fingerprints = map[string]string{"scimulator/v1": hex.EncodeToString(sum[:])}
	switch f.Outcome {
	case verdict.Known:
		result.Suppressions = append(result.Suppressions, sarifSuppression{"external", "known: declared in the baseline"})
	case verdict.Overruled:
		result.Suppressions = append(result.Suppressions, sarifSuppression{"external", shown("overruled by " + string(f.By))})
	}
	return result
}

func sarifLevel(o verdict.Outcome) string {
	switch o {
	case verdict.Fail, verdict.Known:
		return "error"
	case verdict.Advice:
		return "warning"
	}
	return "note"
}

// location is the feature or the story that made the finding: a service that
// speaks SCIM has no source line, and GitLab refuses results without one.
func (s Source) location(f verdict.Finding) sarifLocation {
	file, line := "run.json", 1
	for _, c := range s.Run.Checks {
		if c.ID != "" && c.ID == f.Check && c.Source != "" {
			file, line = place(c.Source)
		}
	}
	return sarifLocation{sarifPhysical{sarifArtifact{address(file)}, sarifRegion{max(1, line)}}}
}
