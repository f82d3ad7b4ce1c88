package steps

import (
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

// jsonValue is any JSON, no longer than it must be: requirements may follow.
const jsonValue = `(\[.*?\]|".*?"|\{.*?\}|-?\d[\d.]*|true|false|null)`

func attributeSteps() []Step {
	return []Step{
		step("attribute", `"(.+?)" is `+jsonValue+``, `"PATH" is JSON`, "an attribute of the last answer has exactly this value", `Then "emails[type eq "work"].value" is "ana@example.com"`, attributeIs),
		step("attribute", `"(.+?)" is not `+jsonValue+``, `"PATH" is not JSON`, "an attribute is absent or has another value", `Then "active" is not false`, attributeIsNot),
		step("attribute", `"(.+?)" is there`, `"PATH" is there`, "an attribute has a value", `Then "meta.location" is there`, attributeThere),
		step("attribute", `"(.+?)" is absent`, `"PATH" is absent`, "an attribute has no value: absent, null or empty", `Then "password" is absent`, attributeAbsent),
		step("attribute", `"(.+?)" is an? (text|boolean|integer|number|dateTime|array|object|URI|base64 text)`, `"PATH" is a TYPE`, "an attribute has a value of this JSON type: text, boolean, integer, number, dateTime, array, object, URI, base64 text", `Then "active" is a boolean`, attributeType),
		step("attribute", `"(.+?)" matches /(.*?)/`, `"PATH" matches /PATTERN/`, "a regular expression finds something in the value", `Then "meta.location" matches /Users/`, attributeMatches),
		step("attribute", `"(.+?)" is one of (.+?)`, `"PATH" is one of JSON, JSON`, "an attribute has one of these values", `Then "primary" is one of true, false`, attributeOneOf),
		step("attribute", `"(.+?)" has (\d+) values?`, `"PATH" has N values`, "a multi-valued attribute has so many values; 0 when it is absent", `Then "emails" has 2 values`, attributeCount),
		step("attribute", `"(.+?)" contains `+jsonValue+``, `"PATH" contains JSON`, "one value of a multi-valued attribute is this; of an object, its members are among those", `Then "schemas" contains "urn:ietf:params:scim:schemas:core:2.0:User"`, attributeContains),
		step("attribute", `"(.+?)" does not contain `+jsonValue+``, `"PATH" does not contain JSON`, "no value of a multi-valued attribute is this", `Then "members" does not contain {"value": "{ana.id}"}`, attributeLacks),
		step("attribute", `"(.+?)" is the same as "(.+?)"`, `"PATH" is the same as "PATH"`, "two attributes of the answer have the same value", `Then "id" is the same as "externalId"`, attributeSame),
		step("attribute", `the values of "(.+?)" are all different`, `the values of "PATH" are all different`, "no value of a multi-valued attribute is there twice", `Then the values of "schemas" are all different`, valuesDiffer),
		step("attribute", `at most one of "(.+?)" has "(.+?)" true`, `at most one of "PATH" has "NAME" true`, "as RFC 7643 §2.4 demands of primary", `Then at most one of "emails" has "primary" true`, oneTrue),
		step("attribute", `the body contains:`, `the body contains:`, "what follows is among the members of the answer; others may be there", `Then the body contains:`, bodyContains),
		step("attribute", `the body is empty`, `the body is empty`, "the answer has no body", `Then the body is empty`, bodyEmpty),
		step("attribute", `the body does not contain `+`"(.+?)"`, `the body does not contain "TEXT"`, "the text is nowhere in the bytes of the answer", `Then the body does not contain "t1meMa$heen"`, bodyLacks),
		step("attribute", `the body is a valid `+quoted, `the body is a valid "SCHEMA"`, "the JSON Schema of that name finds nothing wrong: user, group, list-response, error, bulk-response, resource-type, schema, service-provider-config, or one of --schemas", `Then the body is a valid "list-response"`, bodyValid),
		step("attribute", `the body is one JSON object`, `the body is one JSON object`, "UTF-8, one object, no member twice", `Then the body is one JSON object`, bodyObject),
	}
}

// attribute judges one attribute of the last answer.
func (w *World) attribute(a args, judged func(value any, there bool) bool, message, expected string) error {
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
	value, there, err := lookup(last.body, a.text[0])
	if err != nil {
		return err
	}
	there = there && !isEmpty(value)
	met := judged(value, there)
	if !met && w.undeclared(last, a.text[0]) {
		return w.excuse("the target does not declare %s", a.text[0])
	}
	seen := "none"
	if there {
		seen = short(compact(value))
	}
	w.judge(a.rules, met, Breach{Message: message, Attribute: a.text[0], Expected: expected, Seen: seen, Lost: a.effect && !isGiven(a.text[0]) && w.lost()})
	return nil
}

// isGiven says of a path that it is what the service provider gives itself: no
// write of a client has it for its effect.
func isGiven(path string) bool {
	name, _, _ := strings.Cut(path, ".")
	name, _, _ = strings.Cut(name, "[")
	return contains([]string{"id", "meta", "schemas", "groups"}, name)
}

// undeclared says whether an attribute of a resource is one that the target's
// schemas do not have: then nothing follows from its absence.
func (w *World) undeclared(a *answer, path string) bool {
	kind := w.stage.Facts.kindOf(endpointOf(a.request.Path))
	if kind == "" || idOf(a.request.Path) == ".search" || w.floor {
		return false
	}
	if rest, ok := strings.CutPrefix(path, "Resources["); ok {
		_, path, _ = strings.Cut(rest, "].")
	}
	return path != "" && !isMessage(path) && !w.stage.Facts.Declares(kind, path)
}

// isMessage says of a path that it is part of a message, not of a resource.
func isMessage(path string) bool {
	name, _, _ := strings.Cut(path, ".")
	name, _, _ = strings.Cut(name, "[")
	return contains([]string{"totalResults", "Resources", "startIndex", "itemsPerPage", "Operations", "status", "scimType", "detail", "nextCursor", "previousCursor"}, name)
}

const longest = 300

func short(text string) string {
	if len(text) <= longest {
		return text
	}
	return strings.ToValidUTF8(text[:longest], "") + "…"
}

// isEmpty says whether a value is none (RFC 7643 §2.5).
func isEmpty(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case []any:
		return len(value) == 0
	}
	return false
}

