package steps

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

func formSteps() []Step {
	return []Step{
		step("attribute", `the body shows an empty array `+quoted, `the body shows an empty array "NAME"`, "the member is there and is an array without elements", `Then the body shows an empty array "Resources"`, emptyArray),
		step("attribute", `as drift at most, "(.+?)" is `+jsonValue, `as drift at most, "PATH" is JSON`, "as without the first words; but a value in another form is advice at most (E-6.12), and only a lost one more", `Then as drift at most, "userName" is "Ana@example.com"`, driftAtMost),
		step("attribute", `"(.+?)" is null or empty`, `"PATH" is null or empty`, "an attribute has no value, or the empty text", `Then "title" is null or empty`, nullOrEmpty),
		step("attribute", `the body is one JSON object or nothing`, `the body is one JSON object or nothing`, "as the body is one JSON object, where there is a body", `Then the body is one JSON object or nothing`, objectOrNothing),
		step("attribute", `if there is a body, "(.+?)" is a text`, `if there is a body, "PATH" is a text`, "a member of an error is a text, where it is there", `Then if there is a body, "detail" is a text`, textIfThere),
		step("attribute", `what is shown of ([A-Za-z]+(?:, [A-Za-z]+)*) is announced`, `what is shown of NAME, NAME is announced`, "attributes of the user just read that have a value are declared by /Schemas", `Then what is shown of roles, addresses is announced`, shownIsAnnounced),
		step("list", `as advice, the list has exactly `+names, `as advice, the list has exactly "A"`, "as without the first words; but it is advice at most: observed, not documented", `Then as advice, the list has exactly "ana"`, adviseExactly),
		step("attribute", `the keywords are spelled as the RFC spells them`, `the keywords are spelled as the RFC spells them`, "type, mutability, returned and uniqueness of every attribute of a schema are in the letter case of RFC 7643 §7", `Then the keywords are spelled as the RFC spells them`, keywordsSpelled),
		step("attribute", `no member of the body is null`, `no member of the body is null`, "null stands nowhere in the answer", `Then no member of the body is null`, nowhereNull),
		step("list", `each resource is a valid `+quoted, `each resource is a valid "SCHEMA"`, "the JSON Schema of that name finds nothing wrong with any resource of the list", `Then each resource is a valid "schema"`, eachValid),
		step("pages", `every page echoes its start`, `every page echoes its start`, "startIndex of each page is the one that was asked for (E-12.14)", `Then every page echoes its start`, pagesEcho),
		step("list", `if the list is empty, the check goes on`, `if the list is empty, the check goes on`, "else the rest does not apply", `When if the list is empty, the check goes on`, goesOnEmpty),
	}
}

func emptyArray(_ context.Context, w *World, a args) error {
	last := w.last()
	switch {
	case last == nil:
		return w.broken("there is no answer yet")
	case last.fault != "":
		w.follows(a)
		return nil
	}
	if a.rules = w.standing(a); len(a.rules) == 0 {
		return nil
	}
	value, _ := last.body.Get(a.text[0])
	list, isList := value.([]any)
	w.judge(a.rules, isList && len(list) == 0, Breach{Message: "an empty list does not show its array", Attribute: a.text[0], Expected: "[]", Seen: compact(value)})
	return nil
}

// driftAtMost: a value in another form is drift, and drift gives advice in every
// suite (design §6a).
func driftAtMost(ctx context.Context, w *World, a args) error {
	before := len(w.Record.Breaches)
	if err := attributeIs(ctx, w, a); err != nil {
		return err
	}
	for i := before; i < len(w.Record.Breaches); i++ {
		w.Record.Breaches[i].Mild = w.Record.Breaches[i].Seen != "none"
	}
	return nil
}

func nowhereNull(_ context.Context, w *World, a args) error {
	last := w.last()
	switch {
	case last == nil:
		return w.broken("there is no answer yet")
	case last.fault != "":
		w.follows(a)
		return nil
	}
	if a.rules = w.standing(a); len(a.rules) == 0 {
		return nil
	}
	where := nullAt(map[string]any(last.body), "")
	w.judge(a.rules, where == "", Breach{Message: "a value that is absent is written as null", Attribute: where, Expected: "left out", Seen: "null"})
	return nil
}

