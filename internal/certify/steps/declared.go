package steps

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

func declaredSteps() []Step {
	return []Step{
		step("given", `"(.+?)" of an? (\w+) is declared with (type|mutability|returned|uniqueness|caseExact|multiValued|required) (\w+)`, `"ATTRIBUTE" of a TYPE is declared with CHARACTERISTIC VALUE`, "the check does not apply where /Schemas says something else of the attribute, or nothing; what a definition leaves out has the default of RFC 7643 §2.2",
			`Given "displayName" of a Group is declared with uniqueness none`, givenCharacteristic),
		step("attribute", `a "(.+?)" that is declared as shown by default is there`, `a "PATH" that is declared as shown by default is there`, "where /Schemas says returned default or always, the attribute is in the answer", `Then a "groups" that is declared as shown by default is there`, declaredDefault),
		step("answer", `if "(.+?)" contains or is `+jsonValue+`, the check goes on`, `if "PATH" contains or is JSON, the check goes on`, "else the rest does not apply: the target does not keep the attribute as it was sent, which other checks judge",
			`When if "title" contains or is "Clerk", the check goes on`, goesOnHolding),
		step("attribute", `"(.+?)" is absent or an? (text|boolean|number|array|object)`, `"PATH" is absent or a TYPE`, "an attribute has no value, or one of this JSON type", `Then "active" is absent or a boolean`, absentOrType),
		step("attribute", `a "(.+?)" that is not shown is not declared as shown by default`, `a "PATH" that is not shown is not declared as shown by default`, "where the attribute is not in the answer, /Schemas does not say returned default or always", `Then a "password" that is not shown is not declared as shown by default`, absentNotDefault),
		step("attribute", `what is shown is plural where it is declared so`, `what is shown is plural where it is declared so`, "each attribute of the answer, or of each resource of a list, is an array if and only if the published schema that it names says multiValued", `Then what is shown is plural where it is declared so`, pluralAsDeclared),
		step("facts", `every schema that is published for resources is that of a resource type`, `every schema that is published for resources is that of a resource type`, "but for schemas of messages and of discovery, each entry of /Schemas is named by a resource type", `Then every schema that is published for resources is that of a resource type`, noOrphanSchema),
		step("request", `the resource type "(.+?)" is asked for`, `the resource type "NAME" is asked for`, "reads one entry of /ResourceTypes by its id, or else by its name; both are in use", `When the resource type "User" is asked for`, askForType),
	}
}

// published is what /Schemas says of an attribute of a resource type; nil when it
// says nothing.
func (f *Facts) published(kind, path string) *schema.Attribute {
	t, _ := f.Type(kind)
	urn, rest := f.split(t, path)
	name, sub, nested := strings.Cut(rest, ".")
	holder := f.schema(urn)
	if holder == nil {
		return nil
	}
	attribute := holder.Attribute(name)
	if nested {
		return attribute.Sub(sub)
	}
	return attribute
}

// characteristic is one of those of RFC 7643 §2.2, in its words.
func characteristic(a *schema.Attribute, name string) string {
	switch name {
	case "type":
		return a.Type
	case "mutability":
		return a.Mutability
	case "returned":
		return a.Returned
	case "uniqueness":
		return a.Uniqueness
	case "caseExact":
		return fmt.Sprint(a.CaseExact)
	case "multiValued":
		return fmt.Sprint(a.MultiValued)
	}
	return fmt.Sprint(a.Required)
}

func givenCharacteristic(_ context.Context, w *World, a args) error {
	attribute := w.stage.Facts.published(a.text[1], a.text[0])
	if attribute == nil {
		return w.excuse("the target publishes nothing of %s of a %s", a.text[0], a.text[1])
	}
	if said := characteristic(attribute, a.text[2]); said != a.text[3] {
		return w.excuse("the target declares %s of a %s with %s %s", a.text[0], a.text[1], a.text[2], said)
	}
	return nil
}

func declaredDefault(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	kind := w.stage.Facts.kindOf(endpointOf(last.request.Path))
	attribute := w.stage.Facts.published(kind, a.text[0])
	if attribute == nil || attribute.Returned != "default" && attribute.Returned != "always" {
		return w.excuse("the target does not declare %s of a %s as shown by default", a.text[0], kind)
	}
	return w.attribute(a, func(_ any, there bool) bool { return there }, "an attribute that is declared as shown by default is not", "a value")
}

func pluralAsDeclared(_ context.Context, w *World, a args) error {
	last := w.last()
	switch {
	case last == nil:
		return w.broken("there is no answer yet")
	case !last.ok() || last.body == nil:
		return w.excuse("the answer shows nothing: %s", last.seen())
	}
	shown := []scim.Resource{last.body}
	if _, isList := last.body.Get("Resources"); isList {
		shown = w.resources()
	}
	wrong := ""
	for _, one := range shown {
		if at := w.stage.Facts.misshapen(one); at != "" {
			wrong = at
		}
	}
	w.judge(a.rules, wrong == "", Breach{Message: "an attribute is not as plural as it is declared", Attribute: wrong, Expected: "an array where multiValued is true, and only there", Seen: orNone(wrong)})
	return nil
}

