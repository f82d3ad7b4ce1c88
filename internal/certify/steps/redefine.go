package steps

import (
	"context"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

func redefineSteps() []Step {
	return []Step{
		step("schemas", `no extension redefines an attribute of the RFC`, `no extension redefines an attribute of the RFC`, "no published extension has an attribute with the name of a common one, or of one of the core schema that it extends (RFC 7643 §3.3)",
			`Then no extension redefines an attribute of the RFC`, noneRedefined),
		step("header", `the version is weak, or not that of `+alias, `the version is weak, or not that of "NAME"`, "a meta.version without W/ belongs to one representation alone (RFC 7232 §2.1); advice at most, since other parameters make another address",
			`Then the version is weak, or not that of "whole"`, versionFits),
	}
}

func noneRedefined(_ context.Context, w *World, a args) error {
	if w.stage.Facts.Schemas == nil {
		return w.excuse("the target publishes no schemas")
	}
	wrong := w.stage.Facts.redefined()
	w.judge(a.rules, wrong == "", Breach{Message: "an extension has an attribute of the RFC's once more", Attribute: wrong, Expected: "names of its own", Seen: wrong})
	return nil
}

// redefined is the first attribute of an extension that the RFC defines already
// for the resource type, "" for none.
func (f *Facts) redefined() string {
	common := []string{"id", "externalId", "meta", "schemas"}
	for _, t := range f.Types {
		core := printed(t.Schema)
		for _, urn := range t.Extensions {
			extension := f.schema(urn)
			if extension == nil {
				continue
			}
			for _, one := range extension.Attributes {
				taken := slices.ContainsFunc(common, func(name string) bool { return strings.EqualFold(name, one.Name) })
				if taken || core.Attribute(one.Name) != nil {
					return urn + ":" + one.Name
				}
			}
		}
	}
	return ""
}

// printed is a core schema as the RFC prints it, nil when it prints none.
func printed(urn string) *schema.Schema {
	for _, one := range rfcSchemas() {
		if strings.EqualFold(one.ID, urn) {
			return one
		}
	}
	return nil
}

func versionFits(_ context.Context, w *World, a args) error {
	last := w.last()
	whole, known := w.things[a.text[0]]
	switch {
	case !known || last == nil:
		return w.broken("nothing is called %q here", a.text[0])
	case !last.ok():
		return nil // its status is judged elsewhere
	}
	version, before := last.body.Object("meta").String("version"), whole.body.Object("meta").String("version")
	if version == "" {
		version = last.response.Header.Get("ETag")
	}
	shared := version == before && !strings.HasPrefix(version, "W/") && !same(map[string]any(last.body), map[string]any(whole.body))
	w.judge(a.rules, !shared, Breach{
		Message: "a strong version stands for several representations", Attribute: "meta.version", Expected: "W/" + version, Seen: version, Mild: true,
	})
	return nil
}
