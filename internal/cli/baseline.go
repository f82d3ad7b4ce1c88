package cli

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// tolerated is how long a written baseline excuses what it lists: long enough to
// mend it, short enough not to be forgotten.
const tolerated = 90 * 24 * time.Hour

// writeBaseline lists what failed as known deviations. Why, and who mends it, is
// for a person to say.
func writeBaseline(file string, run verdict.Run, now time.Time) error {
	if _, err := os.Stat(file); err == nil {
		return usage("--write-baseline %s: the file is there already: name another", file)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "apiVersion: scimulator/v1\nkind: Baseline\ntarget: %s\ndeviations:\n", strconv.Quote(run.Target.Name))
	listed := map[requirement.ID]bool{}
	for _, f := range run.Findings {
		if f.Outcome != verdict.Fail && f.Outcome != verdict.Known || listed[f.Requirement] {
			continue
		}
		listed[f.Requirement] = true
		fmt.Fprintf(&text, "  - requirement: %s\n    because: %s\n    owner: nobody yet\n    until: %s\n",
			f.Requirement, strconv.Quote("to be said; seen: "+f.Message), now.Add(tolerated).Format(time.DateOnly))
	}
	if len(listed) == 0 {
		return nil // nothing failed: a baseline with nothing in it is none
	}
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		return fmt.Errorf("the baseline cannot be written: %w", err)
	}
	return nil
}
