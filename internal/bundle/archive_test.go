package bundle

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

// entry writes one file with a header of one's own.
func entry(t testing.TB, header zip.FileHeader) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, h := range []zip.FileHeader{{Name: StatementFile}, header} {
		if _, err := z.CreateRaw(&h); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func moded(name string, mode fs.FileMode) zip.FileHeader {
	header := zip.FileHeader{Name: name}
	header.SetMode(mode)
	return header
}

// twice is a zip that has each name once more, in letters of another size.
func twice(t testing.TB, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// stuffed is a zip with bytes before its list that no file owns.
func stuffed(t testing.TB, whole []byte) []byte {
	t.Helper()
	offset := binary.LittleEndian.Uint32(whole[len(whole)-6:])
	raw := slices.Concat(whole[:offset], []byte("more"), whole[offset:])
	binary.LittleEndian.PutUint32(raw[len(raw)-6:], offset+4)
	return raw
}

func hostile(t testing.TB) map[string][]byte {
	t.Helper()
	whole := packed(t, sample(), nil)
	crowd := map[string]string{StatementFile: ""}
	for i := range 300 {
		crowd[fmt.Sprint("f", i)] = ""
	}
	commented := bytes.Clone(whole)
	commented[len(commented)-2] = 4
	lying := bytes.Clone(zipped(t, crowd))
	binary.LittleEndian.PutUint16(lying[len(lying)-12:], 1)
	endless := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(endless[len(endless)-10:], 1<<30)
	renamed := bytes.Replace(whole, []byte(JUnitFile), []byte("../it.xml"), 1) // in its header, not in the list
	return map[string][]byte{
		"two names of one file":       renamed,
		"something in between":        stuffed(t, whole),
		"nothing":                     nil,
		"no zip":                      []byte(strings.Repeat("text ", 20)),
		"no bundle":                   zipped(t, map[string]string{"a": "b"}),
		"a name that climbs":          entry(t, zip.FileHeader{Name: "../evil"}),
		"a name that climbs later":    entry(t, zip.FileHeader{Name: "run/../../evil"}),
		"an absolute name":            entry(t, zip.FileHeader{Name: "/etc/passwd"}),
		"a name of Windows":           entry(t, zip.FileHeader{Name: `C:\evil`}),
		"a name with a drive":         entry(t, zip.FileHeader{Name: "C:evil"}),
		"a name with backslashes":     entry(t, zip.FileHeader{Name: `..\evil`}),
		"a name with an escape":       entry(t, zip.FileHeader{Name: "a\x1b[2J"}),
		"a name with a line":          entry(t, zip.FileHeader{Name: "a\nb"}),
		"no name":                     entry(t, zip.FileHeader{Name: ""}),
		"a name that is too long":     entry(t, zip.FileHeader{Name: strings.Repeat("a", 300)}),
		"a link":                      entry(t, moded("link", fs.ModeSymlink|0o777)),
		"a device":                    entry(t, moded("device", fs.ModeDevice|0o600)),
		"a folder":                    entry(t, zip.FileHeader{Name: "run/"}),
		"an encrypted file":           entry(t, zip.FileHeader{Name: "a", Flags: 1}),
		"another way of packing":      entry(t, zip.FileHeader{Name: "a", Method: 14}),
		"a name twice":                entry(t, zip.FileHeader{Name: StatementFile}),
		"a name twice on some disks":  twice(t, StatementFile, "Statement.yaml"),
		"too many files":              zipped(t, crowd),
		"more files than it says":     lying,
		"something behind it":         append(bytes.Clone(whole), "more"...),
		"something before it":         append([]byte("more"), whole...),
		"a comment":                   append(commented, "more"...),
		"a list larger than the file": endless,
	}
}

// A zip that would harm whoever unpacks it is refused.
func TestHostileZips(t *testing.T) {
	for name, raw := range hostile(t) {
		if _, err := Open(bytes.NewReader(raw), int64(len(raw))); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// What unpacks to more than is allowed ends the reading there, be it one file or all
// of them.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 1<<20)
	small := limits{files: 10, file: 1 << 20, total: 3 << 20}
	for _, test := range []struct {
		name  string
		files map[string]string
		sound bool
	}{
		{"just enough", map[string]string{StatementFile: zeros, "a": zeros, "b": zeros}, true},
		{"a large file", map[string]string{StatementFile: zeros + "x"}, false},
		{"many files", map[string]string{StatementFile: zeros, "a": zeros, "b": zeros, "c": "x"}, false},
	} {
		raw := zipped(t, test.files)
		_, err := small.open(bytes.NewReader(raw), int64(len(raw)))
		if (err == nil) != test.sound || err != nil && !strings.Contains(err.Error(), "more than a bundle may hold") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	raw := zipped(t, map[string]string{StatementFile: zeros, "a": zeros})
	if _, err := (limits{files: 10, file: 1 << 20, total: 100}).open(bytes.NewReader(raw), int64(len(raw))); err == nil {
		t.Error("a zip that is too large itself was read")
	}
}

// A bomb that says that it is small is found by what comes out of it, not by what its
// list says: it is refused, or it is like no file that has a digest.
func TestBombThatLies(t *testing.T) {
	var packed, out bytes.Buffer
	deflate, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		_, _ = deflate.Write(make([]byte, 1<<20))
	}
	if err := deflate.Close(); err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&out)
	lie := zip.FileHeader{Name: "bomb", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 10}
	for _, header := range []zip.FileHeader{{Name: StatementFile}, lie} {
		entry, err := z.CreateRaw(&header)
		if err == nil && header.Name == lie.Name {
			_, err = entry.Write(packed.Bytes())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := limits{files: 10, file: 1 << 20, total: 3 << 20}.open(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err == nil && a.sums["bomb"] != unreadable {
		t.Errorf("it is taken for a file with the digest %s", a.sums["bomb"])
	}
}

// Whatever the bytes, reading ends, lets out no name that leads elsewhere, and calls
// whole, under a key, nothing but what was signed with it.
func FuzzOpen(f *testing.F) {
	key := keyOf(f, "a")
	whole := packed(f, sample(), key)
	f.Add(whole)
	f.Add(packed(f, sample(), nil))
	for _, raw := range hostile(f) {
		f.Add(raw)
	}
	signed, set := reopened(f, whole).sums, formats(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := usual().open(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return
		}
		for name := range a.files {
			if err := sound(name); err != nil {
				t.Fatal(err)
			}
		}
		if !Examine(a, set, key.Public()).Whole() {
			return
		}
		for name, digest := range without(signed, EnvelopeFile) {
			if a.sums[name] != digest {
				t.Fatalf("%s is another and nobody saw it", name)
			}
		}
	})
}
