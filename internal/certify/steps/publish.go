package steps

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

func publishSteps() []Step {
	var words []string
	for _, p := range problems() {
		words = append(words, regexp.QuoteMeta(p.words))
	}
	return []Step{
		step("schemas", `no published attribute (`+strings.Join(words, "|")+`)`, `no published attribute PROBLEM`, "reads /Schemas and looks at every attribute and sub-attribute; the problems are: "+strings.Join(words, "; "),
			`Then no published attribute has an unknown type`, nonePublished),
		step("schemas", `no published attribute differs from what the RFC prints`, `no published attribute differs from what the RFC prints`, "type, plurality, mutability and visibility of the core and enterprise schemas are those of RFC 7643 §8.7.1, where they are published", `Then no published attribute differs from what the RFC prints`, likeTheRFC),
		step("schemas", `no published attribute refers to what does not exist`, `no published attribute refers to what does not exist`, "referenceTypes names resource types of the target, external or uri, and stands at references only", `Then no published attribute refers to what does not exist`, strangers),
		step("attribute", `every element of "(.+?)" has "(.+?)"`, `every element of "PATH" has "NAME"`, "each element of an array of the answer has a value there", `Then every element of "authenticationSchemes" has "type"`, elementsHave),
		step("attribute", `"(.+?)" contains or is `+jsonValue, `"PATH" contains or is JSON`, "the value, or for a list of one its element among others, as it was sent", `Then "emails" contains or is [{"type": "work"}]`, containsOrIs),
		step("attribute", `a "(.+?)" that is declared as always shown is there`, `a "NAME" that is declared as always shown is there`, "where /Schemas says returned always, the attribute is in the answer", `Then a "displayName" that is declared as always shown is there`, declaredAlways),
		step("resource", `every "(.+?)" of "(.+?)" leads to the resource that "(.+?)" names`, `every "$ref" of "PATH" leads to the resource that "value" names`, "references of the last answer are read; each is the resource with that id, or is gone or hidden",
			`Then every "$ref" of "members" leads to the resource that "value" names`, refsLead),
		step("attribute", `the bytes write "(.+?)" as a plain integer`, `the bytes write "NAME" as a plain integer`, "the member is there in the raw answer without point, exponent and quotation marks", `Then the bytes write "totalResults" as a plain integer`, plainInteger),
		step("attribute", `the schemas of the answer are those of its type`, `the schemas of the answer are those of its type`, "schemas names the base schema and registered extensions only", `Then the schemas of the answer are those of its type`, schemasOfType),
	}
}

// rfcSchemas are the schemas as RFC 7643 §8.7.1 prints them.
func rfcSchemas() []*schema.Schema {
	return []*schema.Schema{schema.User(), schema.Group(), schema.EnterpriseUser()}
}

// differing is the first attribute that is published with another type, plurality,
// mutability or visibility than the RFC prints; what is left out does not differ.
func differing(published *schema.Schema) string {
	for _, printed := range rfcSchemas() {
		if !strings.EqualFold(printed.ID, published.ID) {
			continue
		}
		for i := range published.Attributes {
			if at := unlike(&published.Attributes[i], printed.Attribute(published.Attributes[i].Name)); at != "" {
				return published.ID + ":" + at
			}
		}
	}
	return ""
}

func unlike(published, printed *schema.Attribute) string {
	switch {
	case printed == nil:
		return ""
	case !strings.EqualFold(published.Type, printed.Type):
		return published.Name + " is of type " + published.Type
	case published.MultiValued != printed.MultiValued:
		return published.Name + ": multiValued"
	case !strings.EqualFold(published.Mutability, printed.Mutability):
		return published.Name + " is " + published.Mutability
	case !strings.EqualFold(published.Returned, printed.Returned):
		return published.Name + " is returned " + published.Returned
	}
	for i := range published.SubAttributes {
		if at := unlike(&published.SubAttributes[i], printed.Sub(published.SubAttributes[i].Name)); at != "" {
			return published.Name + "." + at
		}
	}
	return ""
}

func likeTheRFC(_ context.Context, w *World, a args) error {
	wrong := ""
	for _, one := range w.stage.Facts.Schemas {
		if at := differing(one); at != "" && wrong == "" {
			wrong = at
		}
	}
	w.judge(a.rules, wrong == "", Breach{Message: "a published attribute differs from what the RFC prints", Attribute: wrong, Expected: "as in RFC 7643 §8.7.1", Seen: wrong})
	return nil
}

// strangers: referenceTypes names a type that is not served, external or uri.
func strangers(_ context.Context, w *World, a args) error {
	known := []string{"external", "uri", "User", "Group"}
	for _, t := range w.stage.Facts.Types {
		known = append(known, t.Name)
	}
	wrong := ""
	for _, one := range w.stage.Facts.Schemas {
		for i := range one.Attributes {
			if at := stranger(&one.Attributes[i], known); at != "" && wrong == "" {
				wrong = one.ID + ":" + at
			}
		}
	}
	w.judge(a.rules, wrong == "", Breach{Message: "an attribute refers to what does not exist", Attribute: wrong, Expected: strings.Join(known, ", "), Seen: wrong})
	return nil
}

