package target

import (
	"maps"
	"slices"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// Rules are what a target demands of every resource of a type beyond the
// standard, as its target file says.
type Rules struct {
	Required []string            // paths of attributes: title, name.familyName, URN:department
	Allowed  map[string][]string // path to the only values it takes
}

// Second is another tenant of the same service.
type Second struct {
	Base      string // "" means that of the target
	TokenFile string
	TokenEnv  string
	Auth      Auth
}

// rules is the part of a target file that says what it demands.
type rules struct {
	Required []string            `json:"required"`
	Allowed  map[string][]string `json:"allowed"`
}

// secondTenant is the part of a target file that names another tenant.
type secondTenant struct {
	Base string `json:"base"`
	Auth auth   `json:"auth"`
}

// rules checks that what is demanded are paths of attributes.
func (l *loader) rules(kind string, given rules) Rules {
	at := document.At("data", kind)
	for i, path := range given.Required {
		l.path(at.Then("required", i), path)
	}
	for _, path := range slices.Sorted(maps.Keys(given.Allowed)) {
		l.path(at.Then("allowed", path), path)
	}
	return Rules(given)
}

func (l *loader) path(at document.Path, text string) {
	parsed, err := filter.ParsePath(text)
	switch {
	case err != nil:
		l.document.Fault(at, "%q is no path of an attribute: %v", text, err)
	case parsed.Filter != nil:
		l.document.Fault(at, "%q chooses among values: name the attribute alone", text)
	}
}

// rejected are the places of tokens that the target has to turn away.
func (l *loader) rejected(given map[string]secret) map[string]Secret {
	places := map[string]Secret{}
	for flaw, place := range given {
		places[flaw] = l.secret(place)
	}
	return orNil(places)
}

func (l *loader) second(given *secondTenant) *Second {
	if given == nil {
		return nil
	}
	second := &Second{TokenFile: l.beside(given.Auth.Bearer.File), TokenEnv: given.Auth.Bearer.Env, Auth: l.auth(given.Auth)}
	if given.Base == "" {
		return second
	}
	base, _, err := tenant(given.Base)
	if err != nil {
		l.document.Fault(document.At("secondTenant", "base"), "base: %v", err)
	}
	second.Base = base
	return second
}
