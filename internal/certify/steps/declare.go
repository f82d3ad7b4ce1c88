package steps

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// A target need not have every attribute of the standard. A check whose request
// names a standard attribute that the target does not declare does not apply; an
// attribute that no standard knows is sent, for that is what such a check is
// about.

// standard are the schemas of a resource type as the RFC prints them.
func standard(kind string) *schema.Set {
	if strings.EqualFold(kind, "Group") {
		return schema.NewSet(schema.Group())
	}
	return schema.NewSet(schema.User(), schema.EnterpriseUser())
}

// applies ends the check when its request names what the target does not have, or
// clears what it demands.
func (w *World) applies(r request, path, query string) error {
	kind := w.stage.Facts.kindOf(endpointOf(path))
	if strings.EqualFold(endpointOf(path), "/Bulk") {
		return w.appliesInBulk(r)
	}
	if w.floor || w.stage.Facts.Schemas == nil || !strings.EqualFold(kind, "User") && !strings.EqualFold(kind, "Group") {
		return nil
	}
	for _, name := range namesInQuery(query) {
		if w.isMissing(kind, name) {
			return w.excuse("the target does not declare %s of a %s", name, kind)
		}
	}
	body, err := scim.Decode([]byte(r.body))
	switch {
	case err != nil:
		return nil
	case r.method == http.MethodPatch:
		return w.patches(kind, body)
	case strings.HasSuffix(path, "/.search"):
		return w.searches(kind, body)
	}
	return w.writes(kind, body)
}

// searches looks at what a search request names.
func (w *World) searches(kind string, body scim.Resource) error {
	names := append(namesInQuery(body.String("filter")), body.String("sortBy"))
	for _, list := range []string{"attributes", "excludedAttributes"} {
		for _, name := range body.List(list) {
			names = append(names, bare(name))
		}
	}
	for _, name := range names {
		if w.isMissing(kind, name) {
			return w.excuse("the target does not declare %s of a %s", name, kind)
		}
	}
	return nil
}

// writes looks at the attributes of a resource.
func (w *World) writes(kind string, body scim.Resource) error {
	for name, value := range body {
		switch {
		case w.isMissing(kind, name):
			return w.excuse("the target does not declare %s of a %s", name, kind)
		case isEmpty(value) && w.isDemanded(kind, name):
			return w.excuse("the target demands %s of every %s", name, kind)
		}
	}
	return nil
}

// patches looks at the paths and the pathless values of a PATCH.
func (w *World) patches(kind string, body scim.Resource) error {
	for _, element := range body.List("Operations") {
		operation := scim.AsObject(element)
		path := operation.String("path")
		names := []string{path}
		if path == "" {
			names = nil
			for name := range scim.AsObject(operation["value"]) {
				names = append(names, name)
			}
		}
		for _, name := range names {
			removes := strings.EqualFold(operation.String("op"), "remove") || isEmpty(operation["value"]) && operation["value"] != nil
			switch {
			case w.isMissing(kind, name):
				return w.excuse("the target does not declare %s of a %s", name, kind)
			case removes && w.isDemanded(kind, name):
				return w.excuse("the target demands %s of every %s", name, kind)
			}
		}
	}
	return nil
}

// isMissing says of an attribute that the standard has it and the target does not
// declare it.
func (w *World) isMissing(kind, path string) bool {
	name, _, _ := strings.Cut(path, "[")
	urn := ""
	if strings.HasPrefix(strings.ToLower(name), "urn:") {
		t, _ := w.stage.Facts.Type(kind)
		urn, name = w.stage.Facts.split(t, name)
		if strings.EqualFold(urn, scim.URNEnterpriseUser) && w.stage.Facts.Features["enterprise"] == Disclaimed {
			return true
		}
		if strings.EqualFold(urn, t.Schema) {
			urn = ""
		}
	}
	first, _, _ := strings.Cut(name, ".")
	if first == "" || standard(kind).Attribute(urn, first) == nil {
		return false
	}
	if urn != "" {
		return !w.stage.Facts.Declares(kind, urn+":"+name)
	}
	return !w.stage.Facts.Declares(kind, name)
}

// isDemanded says whether the target declares an attribute as required; the names
// that identify users and groups are what checks are about.
func (w *World) isDemanded(kind, path string) bool {
	name, _, _ := strings.Cut(strings.SplitN(path, "[", 2)[0], ".")
	if strings.EqualFold(name, "userName") || strings.EqualFold(name, "displayName") && strings.EqualFold(kind, "Group") {
		return false
	}
	attribute := w.stage.Facts.Set(kind).Attribute("", name)
	return attribute != nil && attribute.Required && attribute.Mutability != "readOnly"
}

// required are the attributes that the target declares as required of every
// resource of a type, but for those that identify it.
func (f *Facts) required(kind string) []*schema.Attribute {
	var list []*schema.Attribute
	t, _ := f.Type(kind)
	core := f.schema(t.Schema)
	if core == nil {
		return nil
	}
	for i := range core.Attributes {
		a := &core.Attributes[i]
		if a.Required && a.Mutability != "readOnly" && !strings.EqualFold(a.Name, "userName") && !(strings.EqualFold(a.Name, "displayName") && strings.EqualFold(kind, "Group")) {
			list = append(list, a)
		}
	}
	return list
}

var word = regexp.MustCompile(`[A-Za-z][A-Za-z0-9:._-]*`)

// namesInQuery are the words of a query outside of texts: names of attributes
// among them, and operators, which no standard has as an attribute.
func namesInQuery(query string) []string {
	var names []string
	for i, part := range strings.Split(query, `"`) {
		if i%2 == 1 {
			continue
		}
		for pair := range strings.SplitSeq(part, "&") {
			if at := strings.IndexByte(pair, '='); at >= 0 {
				pair = pair[at+1:]
			}
			names = append(names, word.FindAllString(pair, -1)...)
		}
	}
	return names
}

// appliesInBulk looks at each operation of a bulk request.
func (w *World) appliesInBulk(r request) error {
	body, err := scim.Decode([]byte(r.body))
	if err != nil {
		return nil
	}
	for _, element := range body.List("Operations") {
		operation := scim.AsObject(element)
		inner := request{method: operation.String("method"), path: operation.String("path"), body: compact(operation["data"])}
		if err := w.applies(inner, inner.path, ""); err != nil {
			return err
		}
	}
	return nil
}
