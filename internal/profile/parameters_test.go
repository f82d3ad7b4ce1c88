package profile_test

import (
	"strings"
	"testing"
)

// E-3.31: a function whose expression is not given is put together from its
// parameters: pairs of key and value, whose constants are texts, even numbers.
func TestParametersOfFunctions(t *testing.T) {
	const schema = `{"directories": [], "synchronizationRules": [{"sourceDirectoryName": "Azure Active Directory", "targetDirectoryName": "app", "objectMappings": [{
	"flowTypes": "Add", "sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [
	{"targetAttributeName": "userName", "matchingPriority": 1, "source": {"type": "Attribute", "name": "userPrincipalName"}},
	{"targetAttributeName": "nickName", "source": {"type": "Function", "name": "NAME", "parameters": [PARAMETERS]}}]}]}]}`
	const (
		attribute = `{"key": "source", "value": {"type": "Attribute", "name": "mail", "expression": "[mail]", "parameters": []}}`
		eight     = `{"key": "numChars", "value": {"type": "Constant", "name": "8", "expression": "\"8\"", "parameters": []}}`
		quoted    = `{"key": "suffix", "value": {"type": "Constant", "name": "\"x\\"}}`
		nested    = `{"key": "source", "value": {"type": "Function", "name": "ToLower", "parameters": [` + attribute + `]}}`
	)
	for _, row := range []struct{ name, parameters, want string }{
		{"Left", attribute + "," + eight, `Left([mail], "8")`},
		{"Append", attribute + "," + quoted, `Append([mail], "\"x\\")`},
		{"Append", nested + "," + quoted, `Append(ToLower([mail]), "\"x\\")`},
		{"Now", "", `Now()`},
	} {
		got, err := loadSchema(t, strings.NewReplacer("NAME", row.name, "PARAMETERS", row.parameters).Replace(schema))
		if err != nil {
			t.Errorf("%s: %v", row.want, err)
		} else if expression := got.Users.Attributes[1].Expression; expression != row.want {
			t.Errorf("got %s, want %s", expression, row.want)
		}
	}
}
