package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
)

// row is one line of a listing; JSON names the key id for requirements and name
// for the rest.
type row struct {
	key, value string
	fields     map[string]any
}

func newList(env Env, flags *common) *cobra.Command {
	command := &cobra.Command{
		Use: "list WHAT", Short: "List scenarios, profiles, checks, steps, requirements, defects, dialects or packs",
		Example: "  scimulator list scenarios\n  scimulator list requirements --source entra --json",
	}
	command.Args = cobra.NoArgs
	command.RunE = func(*cobra.Command, []string) error {
		return usage("list what? scenarios, profiles, checks, steps, requirements, defects, dialects or packs")
	}
	source := ""
	requirements := listing(env, flags, "requirements", func(a *assets) ([]row, error) { return requirementRows(a, source), nil })
	requirements.Flags().StringVar(&source, "source", "", "only of this source: rfc, entra, documented, house, or a part of its name")
	command.AddCommand(
		listing(env, flags, "scenarios", scenarioRows), listing(env, flags, "profiles", profileRows),
		listing(env, flags, "dialects", dialectRows), listing(env, flags, "defects", defectRows), requirements,
		listing(env, flags, "checks", checkRows), listing(env, flags, "steps", stepRows), listing(env, flags, "packs", packRows),
	)
	return command
}

func listing(env Env, flags *common, what string, rows func(*assets) ([]row, error)) *cobra.Command {
	return &cobra.Command{
		Use: what, Short: "List the " + what, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			a, err := env.assets()
			if err != nil {
				return err
			}
			list, err := rows(a)
			if err != nil {
				return err
			}
			return printRows(env, flags.json, list)
		},
	}
}

func scenarioRows(a *assets) ([]row, error) {
	var rows []row
	for _, name := range builtIn(".") {
		story, err := a.scenario(name)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{name, story.Title, map[string]any{"name": name, "title": story.Title, "profile": story.Profile}})
	}
	return rows, nil
}

func profileRows(a *assets) ([]row, error) {
	var rows []row
	for _, name := range builtIn("profiles") {
		application, err := a.profile(name)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{name, application.Title, map[string]any{"name": name, "title": application.Title, "sources": application.Sources}})
	}
	return rows, nil
}

func dialectRows(*assets) ([]row, error) {
	var rows []row
	for _, d := range dialect.All() {
		rows = append(rows, row{d.Name, d.Summary, map[string]any{"name": d.Name, "summary": d.Summary}})
	}
	return rows, nil
}

func defectRows(*assets) ([]row, error) {
	var rows []row
	for _, d := range defect.All() {
		rows = append(rows, row{d.Name, d.Sentence, map[string]any{
			"name": d.Name, "sentence": d.Sentence, "subject": d.Subject, "breaks": d.Breaks, "harm": d.Harm, "field": d.Field,
		}})
	}
	return rows, nil
}

func requirementRows(a *assets, source string) []row {
	var rows []row
	for _, entry := range a.catalogue.All() {
		if !fromSource(entry.Source, string(entry.ID), source) {
			continue
		}
		rows = append(rows, requirementRow(entry))
	}
	return rows
}

// requirementRow shows the status where there is one: of rules of Entra's client.
func requirementRow(entry requirement.Requirement) row {
	fields := map[string]any{"id": entry.ID, "source": entry.Source, "level": entry.Level, "text": entry.Text, "judges": entry.Judges}
	cells := []string{cmp.Or(entry.Level, "-")}
	if entry.Source == "ENTRA" {
		cells = append(cells, cmp.Or(string(entry.Status), "-"))
	}
	if entry.Status != "" {
		fields["status"] = entry.Status
	}
	if entry.Reason != "" {
		fields["reason"] = entry.Reason
	}
	return row{string(entry.ID), strings.Join(append(cells, entry.Text), "\t"), fields}
}

func fromSource(source, id, wanted string) bool {
	switch wanted {
	case "":
		return true
	case "rfc":
		return strings.HasPrefix(id, "RFC")
	case "entra":
		return strings.HasPrefix(id, "E-")
	case "house":
		return strings.HasPrefix(id, "HOUSE")
	case "documented":
		return !strings.HasPrefix(id, "RFC") && !strings.HasPrefix(id, "E-") && !strings.HasPrefix(id, "HOUSE")
	}
	return strings.Contains(strings.ToLower(source), strings.ToLower(wanted))
}

func printRows(env Env, asJSON bool, rows []row) error {
	if asJSON {
		list := make([]map[string]any, len(rows))
		for i := range rows {
			list[i] = rows[i].fields
		}
		encoder := json.NewEncoder(env.Stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(list)
	}
	table := tabwriter.NewWriter(env.Stdout, 0, 4, 2, ' ', 0)
	for _, one := range rows {
		fmt.Fprintf(table, "%s\t%s\n", one.key, one.value)
	}
	return table.Flush()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
