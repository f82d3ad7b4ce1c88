package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/internal/verdict"
)

type probeOptions struct {
	simulateOptions
}

func newProbe(env Env, flags *common) *cobra.Command {
	o := &probeOptions{}
	command := &cobra.Command{
		Use:     "probe",
		Short:   "Test Connection and discovery: what is this target, and what does it announce",
		Example: "  scimulator probe --target https://scim.fabrikam.example/v2 --token-env SCIM_TOKEN",
		Args:    cobra.NoArgs,
		RunE:    func(command *cobra.Command, _ []string) error { return runProbe(command.Context(), env, flags, o) },
	}
	o.connection.bind(command)
	command.Flags().StringVar(&o.profile, "profile", "entra-default", "application profile whose matching attributes are probed")
	o.seed, o.workers = 1, 1
	return command
}

// announcement is what a probe found out.
type announcement struct {
	Target     string            `json:"target"`
	Connection string            `json:"connection"` // ok, or what is wrong
	Hint       string            `json:"hint,omitempty"`
	Features   map[string]bool   `json:"features,omitempty"`
	Resources  map[string]string `json:"resources,omitempty"` // resource type -> endpoint
	Schemas    []string          `json:"schemas,omitempty"`
	Undeclared []string          `json:"undeclared,omitempty"` // attributes of the profile
	Beyond     beyond            `json:"beyond"`
	Findings   []verdict.Finding `json:"findings,omitempty"`
}

// beyond is what the target file offers where SCIM shows and does nothing, and the
// documented rows that can be judged with it (design §7).
type beyond struct {
	Observations []string `json:"observations"`
	Actions      []string `json:"actions"`
	Covered      []string `json:"covered"` // rows that have all that they need
	Rows         int      `json:"rows"`    // that need something beyond SCIM
}

func beyondOf(t target.Target) beyond {
	return beyond{
		Observations: append([]string{}, sortedKeys(t.Observers)...), Actions: append([]string{}, sortedKeys(t.Actions)...),
		Covered: append([]string{}, t.Covered()...), Rows: len(target.Needs()),
	}
}

// runProbe plays a story without events: Test Connection and nothing else, then
// reads the discovery endpoints.
func runProbe(ctx context.Context, env Env, flags *common, o *probeOptions) error {
	a, err := env.assets()
	if err != nil {
		return err
	}
	p, err := o.play(env, a)
	if err != nil {
		return err
	}
	folder, err := openRun(env, "", "probe", true)
	if err != nil {
		return err
	}
	defer folder.close()
	pace := clock.NewVirtual(epoch())
	line, err := p.open(env, pace, folder)
	if err != nil {
		return err
	}
	defer line.close()
	silent := &teller{quiet: true, status: newStatus(env, true)}
	result, err := simulate.Run(ctx, p.config(pace, folder, line, a, silent))
	if err != nil {
		return err
	}
	found := announce(ctx, line, p, result)
	found.Beyond = beyondOf(p.offered(a))
	if err := found.print(env, flags.json); err != nil {
		return err
	}
	if code := result.Verdict.ExitCode(); code != exitConformant {
		return exitError(code)
	}
	return nil
}

func (o *probeOptions) play(env Env, a *assets) (play, error) {
	application, err := a.profile(o.profile)
	if err != nil {
		return play{}, err
	}
	d, err := o.door(env, a)
	if err != nil {
		return play{}, err
	}
	wire, err := chooseDialect(d.target.Dialect, application.Dialect)
	if err != nil {
		return play{}, err
	}
	return play{options: &o.simulateOptions, scenario: &scenario.Scenario{Name: "probe"}, profile: application, dialect: wire, door: d}, nil
}

