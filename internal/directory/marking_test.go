package directory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Design §9: the marker is in the local part, the domain is the target's.
func TestUserPrincipalName(t *testing.T) {
	both := Marking{Marker: "sim12", Domain: "corp.example"}
	tests := []struct {
		name    string
		marking Marking
		in      string
		want    string
	}{
		{"no marking", Marking{}, "ana.reis@fabrikam.example", "ana.reis@fabrikam.example"},
		{"marker", Marking{Marker: "sim12"}, "ana.reis@fabrikam.example", "ana.reis.sim12@fabrikam.example"},
		{"domain", Marking{Domain: "corp.example"}, "ana.reis@fabrikam.example", "ana.reis@corp.example"},
		{"both", both, "ana.reis@fabrikam.example", "ana.reis.sim12@corp.example"},
		{"the last at sign counts", both, "a@b@fabrikam.example", "a@b.sim12@corp.example"},
		{"no domain in the name", both, "ana.reis", "ana.reis.sim12"},
		{"nothing", both, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.marking.UserPrincipalName(test.in); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestMarkedAttributes(t *testing.T) {
	d := New(Options{Marking: Marking{Marker: "sim12", Domain: "corp.example"}})
	must(t, d.AddUser(attrs{
		"id": "ana", "displayName": "Ana Reis", "givenName": "Ana", "userPrincipalName": "ana.reis@fabrikam.example", "mail": "ana@mail.example",
		"otherMails": []any{"home@example.com"}, "proxyAddresses": []any{"SMTP:ana@mail.example", "ana@old.example"},
	}))
	must(t, d.AddGroup(attrs{"id": "design", "displayName": "Design", "mailNickname": "design", "description": "Draws"}))
	ana, design := d.User("ana"), d.Group("design")
	tests := []struct {
		name   string
		object interface {
			Attribute(string) ([]string, bool)
		}
		want []string
	}{
		{"userPrincipalName", ana, []string{"ana.reis.sim12@corp.example"}},
		{"mail", ana, []string{"ana.sim12@corp.example"}},
		{"otherMails", ana, []string{"home.sim12@corp.example"}},
		{"proxyAddresses", ana, []string{"SMTP:ana.sim12@corp.example", "ana.sim12@corp.example"}},
		{"mailNickname", ana, []string{"ana.reis.sim12"}}, // Entra's externalId
		{"displayName", ana, []string{"Ana Reis"}},        // no key anywhere
		{"givenName", ana, []string{"Ana"}},
		{"displayName", design, []string{"Design sim12"}},
		{"mailNickname", design, []string{"design.sim12"}},
		{"description", design, []string{"Draws"}},
	}
	for _, test := range tests {
		got, _ := test.object.Attribute(test.name)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (want -, got +)\n%s", test.name, diff)
		}
	}
	if design.DisplayName != "Design sim12" {
		t.Errorf("design is called %q", design.DisplayName)
	}
	translations := map[string]string{
		"ana.reis@fabrikam.example": "ana.reis.sim12@corp.example", "ana.reis": "ana.reis.sim12", "Design": "Design sim12",
		"Ana Reis": "Ana Reis", "nobody@fabrikam.example": "nobody@fabrikam.example",
	}
	for text, want := range translations {
		if got := d.Marked(text); got != want {
			t.Errorf("Marked(%q): got %q, want %q", text, got, want)
		}
	}
}

// What an update brings is marked as well, what it leaves alone is not marked twice.
func TestUpdatesAreMarkedOnce(t *testing.T) {
	d := New(Options{Marking: Marking{Marker: "sim12"}})
	must(t, d.AddUser(attrs{"id": "ana", "userPrincipalName": "ana@fabrikam.example", "mail": "ana@fabrikam.example"}))
	must(t, d.AddGroup(attrs{"id": "design", "displayName": "Design"}))
	must(t, d.Update("ana", attrs{"mail": "reis@fabrikam.example"}))
	must(t, d.Update("design", attrs{"description": "Draws"}))
	must(t, d.Update("design", attrs{"displayName": "Drawing"}))
	mail, _ := d.User("ana").Value("mail")
	name, _ := d.User("ana").Value("userPrincipalName")
	if mail != "reis.sim12@fabrikam.example" || name != "ana.sim12@fabrikam.example" || d.Group("design").DisplayName != "Drawing sim12" {
		t.Errorf("mail %q, userPrincipalName %q, group %q", mail, name, d.Group("design").DisplayName)
	}
	if got := d.Marked("Drawing"); got != "Drawing sim12" {
		t.Errorf("Marked(Drawing): got %q", got)
	}
}
