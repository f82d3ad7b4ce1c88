package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Tokens that a target has to turn away are read where its file says, and sent; one
// that works after all is a failure (RFC 7644 §2.1, §7.4). Without them nothing is
// said of it.
func TestRejectedTokens(t *testing.T) {
	site := newSite(t, nil)
	for _, test := range []struct {
		name, rejected, token string
		code                  int
		says                  string
	}{
		{"a token that is none", "rejected: {expired: {file: old.txt}}", "a-token-of-last-year", exitConformant, "1 passed"},
		{"a token that works", "rejected: {expired: {file: old.txt}}", secret, exitFailed, "RFC7644-7.4-R03"},
		{"no tokens", "", "", exitConformant, "4 not applicable"},
		{"a file that is not there", "rejected: {expired: {file: gone.txt}}", "", exitUsage, "gone.txt"},
		{"an empty file", "rejected: {wrong-key: {file: old.txt}}", "", exitUsage, "is empty"},
		{"another flaw", "rejected: {stolen: {file: old.txt}}", "x", exitUsage, "stolen"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			text := "apiVersion: scimulator/v1\nkind: Target\nname: site\nbase: " + site.url + "\nauth: {bearer: {env: SCIM_TOKEN}}\n" + test.rejected + "\n"
			for name, content := range map[string]string{"target.yaml": text, "old.txt": test.token} {
				if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got := program(t, "certify", "--target", filepath.Join(folder, "target.yaml"), "--only", "rfc7644/2.1-tokens", "--yes", "--rate", "0")
			if got.code != test.code || !strings.Contains(got.stdout+got.stderr, test.says) {
				t.Errorf("exit %d, %q not in: %s%s", got.code, test.says, got.stdout, got.stderr)
			}
		})
	}
}