func announce(ctx context.Context, line *line, p play, result verdict.Run) announcement {
	found := announcement{Target: line.base, Connection: "ok", Findings: result.Findings}
	for _, finding := range result.Findings {
		if finding.Outcome >= verdict.Broken {
			found.Connection, found.Hint = finding.Message+": "+finding.Seen, finding.Hint
			return found
		}
	}
	found.Features = featureFlags(ctx, line.client)
	found.Resources = resourceTypes(ctx, line.client)
	declared, err := discoverSchemas(ctx, line.client)
	if err == nil {
		for _, s := range declared {
			found.Schemas = append(found.Schemas, s.ID)
		}
		slices.Sort(found.Schemas)
		if len(declared) > 0 {
			found.Undeclared = target.Undeclared(declared, p.profile)
		}
	}
	return found
}

func discover(ctx context.Context, c simulate.Sender, path string) (scim.Resource, error) {
	response, err := c.Do(ctx, client.Request{Method: http.MethodGet, Path: path, Label: exchange.Label{Purpose: exchange.Discovery}})
	if err != nil {
		return nil, err
	}
	if response.Status != http.StatusOK {
		return nil, fmt.Errorf("%s answers %d", path, response.Status)
	}
	return scim.Decode(response.Body)
}

// featureFlags are the flags of ServiceProviderConfig (RFC 7643 §5).
func featureFlags(ctx context.Context, c *client.Client) map[string]bool {
	config, err := discover(ctx, c, "/ServiceProviderConfig")
	if err != nil {
		return nil
	}
	flags := map[string]bool{}
	for _, name := range []string{"patch", "bulk", "filter", "changePassword", "sort", "etag"} {
		supported, _ := config.Object(name).Get("supported")
		flags[name] = supported == true
	}
	return flags
}

func resourceTypes(ctx context.Context, c *client.Client) map[string]string {
	list, err := discover(ctx, c, "/ResourceTypes")
	if err != nil {
		return nil
	}
	types := map[string]string{}
	for _, element := range list.List("Resources") {
		resource := scim.AsObject(element)
		types[resource.String("name")] = resource.String("endpoint")
	}
	return types
}

// discoverSchemas reads /Schemas; a target without it declares nothing.
func discoverSchemas(ctx context.Context, c simulate.Sender) ([]*schema.Schema, error) {
	list, err := discover(ctx, c, "/Schemas")
	if err != nil {
		return nil, err
	}
	return decodeSchemas(list)
}

func decodeSchemas(list scim.Resource) ([]*schema.Schema, error) {
	var declared []*schema.Schema
	for _, element := range list.List("Resources") {
		raw, err := json.Marshal(element)
		if err != nil {
			return nil, err
		}
		var one schema.Schema
		if err := json.Unmarshal(raw, &one); err != nil {
			return nil, err
		}
		declared = append(declared, &one)
	}
	return declared, nil
}

func (found announcement) print(env Env, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(env.Stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(found)
	}
	table := tabwriter.NewWriter(env.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(table, "target\t%s\nTest Connection\t%s\n", found.Target, found.Connection)
	if found.Hint != "" {
		fmt.Fprintf(table, "what to check\t%s\n", found.Hint)
	}
	for _, name := range sortedKeys(found.Features) {
		fmt.Fprintf(table, "%s\t%s\n", name, announced(found.Features[name]))
	}
	for _, name := range sortedKeys(found.Resources) {
		fmt.Fprintf(table, "resource type %s\t%s\n", name, found.Resources[name])
	}
	fmt.Fprintf(table, "schemas\t%s\n", orNone(found.Schemas))
	fmt.Fprintf(table, "not declared, not sent\t%s\n", orNone(found.Undeclared))
	fmt.Fprintf(table, "observations\t%s\nactions\t%s\n", orNone(found.Beyond.Observations), orNone(found.Beyond.Actions))
	fmt.Fprintf(table, "documented beyond SCIM\t%d of %d rows can be judged: %s\n", len(found.Beyond.Covered), found.Beyond.Rows, orNone(found.Beyond.Covered))
	for _, finding := range found.Findings {
		fmt.Fprintf(table, "%s %s\t%s: expected %s, seen %s\n", strings.ToUpper(finding.Outcome.String()), finding.Requirement, finding.Message, finding.Expected, finding.Seen)
	}
	return table.Flush()
}

func announced(supported bool) string {
	if supported {
		return "announced"
	}
	return "not announced"
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}
