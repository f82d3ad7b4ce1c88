package certify_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// What a row expects, and cannot be seen because something before it failed, is
// held against that alone: the check names what failed, or says that it was not
// judged; it never says that the row is broken.
func TestWhatFollowsIsFolded(t *testing.T) {
	c := newCourt(t)
	for _, test := range []struct {
		name     string
		refuses  func(c *defect.Call) bool
		status   int
		check    string
		outcome  verdict.Outcome
		findings []requirement.ID
	}{
		// E-6.7: a user is created. What the account shows (PROV-03) was not looked at.
		{"an account that was never created", func(c *defect.Call) bool { return c.Is(http.MethodPost, "Users") }, http.StatusBadRequest,
			"behavior/provisioning/a-new-name-reaches-the-account", verdict.Fail, []requirement.ID{"E-6.7"}},
		// A change that failed for the moment waits for its retry (E-7.4): nothing is judged yet.
		{"a change that waits for its retry", func(c *defect.Call) bool { return c.Is(http.MethodPatch, "Users") }, http.StatusInternalServerError,
			"behavior/provisioning/a-new-name-reaches-the-account", verdict.Broken, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			refusing := defect.Defect{Name: "refusing", Install: func() defect.Hooks {
				return defect.Hooks{Before: func(c *defect.Call) *defect.Answer {
					if test.refuses(c) {
						return defect.Refuse(test.status, "", "not now")
					}
					return nil
				}}
			}}
			run, err := c.try(t, service{suite: certify.SuiteDocumented, profile: application(t, "ideo"), defects: []defect.Defect{refusing}}, certify.Choice{Only: []string{test.check}})
			if err != nil {
				t.Fatal(err)
			}
			var found []requirement.ID
			for _, f := range run.Findings {
				found = append(found, f.Requirement)
			}
			if !slices.Equal(found, test.findings) {
				t.Errorf("findings %v, expected %v", found, test.findings)
			}
			if got := run.Checks[0].Outcome; got != test.outcome {
				t.Errorf("%s: %s, expected %s", got, run.Checks[0].Reason, test.outcome)
			}
		})
	}
}
