package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// checksums are SHA-256 digests in hexadecimal, by name.
type checksums map[string]string

// text is the form that sha256sum reads, sorted by name.
func (c checksums) text() string {
	var lines strings.Builder
	for _, name := range slices.Sorted(maps.Keys(c)) {
		fmt.Fprintf(&lines, "%s  %s\n", c[name], name)
	}
	return lines.String()
}

// parseChecksums reads that form, each line as text writes it.
func parseChecksums(text string) (checksums, error) {
	sums := checksums{}
	for line := range strings.Lines(text) {
		digest, name, found := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !found || !isDigest(digest) || sound(name) != nil {
			return nil, fmt.Errorf("line %d is no digest with a name", len(sums)+1)
		}
		if _, twice := sums[name]; twice {
			return nil, fmt.Errorf("%s is there twice", name)
		}
		sums[name] = digest
	}
	return sums, nil
}

func isDigest(text string) bool {
	raw, err := hex.DecodeString(text)
	return err == nil && len(raw) == sha256.Size && strings.ToLower(text) == text
}

func sum(content []byte) string {
	digest := sha256.Sum256(content)
	return hex.EncodeToString(digest[:])
}

func digests(files []File) (checksums, error) {
	sums := checksums{}
	for _, file := range files {
		if _, twice := sums[file.Name]; twice {
			return nil, fmt.Errorf("%s is given twice", file.Name)
		}
		in, err := file.Open()
		if err != nil {
			return nil, err
		}
		digest, err := sumOf(in)
		_ = in.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name, err)
		}
		sums[file.Name] = digest
	}
	return sums, nil
}

func sumOf(in io.Reader) (string, error) {
	hash := sha256.New()
	_, err := io.Copy(hash, in)
	return hex.EncodeToString(hash.Sum(nil)), err
}

// DigestOf is the digest of a whole folder: of the digests of its files.
func DigestOf(name string, folder fs.FS) (Digest, error) {
	var files []File
	err := fs.WalkDir(folder, ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			files = append(files, File{path, func() (io.ReadCloser, error) { return folder.Open(path) }})
		}
		return err
	})
	if err != nil {
		return Digest{}, err
	}
	sums, err := digests(files)
	return Digest{name, sum([]byte(sums.text()))}, err
}

// DigestOfText is the digest of one file.
func DigestOfText(name string, content []byte) Digest { return Digest{name, sum(content)} }
