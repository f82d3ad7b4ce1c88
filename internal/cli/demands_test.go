package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A story is not played on a target that demands what its profile does not send;
// certify fills it in.
func TestDemandsOfATarget(t *testing.T) {
	site := newSite(t, nil)
	for _, test := range []struct {
		name, data string
		code       int
		says       string
	}{
		{"an attribute that the profile maps", "users: {required: [userName]}", exitConformant, ""},
		{"an attribute that it does not map", "users: {required: [userType]}", exitUsage, "userType"},
		{"allowed values", "users: {allowed: {title: [Buyer]}}", exitUsage, "certify"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "target.yaml")
			text := "apiVersion: scimulator/v1\nkind: Target\nname: site\nbase: " + site.url + "\nauth: {bearer: {env: SCIM_TOKEN}}\ndata: {" + test.data + "}\n"
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			got := program(t, "simulate", "testdata/office.yaml", "--target", file, "--yes", "--rate", "0")
			if got.code != test.code || !strings.Contains(got.stderr, test.says) {
				t.Errorf("exit %d, %q not in: %s%s", got.code, test.says, got.stdout, got.stderr)
			}
		})
	}
}
