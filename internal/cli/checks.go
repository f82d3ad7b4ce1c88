package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/scimulator/scimulator/features"
	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/requirement"
)

// checks are the built-in checks; rows that depend on the target are one. The
// features are part of the program and held by tests, so reading them cannot fail.
func (a *assets) checks() []certify.Check {
	read, err := a.features()
	if err != nil {
		return nil
	}
	all, err := read.Checks(nil)
	if err != nil {
		return nil
	}
	return all
}

func (a *assets) check(id string) (certify.Check, bool) {
	for _, one := range a.checks() {
		if one.ID == id {
			return one, true
		}
	}
	return certify.Check{}, false
}

func (a *assets) passage(entry requirement.Requirement) (string, error) {
	texts, err := sub(features.FS, "rfc")
	if err != nil {
		return "", err
	}
	if strings.HasPrefix(entry.Source, "RFC 9967") {
		return "", nil // exempt as a whole: its text is not carried
	}
	return entry.Passage(texts)
}

func checkRow(one certify.Check) row {
	return row{one.ID, one.Name, map[string]any{
		"id": one.ID, "name": one.Name, "feature": one.Feature, "source": fmt.Sprintf("%s:%d", one.File, one.Line), "requirements": one.Rules, "core": one.Core(),
	}}
}

func checkRows(a *assets) ([]row, error) {
	var rows []row
	for _, one := range a.checks() {
		rows = append(rows, checkRow(one))
	}
	return rows, nil
}

// explainCheck says what a check judges, and shows its steps.
func explainCheck(out io.Writer, a *assets, one certify.Check) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n\n  %s\n  %s, %s:%d\n\n", one.ID, one.Name, one.Feature, one.File, one.Line)
	for _, sentence := range one.Steps() {
		fmt.Fprintf(&text, "    %s\n", sentence)
	}
	text.WriteString("\n")
	for _, rule := range one.Rules {
		entry, _ := a.catalogue.Get(rule)
		fmt.Fprintf(&text, "  judges %-22s %s (%s)\n", rule, entry.Text, entry.Level)
	}
	fmt.Fprintf(&text, "  run it: scimulator certify --only %s\n", one.ID)
	_, err := io.WriteString(out, text.String())
	return err
}

// stepRows are the vocabulary of the checks, with an example each.
func stepRows(*assets) ([]row, error) {
	var rows []row
	for _, one := range steps.Vocabulary() {
		rows = append(rows, row{one.Form, one.Meaning + "\n\t    " + one.Example, map[string]any{
			"name": one.Form, "group": one.Group, "meaning": one.Meaning, "example": one.Example, "body": one.Body,
		}})
	}
	return rows, nil
}
