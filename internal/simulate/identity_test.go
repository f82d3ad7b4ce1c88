package simulate

import (
	"regexp"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
)

// E-1.1, E-1.2: the id of a job is its template, the tenant without dashes, and a
// GUID of its own.
func TestJobID(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+\.[0-9a-f]{32}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	for dialect, template := range map[string]string{"": "scim", "entra": "scim", "entra-optscim": "scim", "entra-legacy": "customappsso"} {
		job := identify(&profile.Profile{Name: "fabrikam", Dialect: dialect})
		parts := strings.Split(job.Job, ".")
		if !form.MatchString(job.Job) || parts[0] != template {
			t.Errorf("dialect %q: job %s, expected one of %s", dialect, job.Job, template)
		}
		if tenant := strings.ReplaceAll(job.Tenant, "-", ""); len(parts) == 3 && (parts[1] != tenant || parts[2] == job.Principal) {
			t.Errorf("job %s of tenant %s and principal %s", job.Job, job.Tenant, job.Principal)
		}
	}
}

// E-1.2, E-9.3: two applications have jobs of their own; one application has the
// same job in every run.
func TestJobIDIsStable(t *testing.T) {
	job := func(name string) string { return identify(&profile.Profile{Name: name}).Job }
	first, again := job("fabrikam"), job("fabrikam")
	if first != again || first == job("contoso") {
		t.Error("a job belongs to one application, for good")
	}
}

// E-3.32: the target type of users is the URN of the enterprise extension.
func TestTargetTypes(t *testing.T) {
	for kind, want := range map[provision.Kind]string{
		provision.User:  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
		provision.Group: "urn:ietf:params:scim:schemas:core:2.0:Group",
	} {
		job := identify(&profile.Profile{Name: "fabrikam"})
		if got := job.entry(provision.Record{Kind: kind}).To.Type; got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}
