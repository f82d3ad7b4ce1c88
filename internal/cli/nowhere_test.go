package cli

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/report"
)

// echoing repeats the token wherever a service can, and in each spelling: in a
// header, in attributes, in details of errors, in base64 and percent-encoded.
func echoing(next http.Handler) http.Handler {
	spelled := []string{secret, base64.StdEncoding.EncodeToString([]byte(secret)), url.QueryEscape(secret)}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Echo", strings.Join(spelled, " "))
		recorded := record(next, r)
		if recorded.Code >= http.StatusBadRequest || r.Method == http.MethodPost || r.Method == http.MethodPatch {
			told := fmt.Appendf(nil, `{"nickName":%q,"detail":%q,`, spelled[1], strings.Join(spelled, " "))
			answer(w, recorded, bytes.Replace(recorded.Body.Bytes(), []byte(`{`), told, 1))
			return
		}
		answer(w, recorded, nil)
	})
}

// A secret that a target repeats is in no report of any format, however it is
// spelled, and on no stream.
func TestSecretIsInNoReport(t *testing.T) {
	if testing.Short() {
		t.Skip("every report of two runs: left to the whole test")
	}
	target := newSite(t, echoing)
	for _, command := range [][]string{{"certify", "--only", "rfc7644/3.3"}, {"simulate", "cloud-academy-joiner"}} {
		t.Run(command[0], func(t *testing.T) {
			folder := t.TempDir()
			args := append(command, "--out", filepath.Join(folder, "run"), "-v")
			for _, format := range report.Formats() {
				args = append(args, "--report", format+"="+filepath.Join(folder, format))
			}
			got := program(t, append(args, at(target.url)...)...)
			if got.code == exitUsage {
				t.Fatalf("%s%s", got.stdout, got.stderr)
			}
			texts := map[string]string{"standard output": got.stdout, "standard error": got.stderr}
			err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
				if err == nil && !entry.IsDir() {
					texts[path] = mustRead(t, path)
				}
				return err
			})
			if err != nil || len(texts) < len(report.Formats())+5 {
				t.Fatalf("%d artefacts, %v", len(texts), err)
			}
			if !strings.Contains(texts[filepath.Join(folder, "run", "exchanges.ndjson")], "***") {
				t.Error("the target was not heard")
			}
			for name, text := range texts {
				for _, spelled := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret)), url.QueryEscape(secret)} {
					if strings.Contains(text, spelled) {
						t.Errorf("%s holds %q", name, spelled)
					}
				}
			}
		})
	}
}
