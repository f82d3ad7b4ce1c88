package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// TAP writes the run in the Test Anything Protocol, version 14.
func TAP(out io.Writer, s Source) error {
	text := &failing{out: out}
	rows := judgments(s.Run)
	fmt.Fprintln(text, "TAP version 14")
	fmt.Fprintf(text, "# %s\n", shown(Sentence(s.Run)))
	fmt.Fprintf(text, "1..%d\n", len(rows))
	for i, row := range rows {
		fmt.Fprintln(text, tapLine(i+1, row))
		if row.outcome == verdict.Advice || row.status() == failed || row.status() == errored {
			tapDetails(text, row)
		}
	}
	return text.err
}

func tapLine(number int, row judgment) string {
	word, directive := "ok", ""
	switch row.status() {
	case failed, errored:
		word = "not ok"
	case skipped:
		directive = " # SKIP " + tapText(row.headline())
	}
	return fmt.Sprintf("%s %d - %s%s", word, number, tapText(row.group+" "+row.name), directive)
}

// tapText escapes what would begin a directive.
func tapText(text string) string {
	return strings.NewReplacer(`\`, `\\`, "#", `\#`).Replace(shown(text))
}

// tapDetails is the YAML block of a row. JSON strings are YAML strings.
func tapDetails(out io.Writer, row judgment) {
	fmt.Fprintf(out, "  ---\n  outcome: %s\n  message: %s\n  details:\n", row.outcome, yamlText(row.headline()))
	for _, line := range row.account() {
		fmt.Fprintf(out, "    - %s\n", yamlText(line))
	}
	fmt.Fprintln(out, "  ...")
}

func yamlText(text string) string {
	raw, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(raw)
}
