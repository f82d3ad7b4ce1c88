package cli

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// faulty are the flags that make the reference target broken or unkind.
type faulty struct {
	defects []string
	unkind  bool
}

func (f *faulty) bind(command *cobra.Command) {
	command.Flags().StringArrayVar(&f.defects, "defect", nil, "break the embedded target on purpose (repeatable; see list defects)")
	command.Flags().BoolVar(&f.unkind, "unkind", false, "let the embedded target choose differently wherever the RFCs leave the choice")
}

// check refuses the flags for a target that is not ours to break.
func (f *faulty) check(url string) error {
	if url != "" && (len(f.defects) > 0 || f.unkind) {
		return usage("--defect and --unkind are for the embedded target: leave out --target")
	}
	_, err := f.chosen()
	return err
}

func (f *faulty) chosen() ([]defect.Defect, error) {
	var chosen []defect.Defect
	for _, name := range f.defects {
		d, ok := defect.Lookup(name)
		if !ok {
			var known []string
			for _, one := range defect.All() {
				known = append(known, one.Name)
			}
			return nil, unknown("defect", name, known)
		}
		chosen = append(chosen, d)
	}
	return chosen, nil
}

// readTypes reads resource types and the schemas they name, as RFC 7643 §6 and
// §7 write them.
func readTypes(schemaFiles, typeFiles []string) ([]refserver.ResourceType, error) {
	known := map[string]*schema.Schema{strings.ToLower(scim.URNEnterpriseUser): schema.EnterpriseUser()}
	for _, file := range schemaFiles {
		one := &schema.Schema{}
		if err := readJSON(file, one); err != nil {
			return nil, err
		}
		if one.ID == "" || len(one.Attributes) == 0 {
			return nil, usage("%s: a schema needs an id and attributes (RFC 7643 §7)", file)
		}
		known[strings.ToLower(one.ID)] = one
	}
	var types []refserver.ResourceType
	for _, file := range typeFiles {
		one, err := readType(file, known)
		if err != nil {
			return nil, err
		}
		types = append(types, one)
	}
	return types, nil
}

func readType(file string, known map[string]*schema.Schema) (refserver.ResourceType, error) {
	var read struct {
		Name, Endpoint, Description, Schema string
		SchemaExtensions                    []struct {
			Schema   string
			Required bool
		}
	}
	if err := readJSON(file, &read); err != nil {
		return refserver.ResourceType{}, err
	}
	if read.Name == "" || !strings.HasPrefix(read.Endpoint, "/") || strings.Count(read.Endpoint, "/") != 1 {
		return refserver.ResourceType{}, usage("%s: a resource type needs a name and an endpoint such as /Devices (RFC 7643 §6)", file)
	}
	one := refserver.ResourceType{Name: read.Name, Endpoint: read.Endpoint, Description: read.Description, Schema: known[strings.ToLower(read.Schema)]}
	if one.Schema == nil {
		return refserver.ResourceType{}, usage("%s: no --schema file has the id %q", file, read.Schema)
	}
	for _, extension := range read.SchemaExtensions {
		found := known[strings.ToLower(extension.Schema)]
		if found == nil {
			return refserver.ResourceType{}, usage("%s: no --schema file has the id %q", file, extension.Schema)
		}
		one.Extensions = append(one.Extensions, found)
		if extension.Required {
			one.Required = append(one.Required, found.ID)
		}
	}
	return one, nil
}

func readJSON(file string, into any) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return usageError{err}
	}
	if err := json.Unmarshal(data, into); err != nil {
		return usage("%s: %w", file, err)
	}
	return nil
}
