// Package bundle makes and examines what a vendor hands out about its service: a
// zip with its statement, the run as evidence, reports, and digests of all of it,
// signed if there is a key. Reading trusts nothing: a bundle comes from somebody
// else.
package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Names of the files of a bundle; the run directory is below RunFolder.
const (
	StatementFile = "statement.yaml"
	ChecksumsFile = "checksums.txt"
	EnvelopeFile  = "statement.dsse.json"
	JUnitFile     = "junit.xml"
	PageFile      = "report.html"
	RunFolder     = "run"
	runFile       = RunFolder + "/run.json"
)

// File is one file that goes into a bundle; Open is called more than once.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Text is a file that is in memory.
func Text(name string, content []byte) File {
	return File{name, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
}

// Write writes a bundle: the files, the statement of the run, the digests of all,
// and with a key what is signed. Equal input gives equal bytes. A shard is
// refused: a part of a suite certifies nothing.
func Write(out io.Writer, run verdict.Run, claim Claim, files []File, key *Key) error {
	if run.Shard != nil {
		return fmt.Errorf("this is part %d of %d of a run: only a whole run can be declared", run.Shard.Index, run.Shard.Total)
	}
	statement := Declare(run, claim)
	text, err := statement.YAML()
	if err != nil {
		return err
	}
	files = append(slices.Clone(files), Text(StatementFile, text))
	sums, err := digests(files)
	if err != nil {
		return err
	}
	list := []byte(sums.text())
	files = append(files, Text(ChecksumsFile, list))
	sums[ChecksumsFile] = sum(list)
	if key != nil {
		envelope, err := key.seal(run, statement, sums)
		if err != nil {
			return err
		}
		files = append(files, Text(EnvelopeFile, envelope))
		sums[EnvelopeFile] = sum(envelope)
	}
	return archive(out, files, sums)
}

// moment is the time of every file: the real one would make equal bundles differ,
// and is in the statement.
func moment() time.Time { return time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC) }

// archive writes the zip, sorted by name, within the limits that Open holds others
// to. What is not any more what its digest says was changed by somebody meanwhile.
func archive(out io.Writer, files []File, sums checksums) error {
	l := usual()
	if len(files) > l.files {
		return fmt.Errorf("a bundle of %d files is more than anybody would read: %d at most", len(files), l.files)
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	z := zip.NewWriter(out)
	var total int64
	for _, file := range files {
		if err := sound(file.Name); err != nil {
			return err
		}
		size, err := add(z, file, sums[file.Name])
		if err != nil {
			return fmt.Errorf("%s: %w", file.Name, err)
		}
		if total += size; size > l.file || total > l.total {
			return fmt.Errorf("%s: a bundle holds files of %d MiB at most, and %d MiB of them", file.Name, l.file>>20, l.total>>20)
		}
	}
	return z.Close()
}

func add(z *zip.Writer, file File, digest string) (int64, error) {
	in, err := file.Open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	header := &zip.FileHeader{Name: file.Name, Method: zip.Deflate, Modified: moment()}
	header.SetMode(0o644)
	entry, err := z.CreateHeader(header)
	if err != nil {
		return 0, err
	}
	hash := sha256.New()
	size, err := io.Copy(io.MultiWriter(entry, hash), in)
	if err == nil && hex.EncodeToString(hash.Sum(nil)) != digest {
		err = errors.New("the file changed while the bundle was written")
	}
	return size, err
}