func stranger(a *schema.Attribute, known []string) string {
	for _, name := range a.ReferenceTypes {
		if !slices.Contains(known, name) || !strings.EqualFold(a.Type, "reference") {
			return a.Name + " refers to " + name
		}
	}
	for i := range a.SubAttributes {
		if at := stranger(&a.SubAttributes[i], known); at != "" {
			return a.Name + "." + at
		}
	}
	return ""
}

func elementsHave(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil || !last.ok() {
		return nil // its status is judged elsewhere
	}
	wrong := ""
	for _, element := range last.body.List(a.text[0]) {
		value, there := scim.AsObject(element).Get(a.text[1])
		if !there || value == nil || value == "" {
			wrong = short(compact(element))
		}
	}
	w.judge(a.rules, wrong == "", Breach{Message: "an element lacks " + a.text[1], Attribute: a.text[0], Expected: "each with " + a.text[1], Seen: wrong})
	return nil
}

func containsOrIs(_ context.Context, w *World, a args) error {
	wanted, err := literal(a.text[1])
	if err != nil {
		return err
	}
	if list, isList := wanted.([]any); isList && len(list) == 1 {
		wanted = list[0]
	}
	a.effect = true
	return w.attribute(a, func(value any, there bool) bool { return there && holds(value, wanted) }, "an attribute is not kept as it was sent", a.text[1])
}

func declaredAlways(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	attribute := w.stage.Facts.Set(w.stage.Facts.kindOf(endpointOf(last.request.Path))).Attribute("", a.text[0])
	if attribute == nil || attribute.Returned != "always" {
		w.judge(a.rules, true, Breach{})
		return nil
	}
	return w.attribute(a, func(value any, there bool) bool { return there }, "an attribute that is declared as always shown is not", "a value")
}

// problem is something that a published attribute must not have.
type problem struct {
	words string
	has   func(attribute scim.Resource, inside bool) bool
}

var attributeName = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9$_-]*|\$ref)$`)

// problems are what RFC 7643 §2 and §7 rule out.
func problems() []problem {
	text := func(a scim.Resource, name string) string { return a.String(name) }
	return []problem{
		{"has a name against the grammar", func(a scim.Resource, _ bool) bool { return !attributeName.MatchString(text(a, "name")) }},
		{"has sub-attributes though it is simple", func(a scim.Resource, _ bool) bool {
			return !strings.EqualFold(text(a, "type"), "complex") && len(a.List("subAttributes")) > 0
		}},
		{"has a sub-attribute that is complex", func(a scim.Resource, inside bool) bool {
			return inside && strings.EqualFold(text(a, "type"), "complex")
		}},
		{"has an unknown type", func(a scim.Resource, _ bool) bool {
			known := []string{"", "string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"}
			return !contains(known, text(a, "type"))
		}},
		{"is a reference to nothing in particular", func(a scim.Resource, _ bool) bool {
			return strings.EqualFold(text(a, "type"), "reference") && len(a.List("referenceTypes")) == 0
		}},
		{"is a boolean with case or uniqueness", func(a scim.Resource, _ bool) bool {
			exact, _ := a.Get("caseExact")
			return strings.EqualFold(text(a, "type"), "boolean") && (exact == true || !contains([]string{"", "none"}, text(a, "uniqueness")))
		}},
		{"is binary and not exact in case", func(a scim.Resource, _ bool) bool {
			exact, there := a.Get("caseExact")
			return strings.EqualFold(text(a, "type"), "binary") && there && exact != true
		}},
		{"is binary and unique", func(a scim.Resource, _ bool) bool {
			return strings.EqualFold(text(a, "type"), "binary") && !contains([]string{"", "none"}, text(a, "uniqueness"))
		}},
		{"is a reference and not exact in case", func(a scim.Resource, _ bool) bool {
			exact, there := a.Get("caseExact")
			return strings.EqualFold(text(a, "type"), "reference") && there && exact != true
		}},
		{"has quotation marks in a keyword", func(a scim.Resource, _ bool) bool {
			return slices.ContainsFunc([]string{"type", "mutability", "returned", "uniqueness"}, func(name string) bool { return strings.ContainsAny(text(a, name), `"'`) })
		}},
		{"calls a mark primary that is no boolean", func(a scim.Resource, inside bool) bool {
			return inside && strings.EqualFold(text(a, "name"), "primary") && !strings.EqualFold(text(a, "type"), "boolean")
		}},
		{"calls an address $ref that is no reference", func(a scim.Resource, _ bool) bool {
			return text(a, "name") == "$ref" && !strings.EqualFold(text(a, "type"), "reference")
		}},
		{"is complex without parts", func(a scim.Resource, _ bool) bool {
			return strings.EqualFold(text(a, "type"), "complex") && len(a.List("subAttributes")) == 0
		}},
		{"has no description", func(a scim.Resource, _ bool) bool { return text(a, "description") == "" }},
		{"has parts that are no definitions", func(a scim.Resource, _ bool) bool {
			parts, there := a.Get("subAttributes")
			list, isList := parts.([]any)
			return there && parts != nil && (!isList || slices.ContainsFunc(list, func(part any) bool { return scim.AsObject(part).String("name") == "" }))
		}},
		{"lacks a type or mutability", func(a scim.Resource, _ bool) bool { return text(a, "type") == "" || text(a, "mutability") == "" }},
	}
}