func attributeIs(ctx context.Context, w *World, a args) error {
	wanted, err := literal(a.text[1])
	if err != nil {
		return err
	}
	a.effect = true
	if wanted == nil || isEmpty(wanted) {
		return attributeAbsent(ctx, w, a)
	}
	return w.attribute(a, func(value any, _ bool) bool { return same(value, wanted) }, "an attribute has another value", a.text[1])
}

// same compares two JSON values; the order of members does not count, nor does
// that of the values of a list (RFC 7643 §2.4: it has no meaning).
func same(a, b any) bool { return compact(ordered(a)) == compact(ordered(b)) }

func attributeIsNot(_ context.Context, w *World, a args) error {
	unwanted, err := literal(a.text[1])
	if err != nil {
		return err
	}
	return w.attribute(a, func(value any, _ bool) bool { return !same(value, unwanted) }, "an attribute has a value that it must not have", "not "+a.text[1])
}

func attributeThere(_ context.Context, w *World, a args) error {
	return w.attribute(a, func(value any, there bool) bool { return there && value != "" }, "an attribute is missing", "a value")
}

func attributeAbsent(_ context.Context, w *World, a args) error {
	return w.attribute(a, func(_ any, there bool) bool { return !there }, "an attribute is there that must not be", "none")
}

func attributeType(_ context.Context, w *World, a args) error {
	return w.attribute(a, func(value any, there bool) bool {
		return (there || a.text[1] == "array") && isOf(a.text[1], value) // an empty array is one
	}, "an attribute is of another type", a.text[1])
}

func attributeMatches(_ context.Context, w *World, a args) error {
	pattern, err := regexp.Compile(a.text[1])
	if err != nil {
		return err
	}
	return w.attribute(a, func(value any, there bool) bool { return there && pattern.MatchString(bare(value)) }, "an attribute has another form", "/"+a.text[1]+"/")
}

func attributeOneOf(_ context.Context, w *World, a args) error {
	list, err := literal("[" + a.text[1] + "]")
	if err != nil {
		return err
	}
	return w.attribute(a, func(value any, _ bool) bool {
		for _, one := range list.([]any) {
			if same(value, one) {
				return true
			}
		}
		return false
	}, "an attribute has another value", "one of "+a.text[1])
}

func attributeCount(_ context.Context, w *World, a args) error {
	return w.attribute(a, func(value any, _ bool) bool {
		list, _ := value.([]any)
		return len(list) == number(a.text[1])
	}, "a multi-valued attribute has another number of values", a.text[1]+" values")
}

// holds says whether a value is this, or has it among its values or members.
func holds(value, wanted any) bool {
	if list, isList := value.([]any); isList {
		for _, element := range list {
			if holds(element, wanted) {
				return true
			}
		}
		return false
	}
	object, wantsObject := wanted.(map[string]any)
	if !wantsObject {
		return same(value, wanted)
	}
	seen := scim.AsObject(value)
	for name, member := range object {
		if other, there := seen.Get(name); !there && member != nil || there && !covers(other, member) {
			return false
		}
	}
	return seen != nil
}

