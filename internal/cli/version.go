package cli

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(env Env, flags *common) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print version, commit and Go release", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if flags.json {
				return json.NewEncoder(env.Stdout).Encode(map[string]string{"name": "scimulator", "version": Version, "commit": commit(), "go": runtime.Version()})
			}
			_, err := fmt.Fprintf(env.Stdout, "scimulator %s (commit %s, %s)\n", Version, commit(), runtime.Version())
			return err
		},
	}
}

// commit is the revision the program was built from, as far as the build knows.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value
		}
	}
	return "unknown"
}
