package cli

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Names of the files in a run directory (design §5).
const (
	runFile       = "run.json"
	exchangesFile = "exchanges.ndjson"
	logFile       = "provisioning.ndjson"
	ledgerFile    = "ledger.ndjson"
	digestsFile   = "SHA256SUMS"
	journalFile   = "journal.ndjson" // while a run goes on, and of one that was killed
)

// runFolder is the directory of one run. Evidence goes to disk as it comes.
type runFolder struct {
	id        string
	path      string
	temporary bool // a dry run leaves nothing behind
	journal   *exchange.Journal
	meter     verdict.Meter
	log       io.Writer     // what is written is masked, as in the ledger
	buffered  *bufio.Writer // below log
	hidden    *veil
	ledger    simulate.LedgerFile
	files     []*os.File
	kept      []string // names of further files: status.json, notification-1.eml
	settings  *settings
	last      int64 // highest number of the evidence that was there before
	prompt    bool  // evidence reaches the file at once: a journal says what it holds
}

// openRun creates the directory: the one that was asked for, or a new one in
// the user's cache.
func openRun(env Env, wanted, scenario string, dry bool) (*runFolder, error) {
	folder := &runFolder{id: env.Now().UTC().Format("20060102-150405") + "-" + word(3), temporary: dry}
	path, err := folder.place(env, wanted, scenario)
	if err != nil {
		return nil, usage("the run directory cannot be made: %w", err)
	}
	folder.path = path
	exchanges, err := folder.create(exchangesFile)
	if err != nil {
		return nil, err
	}
	log, err := folder.create(logFile)
	if err != nil {
		return nil, err
	}
	ledger, err := folder.create(ledgerFile)
	if err != nil {
		return nil, err
	}
	folder.write(env.hidden, exchanges, log, ledger)
	return folder, nil
}

// write lets the run write into its files, and no secret with it.
func (f *runFolder) write(hidden *veil, exchanges, log *os.File, ledger simulate.LedgerFile) {
	f.hidden, f.buffered = hidden, bufio.NewWriterSize(log, 1<<16)
	f.journal, f.log = exchange.NewJournal(exchanges), masking{f.buffered, hidden}
	f.ledger = maskedFile{masking{ledger, hidden}, ledger}
}

func (f *runFolder) place(env Env, wanted, scenario string) (string, error) {
	if f.temporary {
		return os.MkdirTemp("", "scimulator-dry-")
	}
	if wanted == "" {
		cache, err := env.CacheDir()
		if err != nil {
			return "", err
		}
		wanted = filepath.Join(cache, "scimulator", "runs", f.id+"-"+scenario)
	}
	if _, err := os.Stat(filepath.Join(wanted, runFile)); err == nil {
		return "", fmt.Errorf("%s holds a run already: name another directory", wanted)
	}
	if isOpen(wanted) {
		return "", fmt.Errorf("%s holds a run that did not end: scimulator simulate --resume goes on with it, scimulator sweep removes what it left behind; or name another directory", wanted)
	}
	return wanted, os.MkdirAll(wanted, 0o700)
}

func (f *runFolder) create(name string) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(f.path, name), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, usageError{err}
	}
	f.files = append(f.files, file)
	return file, nil
}

// keep writes a further file of the run.
func (f *runFolder) keep(name string, content []byte) error {
	if err := os.WriteFile(filepath.Join(f.path, name), f.hidden.mask(content), 0o600); err != nil {
		return fmt.Errorf("a file of the run cannot be written: %w", err)
	}
	f.kept = append(f.kept, name)
	return nil
}

// finish writes run.json and the digests of everything in the directory.
func (f *runFolder) finish(run verdict.Run) error {
	if err := f.flush(); err != nil {
		return err
	}
	file, err := f.create(runFile)
	if err != nil {
		return err
	}
	if err := report.JSON(file, run); err != nil {
		return err
	}
	return f.digests()
}

// record keeps the evidence of one request, and measures it. Tokens come from
// elsewhere: they say nothing of the target.
func (f *runFolder) record(e exchange.Exchange) {
	f.measure(e)
	f.journal.Record(e)
	if f.prompt {
		_ = f.journal.Flush() // a failure comes up again when the run is over
	}
}

func (f *runFolder) measure(e exchange.Exchange) {
	if e.Label.Purpose != exchange.Token {
		f.meter.Add(e.Started, e.Took, e.Status)
	}
}

func (f *runFolder) flush() error {
	if err := f.journal.Flush(); err != nil {
		return fmt.Errorf("the evidence could not be written: %w", err)
	}
	return f.buffered.Flush()
}

func (f *runFolder) digests() error {
	names := slices.Concat([]string{exchangesFile, ledgerFile, logFile, runFile}, f.kept)
	slices.Sort(names)
	var lines strings.Builder
	for _, name := range names {
		sum, err := digest(filepath.Join(f.path, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(&lines, "%s  %s\n", sum, name)
	}
	return os.WriteFile(filepath.Join(f.path, digestsFile), []byte(lines.String()), 0o600)
}

func digest(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func (f *runFolder) close() {
	_ = f.journal.Close()
	for _, file := range f.files {
		_ = file.Close()
	}
	f.over()
	if f.temporary {
		_ = os.RemoveAll(f.path)
	}
}

// printRequests prints what a run would send: the rehearsal's requests, with the
// base of the target they are meant for. Ids are those of the rehearsal.
func (f *runFolder) printRequests(out io.Writer, d door, rehearsed string) error {
	if err := f.flush(); err != nil {
		return err
	}
	file, err := os.Open(filepath.Join(f.path, exchangesFile))
	if err != nil {
		return err
	}
	defer file.Close()
	for one, err := range exchange.ReadJournal(file) {
		if err != nil {
			return err
		}
		path := strings.TrimPrefix(one.URL, rehearsed)
		fmt.Fprintf(out, "%-6s %s%s", one.Method, d.target.Base, path)
		if one.Label.Purpose != exchange.Provisioning {
			fmt.Fprintf(out, "   # %s", one.Label.Purpose)
		}
		fmt.Fprintln(out)
		if len(one.Request.Body) > 0 {
			fmt.Fprintf(out, "       %s\n", one.Request.Body)
		}
	}
	return nil
}