// misshapen is the first attribute of a resource that is an array though its
// schema says that it has one value, or the other way round.
func (f *Facts) misshapen(shown scim.Resource) string {
	for _, urn := range shown.List("schemas") {
		holder := f.schema(bare(urn))
		if holder == nil {
			continue
		}
		values := shown
		if inner := shown.Object(holder.ID); inner != nil {
			values = inner
		}
		for i := range holder.Attributes {
			declared := &holder.Attributes[i]
			value, there := values.Get(declared.Name)
			_, isArray := value.([]any)
			if there && value != nil && isArray != declared.MultiValued {
				return holder.ID + ":" + declared.Name
			}
		}
	}
	return ""
}

func noOrphanSchema(_ context.Context, w *World, a args) error {
	if w.stage.Facts.Schemas == nil || w.stage.Facts.Features["types"] == Disclaimed {
		return w.excuse("the target does not list both its schemas and its resource types")
	}
	named := map[string]bool{}
	for _, t := range w.stage.Facts.Types {
		for _, urn := range append([]string{t.Schema}, t.Extensions...) {
			named[strings.ToLower(urn)] = true
		}
	}
	orphan := ""
	for _, one := range w.stage.Facts.Schemas {
		if !named[strings.ToLower(one.ID)] && !isDiscovery(one.ID) {
			orphan = one.ID
		}
	}
	w.judge(a.rules, orphan == "", Breach{Message: "a schema is published that no resource type has", Attribute: "schemaExtensions", Expected: "a resource type that names it", Seen: orNone(orphan)})
	return nil
}

// isDiscovery says of a schema that resources of users do not have it.
func isDiscovery(urn string) bool {
	urn = strings.ToLower(urn)
	return strings.Contains(urn, ":api:messages:") || contains([]string{scim.URNServiceProviderConfig, scim.URNResourceType, scim.URNSchema}, urn)
}

// askForType: RFC 7644 §4 says that an entry is had as a single user is, by its
// id; whose ids differ from the names may be asked by either.
func askForType(ctx context.Context, w *World, a args) error {
	list, err := w.send(ctx, request{method: http.MethodGet, path: "/ResourceTypes", purpose: exchange.Discovery})
	if err != nil {
		return err
	}
	id := a.text[0]
	for _, element := range list.body.List("Resources") {
		if entry := scim.AsObject(element); strings.EqualFold(entry.String("name"), a.text[0]) && entry.ID() != "" {
			id = entry.ID()
		}
	}
	one, err := w.send(ctx, request{method: http.MethodGet, path: "/ResourceTypes/" + escape(id), purpose: exchange.Discovery})
	if err != nil || one.ok() || id == a.text[0] {
		return err
	}
	_, err = w.send(ctx, request{method: http.MethodGet, path: "/ResourceTypes/" + escape(a.text[0]), purpose: exchange.Discovery})
	return err
}

func goesOnHolding(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	wanted, err := literal(a.text[1])
	if err != nil {
		return err
	}
	value, there, err := lookup(last.body, a.text[0])
	switch {
	case err != nil:
		return err
	case there && holds(value, wanted):
		return nil
	}
	return w.excuse("the target does not keep %s as it was sent", a.text[0])
}

func absentOrType(_ context.Context, w *World, a args) error {
	return w.attribute(a, func(value any, there bool) bool { return !there || isOf(a.text[1], value) }, "an attribute is shown with a value of another type", a.text[1])
}

// absentNotDefault judges the declaration, for values that must not be shown.
func absentNotDefault(_ context.Context, w *World, a args) error {
	last := w.last()
	switch {
	case last == nil:
		return w.broken("there is no answer yet")
	case !last.ok():
		return w.excuse("the answer shows nothing: %s", last.seen())
	}
	kind := w.stage.Facts.kindOf(endpointOf(last.request.Path))
	attribute := w.stage.Facts.published(kind, a.text[0])
	if attribute == nil {
		return w.excuse("the target publishes nothing of %s of a %s", a.text[0], kind)
	}
	value, there, err := lookup(last.body, a.text[0])
	if err != nil {
		return err
	}
	promised := attribute.Returned == "default" || attribute.Returned == "always"
	w.judge(a.rules, !promised || there && !isEmpty(value), Breach{
		Message: "an attribute is declared as shown and is not", Attribute: a.text[0], Expected: "another value of returned in /Schemas", Seen: "returned " + attribute.Returned,
	})
	return nil
}
