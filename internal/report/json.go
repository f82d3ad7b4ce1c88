package report

import (
	"encoding/json"
	"io"

	"github.com/scimulator/scimulator/internal/verdict"
)

// JSON writes the run as it stands in run.json.
func JSON(out io.Writer, run verdict.Run) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(run)
}
