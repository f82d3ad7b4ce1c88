package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

// begunFile is what a run directory holds from before the first request until
// run.json is there: enough to sweep what a killed run left behind. No secret is
// in it.
const begunFile = "begun.json"

// begun says which run began where.
type begun struct {
	APIVersion string          `json:"apiVersion"`
	Kind       string          `json:"kind"` // BegunRun
	ID         string          `json:"id"`
	Command    string          `json:"command"`
	Scenario   string          `json:"scenario,omitempty"`
	Dialect    string          `json:"dialect"`
	Target     verdict.Subject `json:"target"`
	Marker     string          `json:"marker"`
	Began      time.Time       `json:"began"`
	Settings   *settings       `json:"settings,omitempty"` // of a simulation that can be resumed
}

// begin writes begunFile. On a foreign target it reaches the disk before anything
// is sent, as every line of the ledger does.
func (f *runFolder) begin(run verdict.Run, now time.Time) error {
	if f.temporary {
		return nil
	}
	text, err := json.MarshalIndent(begun{
		APIVersion: "scimulator/v1", Kind: "BegunRun", ID: run.ID, Command: run.Command, Scenario: run.Scenario, Dialect: run.Dialect,
		Target: run.Target, Marker: run.Marker, Began: now.UTC(), Settings: f.settings,
	}, "", "  ")
	if err != nil {
		return err
	}
	err = atomically(filepath.Join(f.path, begunFile), func(out io.Writer) error { // a run that goes on writes it again, and may be killed again
		_, err := out.Write(append(text, '\n'))
		return err
	})
	if err == nil && run.Target.Foreign {
		err = f.durable()
	}
	if err != nil {
		return fmt.Errorf("the run directory cannot be written: %w", err)
	}
	return nil
}

// durable syncs the directory that names the files of the run.
func (f *runFolder) durable() error {
	folder, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer folder.Close()
	_ = folder.Sync() // not every file system has it
	return nil
}

// over removes begunFile and the journal when run.json says all that they said, or
// nothing was created.
func (f *runFolder) over() {
	if _, err := os.Stat(filepath.Join(f.path, runFile)); err == nil || !isOpen(f.path) {
		_ = os.Remove(filepath.Join(f.path, begunFile))
		_ = os.Remove(filepath.Join(f.path, journalFile))
	}
}

// isOpen says whether a run began in the directory, and created something: its
// ledger is all that knows of it.
func isOpen(path string) bool {
	_, err := os.Stat(filepath.Join(path, begunFile))
	ledger, missing := os.Stat(filepath.Join(path, ledgerFile))
	return err == nil && (missing != nil || ledger.Size() > 0)
}

// readBegun reads what is known of a run: of a finished one from run.json.
func readBegun(path string) (begun, error) {
	var b begun
	text, err := os.ReadFile(filepath.Join(path, runFile))
	if os.IsNotExist(err) {
		text, err = os.ReadFile(filepath.Join(path, begunFile))
	}
	if os.IsNotExist(err) {
		return b, nil // of an earlier version: the ledger may be there all the same
	}
	if err == nil {
		err = json.Unmarshal(text, &b)
	}
	if err != nil {
		return b, usage("%s is no run: %w", path, err)
	}
	return b, nil
}
