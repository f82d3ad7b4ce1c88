package profile_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// E-3.24: the profile entra-documented has the mappings that Microsoft's page
// prints, in its order.
func TestDocumentedMappings(t *testing.T) {
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"
	text, err := os.ReadFile("../../scenarios/profiles/entra-documented.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := load(t, string(text))
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]string
	for _, attribute := range p.Users.Attributes {
		got = append(got, [2]string{attribute.Source + attribute.Expression, attribute.Target})
	}
	want := [][2]string{
		{"Not([IsSoftDeleted])", "active"},
		{"department", enterprise + "department"},
		{"displayName", "displayName"},
		{"employeeId", enterprise + "employeeNumber"},
		{"facsimileTelephoneNumber", `phoneNumbers[type eq "fax"].value`},
		{"givenName", "name.givenName"},
		{"jobTitle", "title"},
		{"mail", `emails[type eq "work"].value`},
		{"mailNickname", "externalId"},
		{"manager", enterprise + "manager"},
		{"mobile", `phoneNumbers[type eq "mobile"].value`},
		{"postalCode", `addresses[type eq "work"].postalCode`},
		{"proxyAddresses", `emails[type eq "other"].value`},
		{"physicalDeliveryOfficeName", `addresses[type eq "other"].formatted`},
		{"streetAddress", `addresses[type eq "work"].streetAddress`},
		{"surname", "name.familyName"},
		{"telephoneNumber", `phoneNumbers[type eq "work"].value`},
		{"userPrincipalName", "userName"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(want -, got +)\n%s", diff)
	}
}
