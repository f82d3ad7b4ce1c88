package directory

import "testing"

// E-2.20: the form of a guest's name, and the address it was made of.
func TestOriginalName(t *testing.T) {
	for name, want := range map[string]string{
		"ana_partner.example#EXT#@fabrikam.onmicrosoft.example": "ana@partner.example",
		"a_b_partner.example#EXT#@fabrikam.example":             "a_b@partner.example",
		"ana_b@fabrikam.example":                                "ana_b@fabrikam.example",
		"ana#EXT#@fabrikam.example":                             "ana#EXT#@fabrikam.example",
		"_x#EXT#@fabrikam.example":                              "_x#EXT#@fabrikam.example",
		"":                                                      "",
	} {
		if got := OriginalName(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// A guest is marked like anybody else: the address that arrives on the target
// carries the marker and the target's mail domain, and a story may speak of it by
// either name.
func TestGuestsAreMarked(t *testing.T) {
	const name = "ana_partner.example#EXT#@fabrikam.example"
	for _, test := range []struct {
		marking         Marking
		name_, original string
	}{
		{Marking{}, name, "ana@partner.example"},
		{Marking{Marker: "sim12"}, "ana.sim12_partner.example#EXT#@fabrikam.example", "ana.sim12@partner.example"},
		{Marking{Marker: "sim12", Domain: "corp.example"}, "ana.sim12_corp.example#EXT#@corp.example", "ana.sim12@corp.example"},
	} {
		d := New(Options{Marking: test.marking})
		must(t, d.AddUser(attrs{"id": "ana", "userPrincipalName": name}))
		got, _ := d.User("ana").Value("userPrincipalName")
		if got != test.name_ || OriginalName(got) != test.original {
			t.Errorf("%+v: %s, original %s", test.marking, got, OriginalName(got))
		}
		if d.Marked(name) != test.name_ || d.Marked("ana@partner.example") != test.original {
			t.Errorf("%+v: marked %s and %s", test.marking, d.Marked(name), d.Marked("ana@partner.example"))
		}
	}
}
