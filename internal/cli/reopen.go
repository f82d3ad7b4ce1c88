package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/resume"
)

// open opens the directory of the run again. Its evidence, ledger and journal go on
// behind the last whole line; the provisioning log is written anew.
func (r *resumption) open(hidden *veil) (*runFolder, error) {
	f := &runFolder{id: r.began.ID, path: r.path, files: []*os.File{r.held}, settings: r.began.Settings, last: r.past.Evidence()}
	exchanges, err := f.reopen(exchangesFile)
	if err == nil {
		err = f.recall(exchanges)
	}
	if err != nil {
		return nil, f.unopened(err)
	}
	ledger, err := f.reopen(ledgerFile)
	if err != nil {
		return nil, f.unopened(err)
	}
	known, err := resume.NewLedger(ledger, ledger)
	if err != nil {
		return nil, f.unopened(err)
	}
	log, err := f.create(logFile)
	if err != nil {
		return nil, f.unopened(err)
	}
	f.write(hidden, exchanges, log, known)
	return f, nil
}

// unopened closes what was opened of a directory that cannot be gone on with.
func (f *runFolder) unopened(err error) error {
	for _, file := range f.files {
		_ = file.Close()
	}
	return usage("the run in %s cannot be resumed: %w", f.path, err)
}

// reopen opens a file to read it and to append to it, without the last line if that is
// torn.
func (f *runFolder) reopen(name string) (*os.File, error) {
	path := filepath.Join(f.path, name)
	if err := cutTorn(path); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return nil, err
	}
	f.files = append(f.files, file)
	return file, nil
}

// cutTorn takes a last line away that has no end.
func cutTorn(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	end, err := wholeLines(file)
	if err != nil {
		return err
	}
	return file.Truncate(end)
}

// endJournal notes in the journal of a run, if it has one, that the run is swept.
func endJournal(run string) error {
	held, err := os.Open(filepath.Join(run, journalFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		defer held.Close()
		if lock(held) {
			return usage("the run in %s still goes on, in another process: end that first", run)
		}
		err = appendSwept(&runFolder{path: run})
	}
	if err != nil {
		return usage("the journal of the run in %s cannot be ended: %w", run, err)
	}
	return nil
}

func appendSwept(f *runFolder) error {
	file, err := f.reopen(journalFile)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.Write(resume.Swept())
	return err
}

// wholeLines is how far a file holds whole lines, in bytes.
func wholeLines(file *os.File) (int64, error) {
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	block := make([]byte, 64<<10)
	for end > 0 {
		from := max(0, end-int64(len(block)))
		n, err := file.ReadAt(block[:end-from], from)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if at := bytes.LastIndexByte(block[:n], '\n'); at >= 0 {
			return from + int64(at) + 1, nil
		}
		end = from
	}
	return 0, nil
}

// recall measures the evidence that is there, and finds its highest number.
func (f *runFolder) recall(evidence io.Reader) error {
	for e, err := range exchange.ReadJournal(evidence) {
		if err != nil {
			return err
		}
		f.last = max(f.last, e.ID)
		f.measure(e)
	}
	return nil
}
