package bundle

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// Limits of what is read as a whole, in bytes.
const (
	maxText      = 8 << 20
	maxRun       = 256 << 20 // of run.json
	maxDirectory = 1 << 20   // of the list of files
)

// limits of a bundle. They hold for those that are written, too, so that what is
// written can be read.
type limits struct {
	files int
	file  int64 // bytes of one file, unpacked
	total int64 // bytes of all, unpacked, and of the zip itself
}

func usual() limits { return limits{files: 256, file: 512 << 20, total: 1 << 30} }

// Archive is a bundle whose list of files is safe to use: names stay below the
// place where somebody unpacks it, each file is there once, and none is a link.
type Archive struct {
	files map[string]*zip.File
	sums  checksums // of what is there
}

// Open reads a bundle and takes the digest of every file. An error says that it
// cannot be read or is refused; nothing is unpacked but into a hash.
func Open(in io.ReaderAt, size int64) (*Archive, error) { return usual().open(in, size) }

func (l limits) open(in io.ReaderAt, size int64) (*Archive, error) {
	end, err := l.bounded(in, size)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(in, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("it is no zip: %w", err)
	}
	a := &Archive{map[string]*zip.File{}, checksums{}}
	if err := a.list(z.File, l); err != nil {
		return nil, err
	}
	if err := laidOut(in, z.File, end); err != nil {
		return nil, err
	}
	if err := a.digest(l); err != nil {
		return nil, err
	}
	if a.files[StatementFile] == nil && a.files[ChecksumsFile] == nil {
		return nil, fmt.Errorf("it is no bundle: it has neither %s nor %s", StatementFile, ChecksumsFile)
	}
	return a, nil
}

// bounded looks at the end of the zip before the library does, which would read a
// list of any length: the list is short, stands right before the end, and nothing is
// behind it. It gives the place where the list begins.
func (l limits) bounded(in io.ReaderAt, size int64) (int64, error) {
	const length = 22 // of the end, without a comment
	switch {
	case size > l.total:
		return 0, fmt.Errorf("it has %d MiB, more than a bundle ever has", size>>20)
	case size < length:
		return 0, errors.New("it is no zip: it is too short")
	}
	end := make([]byte, length)
	if _, err := in.ReadAt(end, size-length); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if string(end[:4]) != "PK\x05\x06" {
		return 0, errors.New("it is no zip, or something stands behind its end")
	}
	count, bytes, offset := binary.LittleEndian.Uint16(end[10:]), binary.LittleEndian.Uint32(end[12:]), binary.LittleEndian.Uint32(end[16:])
	switch {
	case int(count) > l.files || bytes > maxDirectory:
		return 0, fmt.Errorf("it lists more than %d files", l.files)
	case int64(offset)+int64(bytes) != size-length:
		return 0, errors.New("its list of files is not where it should be")
	}
	return int64(offset), nil
}

// list takes the files in, or refuses the bundle for one of them.
func (a *Archive) list(files []*zip.File, l limits) error {
	if len(files) > l.files {
		return fmt.Errorf("it lists more than %d files", l.files)
	}
	folded := map[string]bool{}
	for _, file := range files {
		if err := sound(file.Name); err != nil {
			return err
		}
		switch lower := strings.ToLower(file.Name); {
		case folded[lower]:
			return fmt.Errorf("%q is there twice", file.Name)
		case !file.Mode().IsRegular():
			return fmt.Errorf("%q is no file but a link, a folder or a device", file.Name)
		case file.Flags&1 != 0 || file.Method != zip.Deflate && file.Method != zip.Store:
			return fmt.Errorf("%q is encrypted, or packed in another way than a bundle is", file.Name)
		default:
			folded[lower] = true
		}
		a.files[file.Name] = file
	}
	return nil
}

// sound refuses names that lead elsewhere, or mean something to one system or
// another: what a bundle holds has short plain names.
func sound(name string) error {
	odd := func(c rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/", c)
	}
	if !fs.ValidPath(name) || name == "." || len(name) > 200 || strings.ContainsFunc(name, odd) {
		return fmt.Errorf("the name %.200q is none that a file of a bundle may have", name)
	}
	return nil
}

// unreadable is the digest of a file whose bytes are not those that were packed: it
// is like no other.
const unreadable = "unreadable"

// digest reads every file once, and no more of it than is allowed.
func (a *Archive) digest(l limits) error {
	var total int64
	for name, file := range a.files {
		counted := &countingReader{}
		a.sums[name] = unreadable
		if in, err := file.Open(); err == nil {
			counted.in = io.LimitReader(in, min(l.file, l.total-total)+1)
			if sum, err := sumOf(counted); err == nil {
				a.sums[name] = sum
			}
			_ = in.Close()
		}
		if total += counted.read; counted.read > l.file || total > l.total {
			return fmt.Errorf("%q unpacks to more than a bundle may hold", name)
		}
	}
	return nil
}

type countingReader struct {
	in   io.Reader
	read int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.read += int64(n)
	return n, err
}

// has says whether a file is there.
func (a *Archive) has(name string) bool { return a.files[name] != nil }

// text is a file as a whole.
func (a *Archive) text(name string, limit int64) ([]byte, error) {
	file := a.files[name]
	if file == nil {
		return nil, fmt.Errorf("%s is missing", name)
	}
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	content, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err == nil && int64(len(content)) > limit {
		err = fmt.Errorf("%s is longer than %d MiB", name, limit>>20)
	}
	return content, err
}