// covers says whether a value has everything that is wanted of it.
func covers(seen, wanted any) bool {
	switch wanted := wanted.(type) {
	case map[string]any:
		return holds(seen, wanted)
	case []any:
		for _, element := range wanted {
			if !holds(seen, element) {
				return false
			}
		}
		return true
	case nil:
		return isEmpty(seen)
	}
	return same(seen, wanted)
}

func attributeContains(_ context.Context, w *World, a args) error {
	wanted, err := literal(a.text[1])
	if err != nil {
		return err
	}
	a.effect = true
	return w.attribute(a, func(value any, there bool) bool { return there && holds(value, wanted) }, "a value is missing", a.text[1])
}

func attributeLacks(_ context.Context, w *World, a args) error {
	unwanted, err := literal(a.text[1])
	if err != nil {
		return err
	}
	return w.attribute(a, func(value any, there bool) bool { return !there || !holds(value, unwanted) }, "a value is there that must not be", "not "+a.text[1])
}

func attributeSame(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	other, _, err := lookup(last.body, a.text[1])
	if err != nil {
		return err
	}
	return w.attribute(a, func(value any, _ bool) bool { return same(value, other) }, "two attributes differ that should not", a.text[1]+", which is "+short(compact(other)))
}

func valuesDiffer(_ context.Context, w *World, a args) error {
	return w.attribute(a, func(value any, _ bool) bool {
		seen := map[string]bool{}
		list, _ := value.([]any)
		for _, element := range list {
			text := compact(element)
			if seen[text] {
				return false
			}
			seen[text] = true
		}
		return true
	}, "a value is there twice", "each value once")
}

func oneTrue(_ context.Context, w *World, a args) error {
	return w.attribute(a, func(value any, _ bool) bool {
		count := 0
		list, _ := value.([]any)
		for _, element := range list {
			if flag, _ := scim.AsObject(element).Get(a.text[1]); flag == true {
				count++
			}
		}
		return count <= 1
	}, "more than one value is "+a.text[1], "at most one")
}

func bodyContains(_ context.Context, w *World, a args) error {
	filled, err := w.fill(a.body)
	if err != nil {
		return err
	}
	wanted, err := scim.Decode([]byte(filled))
	if err != nil {
		return err
	}
	for name, value := range wanted {
		one := args{text: []string{name}, rules: a.rules, effect: true}
		if err := w.attribute(one, func(seen any, _ bool) bool { return covers(seen, value) }, "an attribute has another value", short(compact(value))); err != nil {
			return err
		}
	}
	return nil
}

func bodyEmpty(_ context.Context, w *World, a args) error {
	return w.bytes(a, func(body []byte) bool { return len(strings.TrimSpace(string(body))) == 0 }, "there is a body that must not be", "none")
}

func bodyLacks(_ context.Context, w *World, a args) error {
	return w.bytes(a, func(body []byte) bool { return !strings.Contains(string(body), a.text[0]) }, "the answer repeats what it must not", "without "+a.text[0])
}

// bytes judges the body as it came.
func (w *World) bytes(a args, judged func(body []byte) bool, message, expected string) error {
	last := w.last()
	switch {
	case last == nil:
		return w.broken("there is no answer yet")
	case last.fault != "":
		w.follows(a)
		return nil
	}
	w.judge(a.rules, judged(last.response.Body), Breach{Message: message, Expected: expected, Seen: short(string(last.response.Body))})
	return nil
}

func bodyValid(_ context.Context, w *World, a args) error {
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
	wrong := w.violations(a.text[0], last)
	w.judge(a.rules, wrong == "", Breach{Message: "the body is no valid " + a.text[0], Expected: "what its JSON Schema says", Seen: wrong})
	return nil
}

// violations are what a JSON Schema finds wrong with the body, "" for nothing.
func (w *World) violations(name string, a *answer) string {
	if !w.stage.Shapes.Has(name) {
		return "there is no JSON Schema called " + name
	}
	if a.body == nil {
		return "it is no JSON object"
	}
	var wrong []string
	for _, v := range w.stage.Shapes.Validate(name, map[string]any(a.body)) {
		wrong = append(wrong, strings.TrimPrefix(strings.Join(v.Path, ".")+": "+v.Message, ": "))
	}
	return short(strings.Join(wrong, "; "))
}

func bodyObject(_ context.Context, w *World, a args) error {
	return w.bytes(a, func(body []byte) bool { return isOneObject(body) }, "the body is not one JSON object in UTF-8 with each member once", "one JSON object")
}

func isTime(text string) bool {
	_, err := time.Parse(time.RFC3339Nano, text)
	return err == nil || localTime.MatchString(text)
}

// localTime is an xsd:dateTime without a zone, which xsd allows.
var localTime = regexp.MustCompile(`^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$`)