func nonePublished(ctx context.Context, w *World, a args) error {
	if w.stage.Facts.Features["schemas"] == Disclaimed {
		return w.excuse("the target has no /Schemas")
	}
	one, err := w.send(ctx, request{method: http.MethodGet, path: "/Schemas", purpose: exchange.Discovery})
	if err != nil {
		return err
	}
	if !one.ok() {
		return w.excuse("/Schemas is answered %s", one.seen())
	}
	wrong := ""
	for _, p := range problems() {
		if p.words != a.text[0] {
			continue
		}
		for _, element := range w.resources() {
			if at := p.in(element.List("attributes"), false); at != "" && wrong == "" && !strings.Contains(element.ID(), ":schemas:core:2.0:Schema") {
				wrong = element.ID() + ":" + at
			}
		}
	}
	w.judge(a.rules, wrong == "", Breach{Message: "a published attribute " + a.text[0], Attribute: wrong, Expected: "as RFC 7643 §2 and §7 define attributes", Seen: wrong})
	return nil
}

// in is the path of the first attribute with the problem, "" when there is none.
func (p problem) in(attributes []any, inside bool) string {
	for _, element := range attributes {
		attribute := scim.AsObject(element)
		if p.has(attribute, inside) {
			return orNone(attribute.String("name"))
		}
		if at := p.in(attribute.List("subAttributes"), true); at != "" {
			return attribute.String("name") + "." + at
		}
	}
	return ""
}

func refsLead(ctx context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	value, _, err := lookup(last.body, a.text[1])
	if err != nil {
		return err
	}
	list, _ := value.([]any)
	if object, isObject := value.(map[string]any); isObject {
		list = []any{object}
	}
	for _, element := range list {
		reference := scim.AsObject(element)
		ref := reference.String(a.text[0])
		if ref == "" {
			continue
		}
		if wrong := w.follow(ctx, ref, reference.String(a.text[2])); wrong != "" {
			w.judge(a.rules, false, Breach{Message: "a reference does not lead to what it names", Attribute: a.text[1] + "." + a.text[0], Expected: "the resource " + a.text[2], Seen: ref + ": " + wrong})
			return nil
		}
	}
	w.judge(a.rules, true, Breach{})
	return nil
}

// follow reads a reference; "" when it is the resource, or is gone or hidden.
func (w *World) follow(ctx context.Context, ref, id string) string {
	rest, inside := strings.CutPrefix(ref, w.stage.Base)
	switch {
	case inside && strings.HasPrefix(rest, "/"):
	case !strings.Contains(ref, "://"):
		rest = "/" + strings.TrimPrefix(strings.TrimPrefix(ref, "../"), "/")
	default:
		return "it is not below the tenant URL"
	}
	one, err := w.exchange(ctx, request{method: http.MethodGet, path: rest, purpose: exchange.Verification})
	switch {
	case err != nil:
		return err.Error()
	case one.response.Status == http.StatusForbidden:
		return ""
	case !one.ok():
		return one.seen()
	case one.body.ID() != id:
		return "it is another resource"
	}
	return ""
}

func plainInteger(_ context.Context, w *World, a args) error {
	pattern := regexp.MustCompile(`"` + regexp.QuoteMeta(a.text[0]) + `"\s*:\s*(-?\d+)\s*[,}\]]`)
	return w.bytes(a, func(body []byte) bool { return pattern.Match(body) }, a.text[0]+" is not written as a plain integer", "digits alone")
}

func schemasOfType(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	t, known := w.stage.Facts.Type(w.stage.Facts.kindOf(endpointOf(last.request.Path)))
	if !known {
		return w.excuse("the target names no resource type for %s", endpointOf(last.request.Path))
	}
	named, stranger := last.body.List("schemas"), ""
	for _, element := range named {
		if urn := bare(element); !strings.EqualFold(urn, t.Schema) && !contains(t.Extensions, urn) {
			stranger = urn
		}
	}
	w.judge(a.rules, len(named) > 0 && stranger == "", Breach{Message: "a resource names a schema that its type does not have", Attribute: "schemas", Expected: t.Schema + " and the registered extensions", Seen: orNone(stranger)})
	return nil
}
