package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// annotationsOfAKind is how many annotations of one kind GitHub keeps of a step;
// the others it drops in silence.
const annotationsOfAKind = 10

// Annotations writes the findings as commands that GitHub Actions shows beside
// the code, the worst first, and a last one that sums up. Ten of a kind are
// shown; the rest is counted.
func Annotations(out io.Writer, run verdict.Run) error {
	text := &failing{out: out}
	room := map[string]int{"error": annotationsOfAKind, "warning": annotationsOfAKind}
	omitted := 0
	for _, row := range judgments(run) {
		kind := annotationKind(row)
		if kind == "" || len(row.findings) > 0 || row.rehearsed {
			continue
		}
		omitted += annotate(text, room, kind, row.file, row.line, row.name, row.headline())
	}
	files := map[string]verdict.Check{}
	for _, c := range run.Checks {
		files[c.ID] = c
	}
	for _, f := range worstFirst(run.Findings) {
		kind := annotationKind(judgment{outcome: f.Outcome})
		if kind == "" {
			continue
		}
		file, line := place(files[f.Check].Source)
		omitted += annotate(text, room, kind, file, line, string(f.Requirement), joinLines(account(f)))
	}
	summary := Sentence(run)
	if omitted > 0 {
		summary += fmt.Sprintf("; %d more stand in the report", omitted)
	}
	fmt.Fprintf(text, "::notice title=scimulator::%s\n", messageText(shown(summary)))
	return text.err
}

func annotationKind(row judgment) string {
	switch row.outcome {
	case verdict.Fail, verdict.Broken:
		return "error"
	case verdict.Advice:
		return "warning"
	}
	return ""
}

// annotate writes one command while there is room, and returns how many it left
// out.
func annotate(out io.Writer, room map[string]int, kind, file string, line int, title, message string) int {
	if room[kind] == 0 {
		return 1
	}
	room[kind]--
	properties := "title=" + propertyText(title)
	if file != "" {
		properties = "file=" + propertyText(file) + fmt.Sprintf(",line=%d,", max(1, line)) + properties
	}
	fmt.Fprintf(out, "::%s %s::%s\n", kind, properties, messageText(message))
	return 0
}

// messageText escapes what ends a command. Each line was cleaned before.
func messageText(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func propertyText(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(messageText(shown(text)))
}

// summaryBytes keeps a summary below the megabyte at which GitHub discards it
// whole.
const summaryBytes = 900_000

// StepSummary writes Markdown for the file that GITHUB_STEP_SUMMARY names. What
// does not fit is cut at the end of a line, and said.
func StepSummary(out io.Writer, s Source) error {
	var text bytes.Buffer
	markdown(&text, s.Run)
	whole := text.Bytes()
	if len(whole) > summaryBytes {
		whole = whole[:bytes.LastIndexByte(whole[:summaryBytes], '\n')+1]
		whole = fmt.Appendf(whole, "\nThe summary ends here: %d bytes more stand in the report.\n", text.Len()-len(whole))
	}
	_, err := out.Write(whole)
	return err
}
