package cli

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A file with a secret is for its owner only, and mistakes about secrets are found
// before anything is sent. None of them repeats a secret.
func TestSecretsThatCannotBeRead(t *testing.T) {
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	v := &vault{T: t, folder: t.TempDir(), url: "https://scim.fabrikam.example"}
	v.file("open.txt", "s3cr3t", 0o644)
	v.file("group.txt", "s3cr3t", 0o640)
	v.file("empty.txt", " \n", 0o600)
	v.file("lines.txt", "s3cr3t\nmore\n", 0o600)
	v.file("no.pem", "s3cr3t", 0o600)
	v.file("c.pem", "s3cr3t", 0o644)
	oauth := "{oauth: {tokenUrl: https://x.example/t, clientId: a, clientSecret: {%s}}}"
	federated := "{federated: {tokenUrl: https://x.example/t, clientId: a, key: {file: %s}}}"
	for _, row := range []struct{ auth, says string }{
		{fmt.Sprintf(oauth, "file: open.txt"), "may be read by others (mode 0644)"},
		{fmt.Sprintf(oauth, "file: group.txt"), "chmod 600"},
		{fmt.Sprintf(oauth, "file: empty.txt"), "is empty: it should hold the client secret"},
		{fmt.Sprintf(oauth, "file: lines.txt"), "more than one line"},
		{fmt.Sprintf(oauth, "file: none.txt"), "cannot be read"},
		{fmt.Sprintf(oauth, "env: NOBODY"), "the environment variable NOBODY is empty"},
		{"{bearer: {file: open.txt}}", "may be read by others"},
		{"{basic: {user: a, password: {file: open.txt}}}", "may be read by others"},
		{fmt.Sprintf(federated, "open.txt"), "may be read by others"},
		{fmt.Sprintf(federated, "no.pem"), "there is no key in PEM form"},
		{"{mutualTLS: {certificate: none.pem, key: {file: no.pem}}}", "the client certificate cannot be read"},
		{"{mutualTLS: {certificate: c.pem, key: {file: no.pem}}}", "do not fit"},
	} {
		if runtime.GOOS == "windows" && (strings.Contains(row.says, "others") || strings.Contains(row.says, "chmod")) {
			continue
		}
		env, _, _ := environment(t)
		_, err := (&connection{url: v.target(row.auth), timeout: time.Second}).door(env, a)
		var wrong usageError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), row.says) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: %v", row.auth, err)
		}
	}
}
