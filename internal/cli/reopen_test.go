package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
)

// A file of a killed run is gone on with behind its last whole line, however long a
// torn one is.
func TestReopen(t *testing.T) {
	long := strings.Repeat("x", 150<<10)
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", ""}, {"whole lines", "a\nb\n", "a\nb\n"}, {"a torn line", "a\nb", "a\n"}, {"only a torn line", "a", ""},
		{"long lines", long + "\n" + long + "\n", long + "\n" + long + "\n"}, {"a long torn line", "a\n" + long, "a\n"}, {"only a long torn line", long, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := &runFolder{path: t.TempDir()}
			name := filepath.Join(f.path, ledgerFile)
			if err := os.WriteFile(name, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			file, err := f.reopen(ledgerFile)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			read, err := io.ReadAll(file)
			if err != nil || string(read) != test.want {
				t.Errorf("%v: %d bytes, want %d", err, len(read), len(test.want))
			}
			if _, err := file.WriteString("c\n"); err != nil || mustRead(t, name) != test.want+"c\n" {
				t.Errorf("%v: then %d bytes", err, len(mustRead(t, name)))
			}
		})
	}
	f := &runFolder{path: t.TempDir()}
	file, err := f.reopen(ledgerFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a file that was not there: %v, %v", info.Mode(), err)
	}
}

// The clock is not slow over what has passed before.
func TestClockThatCatchesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		replaying := true
		c := catchingUp{clock.Paced{Virtual: clock.NewVirtual(epoch()), Factor: 60}, func() bool { return replaying }}
		for _, want := range []time.Duration{0, time.Minute} {
			began, next := time.Now(), c.Now().Add(time.Hour)
			if err := c.Until(context.Background(), next); err != nil || c.Now() != next || time.Since(began) != want {
				t.Errorf("%v: an hour took %s, want %s", err, time.Since(began), want)
			}
			replaying = false
		}
	})
}