// nullAt is the path of the first null, "" when there is none.
func nullAt(value any, path string) string {
	switch value := value.(type) {
	case nil:
		return path
	case map[string]any:
		for name, member := range value {
			if at := nullAt(member, path+"."+name); at != "" {
				return at
			}
		}
	case []any:
		for _, element := range value {
			if at := nullAt(element, path+"[]"); at != "" {
				return at
			}
		}
	}
	return ""
}

func eachValid(_ context.Context, w *World, a args) error {
	return w.list(a, "a resource of a list is no valid "+a.text[0], "what its JSON Schema says", func(resources []scim.Resource) string {
		for _, one := range resources {
			if wrong := w.violations(a.text[0], &answer{body: one}); wrong != "" {
				return one.ID() + ": " + wrong
			}
		}
		return ""
	})
}

func pagesEcho(_ context.Context, w *World, a args) error {
	next, wrong := 1, ""
	for _, page := range w.pages {
		start, _ := page.Get("startIndex")
		if !same(start, json.Number(itoa(next))) && wrong == "" {
			wrong = compact(start)
		}
		next += len(page.List("Resources"))
	}
	w.judge(a.rules, wrong == "" && len(w.pages) > 0, Breach{Message: "a page does not say where it starts", Attribute: "startIndex", Expected: "the index that was asked for", Seen: wrong})
	return nil
}

func goesOnEmpty(_ context.Context, w *World, _ args) error {
	if last := w.last(); last == nil || !last.ok() || len(w.resources()) > 0 {
		return w.otherWay()
	}
	return nil
}

func nullOrEmpty(_ context.Context, w *World, a args) error {
	a.effect = true
	return w.attribute(a, func(value any, there bool) bool { return !there || value == "" }, "a value is there that was cleared", "no value")
}

func objectOrNothing(_ context.Context, w *World, a args) error {
	return w.bytes(a, func(body []byte) bool { return len(body) == 0 || isOneObject(body) }, "the body is not one JSON object in UTF-8", "one JSON object, or nothing")
}

func textIfThere(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	value, there := last.body.Get(a.text[0])
	_, isText := value.(string)
	w.judge(a.rules, !there || isText, Breach{Message: "a member of an error is of another type", Attribute: a.text[0], Expected: "a text", Seen: short(compact(value))})
	return nil
}

func shownIsAnnounced(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	var hidden []string
	for _, name := range strings.Split(a.text[0], ", ") {
		value, there := last.body.Get(name)
		if there && !isEmpty(value) && !w.stage.Facts.Declares("User", name) {
			hidden = append(hidden, name)
		}
	}
	w.judge(a.rules, len(hidden) == 0, Breach{Message: "attributes are kept that /Schemas does not declare", Expected: "every attribute in /Schemas", Seen: strings.Join(hidden, ", ")})
	return nil
}

// adviseExactly is for what was observed only.
func adviseExactly(ctx context.Context, w *World, a args) error {
	before := len(w.Record.Breaches)
	err := listExactly(ctx, w, a)
	for i := before; i < len(w.Record.Breaches); i++ {
		w.Record.Breaches[i].Mild = true
	}
	return err
}

func keywordsSpelled(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	wrong := misspelled(last.body.List("attributes"))
	w.judge(a.rules, wrong == "", Breach{Message: "a keyword of a schema is spelled otherwise", Expected: "as in RFC 7643 §7: readOnly, readWrite …", Seen: wrong})
	return nil
}

// keywords are the values of RFC 7643 §7 in their letter case.
func keywords() []string {
	return []string{
		"string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex", "readOnly", "readWrite", "immutable", "writeOnly",
		"always", "never", "default", "request", "none", "server", "global",
	}
}

// misspelled is the first keyword of attributes that is not among those of the
// RFC, with the name of its attribute; "" when all are.
func misspelled(attributes []any) string {
	for _, element := range attributes {
		attribute := scim.AsObject(element)
		for _, name := range []string{"type", "mutability", "returned", "uniqueness"} {
			if value := attribute.String(name); value != "" && !slices.Contains(keywords(), value) {
				return attribute.String("name") + ": " + name + " " + value
			}
		}
		if wrong := misspelled(attribute.List("subAttributes")); wrong != "" {
			return attribute.String("name") + "." + wrong
		}
	}
	return ""
}
