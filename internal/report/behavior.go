package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// BehaviorTable writes the rows of the application's documents: what they
// promise, what was seen, the verdict and the evidence. It is Markdown that a
// vendor can attach to its documentation.
func BehaviorTable(out io.Writer, s Source) error {
	text := &failing{out: out}
	fmt.Fprintf(text, "# Documented behavior\n\n%s\n\n", prose(Sentence(s.Run)))
	var rows [][]string
	for _, one := range requirements(s) {
		if documented(one) {
			rows = append(rows, s.behavior(one))
		}
	}
	if rows == nil {
		fmt.Fprintln(text, "No row of the application's documents was judged in this run.")
		return text.err
	}
	table(text, []string{"row", "promised", "seen", "verdict", "evidence"}, rows)
	return text.err
}

// documented: the requirement comes from an application's own documents, which
// state it or from which it follows.
func documented(one verdict.Judged) bool {
	return one.Level == "stated" || one.Level == "inferred" && !entra(one.ID)
}

func entra(id requirement.ID) bool { return strings.HasPrefix(string(id), "E-") }

func (s Source) behavior(one verdict.Judged) []string {
	seen, proof := behaviorSeen(one), one.Checks
	for _, f := range s.Run.Findings {
		if f.Requirement == one.ID || slices.Contains(f.Also, one.ID) {
			seen = joined(f.Message, f.Seen)
			proof = append(proof[:len(proof):len(proof)], evidence(f))
			break
		}
	}
	return []string{span(string(one.ID)), prose(s.sentence(one.ID)), prose(seen), behaviorWord(one), spans(proof)}
}

// behaviorWord: a promise about the client is played, which is no verdict on the
// target (design §6).
func behaviorWord(one verdict.Judged) string {
	if one.Outcome == verdict.NotApplicable && strings.HasPrefix(one.Reason, "played") {
		return "played"
	}
	return word(one.Outcome)
}

// behaviorSeen is what was seen where nothing was found wrong.
func behaviorSeen(one verdict.Judged) string {
	if one.Outcome == verdict.Pass {
		return "as promised"
	}
	return one.Reason
}
