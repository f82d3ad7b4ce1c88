package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/provision/expr"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
)

func newExplain(env Env, flags *common) *cobra.Command {
	return &cobra.Command{
		Use: "explain ID", Short: "Explain a requirement, a check, a defect or an expression function",
		Example: "  scimulator explain E-6.4\n  scimulator explain SYNC-06\n  scimulator explain Switch",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return runExplain(env, flags, args[0]) },
	}
}

func runExplain(env Env, flags *common, id string) error {
	a, err := env.assets()
	if err != nil {
		return err
	}
	if function, ok := expr.Lookup(id); ok {
		if flags.json {
			return json.NewEncoder(env.Stdout).Encode(function)
		}
		return explainFunction(env.Stdout, function)
	}
	if one, ok := a.check(id); ok {
		if flags.json {
			return json.NewEncoder(env.Stdout).Encode(checkRow(one).fields)
		}
		return explainCheck(env.Stdout, a, one)
	}
	if fault, ok := defect.Lookup(id); ok {
		if flags.json {
			return json.NewEncoder(env.Stdout).Encode(fault)
		}
		return explainDefect(env.Stdout, a, fault)
	}
	entry, ok := a.catalogue.Get(requirement.ID(id))
	if !ok {
		return unknown("requirement, check, defect or function", id, explainable(a))
	}
	if flags.json {
		return json.NewEncoder(env.Stdout).Encode(entry)
	}
	return explainRequirement(env.Stdout, a, entry)
}

func explainable(a *assets) []string {
	var ids []string
	for _, entry := range a.catalogue.All() {
		ids = append(ids, string(entry.ID))
	}
	for _, function := range expr.Functions() {
		ids = append(ids, function.Name)
	}
	for _, fault := range defect.All() {
		ids = append(ids, fault.Name)
	}
	for _, one := range a.checks() {
		ids = append(ids, one.ID)
	}
	return ids
}

// explainDefect says what is wrong, what it breaks, and how to see it.
func explainDefect(out io.Writer, a *assets, d defect.Defect) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s  (%s, %s)\n\n  %s\n\n", d.Name, d.Subject, d.Harm, d.Sentence)
	for _, id := range d.Breaks {
		entry, _ := a.catalogue.Get(id)
		fmt.Fprintf(&text, "  breaks %-22s %s\n", id, entry.Text)
	}
	if len(d.Field) > 0 {
		fmt.Fprintf(&text, "  seen in the field  %s\n", strings.Join(d.Field, ", "))
	}
	fmt.Fprintf(&text, "\n  how it shows:\n")
	for _, line := range append(slices.Clone(d.Shows.Given), d.Shows.Request) {
		fmt.Fprintf(&text, "    %s\n", line)
	}
	fmt.Fprintf(&text, "  serve it: scimulator serve --defect %s\n", d.Name)
	_, err := io.WriteString(out, text.String())
	return err
}

func explainFunction(out io.Writer, f expr.Function) error {
	_, err := fmt.Fprintf(out, "%s\n\n  %s\n  rule %s\n  example: %s\n", f.Signature, f.Summary, f.Rule, f.Example)
	return err
}

func explainRequirement(out io.Writer, a *assets, entry requirement.Requirement) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s  (%s, %s)\n\n  %s\n", entry.ID, entry.Source, entry.Level, entry.Text)
	for _, field := range []struct{ name, value string }{
		{"a breach is", breach(entry)}, {"judges", entry.Judges}, {"needs", entry.Needs}, {"seen over HTTP", entry.Observable},
		{"how to check", entry.How}, {"a defect would be", entry.Negative}, {"opposed by", opposers(entry)}, {"exempt", entry.Exempt}, {"note", entry.Note},
		{"the simulator", played(entry)},
	} {
		if field.value != "" && field.value != "none" {
			fmt.Fprintf(&text, "  %-18s %s\n", field.name, field.value)
		}
	}
	for _, one := range a.checks() {
		if slices.Contains(one.Rules, entry.ID) {
			fmt.Fprintf(&text, "  %-18s %s\n", "judged by", one.ID)
		}
	}
	passage, err := a.passage(entry)
	if err != nil {
		return err
	}
	if passage != "" {
		fmt.Fprintf(&text, "\n  %s says:\n\n%s\n", entry.Source, passage)
	}
	_, err = io.WriteString(out, text.String())
	return err
}

// played says what the simulator makes of a rule about the client.
func played(entry requirement.Requirement) string {
	switch entry.Status {
	case requirement.Implemented:
		return "plays it (implemented)"
	case requirement.Optional:
		return "plays it behind an option: " + entry.Reason
	case requirement.NotApplicable:
		return "has nothing to do here (not-applicable): " + entry.Reason
	}
	return ""
}

func breach(entry requirement.Requirement) string {
	switch entry.Ceiling() {
	case requirement.CanFail:
		return "a failure"
	case requirement.CanAdvise:
		return "advice"
	}
	return "not judged on the target"
}

func opposers(entry requirement.Requirement) string {
	var ids []string
	for _, id := range entry.Opposes {
		ids = append(ids, string(id))
	}
	return strings.Join(ids, ", ")
}
