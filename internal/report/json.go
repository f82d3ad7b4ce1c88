package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/scimulator/scimulator/internal/verdict"
)

// JSON writes the run as it stands in run.json.
func JSON(out io.Writer, run verdict.Run) error { return writeJSON(out, run) }

// writeJSON writes a value for reading: indented, without HTML escapes. What a
// build service would obey in a log (see clean) is escaped: "#" stands only in
// strings, and the value stays the same.
func writeJSON(out io.Writer, value any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := out.Write(bytes.ReplaceAll(text.Bytes(), []byte("##"), []byte(`#\u0023`)))
	return err
}

// Read reads what JSON wrote: run.json.
func Read(in io.Reader) (verdict.Run, error) {
	var run verdict.Run
	decoder := json.NewDecoder(in)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&run); err != nil {
		return verdict.Run{}, fmt.Errorf("it is no run of this version: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return verdict.Run{}, errors.New("it is no run: something stands behind its end")
	}
	if run.APIVersion != "scimulator/v1" || run.Kind != "Run" {
		return verdict.Run{}, fmt.Errorf("it is no run: apiVersion %q and kind %q instead of scimulator/v1 and Run", run.APIVersion, run.Kind)
	}
	return run, nil
}
