package steps

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

const names = `("[^"]+"(?:(?:, | and )"[^"]+")*)`

func listSteps() []Step {
	return []Step{
		step("list", `the list has exactly `+names, `the list has exactly "A", "B" and "C"`, "the resources of the answer are these, in any order", `Then the list has exactly "ana" and "bo"`, listExactly),
		step("list", `of ours, the list has exactly `+names, `of ours, the list has exactly "A" and "B"`, "the same, and resources that this check did not create do not count", `Then of ours, the list has exactly "ana"`, listOursExactly),
		step("list", `of ours, the list has none`, `of ours, the list has none`, "no resource that this check created is in the answer", `Then of ours, the list has none`, listOursNone),
		step("list", `the list has `+names, `the list has "A" and "B"`, "these are among the resources of the answer", `Then the list has "ana"`, listHas),
		step("list", `the list does not have `+names, `the list does not have "A"`, "none of these is among the resources of the answer", `Then the list does not have "bo"`, listLacks),
		step("list", `the list is empty`, `the list is empty`, "totalResults is 0 and there is no resource", `Then the list is empty`, listEmpty),
		step("list", `of ours, the order is `+names, `of ours, the order is "A", "B" and "C"`, "resources of this check come in this order; others do not count", `Then of ours, the order is "ana", "bo" and "cy"`, listOrder),
		step("list", `each resource has "(.+?)"`, `each resource has "PATH"`, "every resource of the answer has a value there", `Then each resource has "meta.location"`, eachHas),
		step("list", `no resource has "(.+?)"`, `no resource has "PATH"`, "no resource of the answer has a value there", `Then no resource has "members"`, noneHas),
		step("list", `the list has (\d+) resources?`, `the list has N resources`, "so many resources are in the answer", `Then the list has 2 resources`, listCount),
		step("list", `the list has at most (\d+) resources?`, `the list has at most N resources`, "no more than so many resources are in the answer", `Then the list has at most 5 resources`, listAtMost),
		step("list", `the list counts no less than it holds`, `the list counts no less than it holds`, "totalResults is a number, and not less than the resources of the answer", `Then the list counts no less than it holds`, listCountsEnough),
		step("list", `the list counts what it holds`, `the list counts what it holds`, "itemsPerPage, where there, is the number of resources, and totalResults is not less", `Then the list counts what it holds`, listCounts),
	}
}

func (w *World) resources() []scim.Resource {
	var list []scim.Resource
	if last := w.last(); last != nil && last.ok() {
		for _, element := range last.body.List("Resources") {
			list = append(list, scim.AsObject(element))
		}
	}
	return list
}

// named are the ids of things, with the name of each.
func (w *World) named(list string) (map[string]string, []string, error) {
	byID, order := map[string]string{}, []string{}
	for _, name := range namesIn(list) {
		t, known := w.things[name]
		if !known {
			return nil, nil, w.broken("nothing is called %q here", name)
		}
		byID[t.body.ID()] = name
		order = append(order, name)
	}
	return byID, order, nil
}

// list judges the resources of the last answer; judged gives what was seen when
// it is wrong.
func (w *World) list(a args, message, expected string, judged func(resources []scim.Resource) string) error {
	last := w.last()
	switch {
	case last == nil:
		return w.broken("there is no answer yet")
	case last.fault != "":
		w.follows(a)
		return nil
	case len(w.standing(a)) == 0:
		return nil
	case !last.ok():
		w.judge(a.rules, false, Breach{Message: "a query is refused", Expected: expected, Seen: last.seen() + detail(last)})
		return nil
	}
	a.rules = w.standing(a)
	seen := judged(w.resources())
	w.judge(a.rules, seen == "", Breach{Message: message, Attribute: "Resources", Expected: expected, Seen: seen})
	return nil
}

// called are the names of resources, "another" for those that have none; nobody
// gives ids, which differ from run to run.
func (w *World) called(resources []scim.Resource, ours bool) []string {
	byID := map[string]string{}
	for name, t := range w.things {
		if id := t.body.ID(); id != "" && t.endpoint != "" && (byID[id] == "" || name < byID[id]) {
			byID[id] = name
		}
	}
	called := []string{}
	for _, one := range resources {
		switch name := byID[one.ID()]; {
		case name != "":
			called = append(called, name)
		case !ours:
			called = append(called, "another")
		}
	}
	return called
}

func listed(called []string) string {
	if len(called) == 0 {
		return "none"
	}
	return short(strings.Join(called, ", "))
}

func (w *World) exactly(a args, ours bool) error {
	wanted, _, err := w.named(a.text[0])
	if err != nil {
		return err
	}
	order := namesIn(a.text[0])
	slices.Sort(order)
	return w.list(a, "a query finds other resources than it should", strings.Join(order, ", "), func(resources []scim.Resource) string {
		found := map[string]int{}
		others := 0
		for _, one := range resources {
			if _, there := wanted[one.ID()]; there {
				found[one.ID()]++
			} else if !ours || w.isOurs(one) {
				others++
			}
		}
		once := true
		for id := range wanted {
			once = once && found[id] == 1
		}
		if once && others == 0 {
			return ""
		}
		called := w.called(resources, ours)
		slices.Sort(called)
		return listed(called)
	})
}

func (w *World) isOurs(r scim.Resource) bool {
	for _, t := range w.things {
		if t.endpoint != "" && t.body.ID() == r.ID() {
			return true
		}
	}
	return false
}

func listExactly(_ context.Context, w *World, a args) error     { return w.exactly(a, false) }
func listOursExactly(_ context.Context, w *World, a args) error { return w.exactly(a, true) }

func listOursNone(_ context.Context, w *World, a args) error {
	return w.list(a, "a query finds resources that it should not", "none of ours", func(resources []scim.Resource) string {
		if called := w.called(resources, true); len(called) > 0 {
			return listed(called)
		}
		return ""
	})
}

func listHas(_ context.Context, w *World, a args) error {
	wanted, _, err := w.named(a.text[0])
	if err != nil {
		return err
	}
	return w.list(a, "a query does not find what it should", a.text[0], func(resources []scim.Resource) string {
		found := map[string]bool{}
		for _, one := range resources {
			found[one.ID()] = true
		}
		for id := range wanted {
			if !found[id] {
				return listed(w.called(resources, true))
			}
		}
		return ""
	})
}

func listLacks(_ context.Context, w *World, a args) error {
	unwanted, _, err := w.named(a.text[0])
	if err != nil {
		return err
	}
	return w.list(a, "a query finds what it should not", "without "+a.text[0], func(resources []scim.Resource) string {
		for _, one := range resources {
			if _, there := unwanted[one.ID()]; there {
				return listed(w.called(resources, true))
			}
		}
		return ""
	})
}

func listEmpty(_ context.Context, w *World, a args) error {
	return w.list(a, "a query that should find nothing does not say so", "totalResults 0 and no resource", func(resources []scim.Resource) string {
		total, there := w.last().body.Get("totalResults")
		if len(resources) == 0 && there && same(total, json.Number("0")) {
			return ""
		}
		return "totalResults " + short(compact(total)) + ", " + itoa(len(resources)) + " resources"
	})
}

func listOrder(_ context.Context, w *World, a args) error {
	_, order, err := w.named(a.text[0])
	if err != nil {
		return err
	}
	return w.list(a, "the resources come in another order", strings.Join(order, ", "), func(resources []scim.Resource) string {
		called := slices.DeleteFunc(w.called(resources, true), func(name string) bool { return !slices.Contains(order, name) })
		if slices.Equal(called, order) {
			return ""
		}
		return listed(called)
	})
}

func (w *World) each(a args, wanted bool, message string) error {
	return w.list(a, message, a.text[0], func(resources []scim.Resource) string {
		for _, one := range resources {
			value, there, err := lookup(one, a.text[0])
			if err == nil && (there && !isEmpty(value) && value != "") != wanted {
				return short(compact(map[string]any(one)))
			}
		}
		return ""
	})
}

func eachHas(_ context.Context, w *World, a args) error {
	return w.each(a, true, "a resource of a list lacks an attribute")
}

func noneHas(_ context.Context, w *World, a args) error {
	return w.each(a, false, "a resource of a list shows an attribute that it must not")
}

func listCount(_ context.Context, w *World, a args) error {
	return w.list(a, "a list has another number of resources", a.text[0], func(resources []scim.Resource) string {
		if len(resources) == number(a.text[0]) {
			return ""
		}
		return itoa(len(resources))
	})
}

func listAtMost(_ context.Context, w *World, a args) error {
	return w.list(a, "a list has more resources than were asked for", "at most "+a.text[0], func(resources []scim.Resource) string {
		if len(resources) <= number(a.text[0]) {
			return ""
		}
		return itoa(len(resources))
	})
}

func listCounts(_ context.Context, w *World, a args) error {
	return w.list(a, "the counts of a list do not agree with what it holds", "itemsPerPage and totalResults that agree", func(resources []scim.Resource) string {
		body := w.last().body
		total, _ := body.Get("totalResults")
		perPage, hasPerPage := body.Get("itemsPerPage")
		n, isNumber := total.(json.Number)
		count, err := n.Int64()
		wrong := !isNumber || err != nil || count < int64(len(resources)) || hasPerPage && !same(perPage, json.Number(itoa(len(resources))))
		if !wrong {
			return ""
		}
		return "totalResults " + compact(total) + ", itemsPerPage " + compact(perPage) + ", " + itoa(len(resources)) + " resources"
	})
}

func listCountsEnough(_ context.Context, w *World, a args) error {
	return w.list(a, "totalResults is less than what the list holds", "totalResults that counts all", func(resources []scim.Resource) string {
		total, _ := w.last().body.Get("totalResults")
		n, _ := total.(json.Number)
		if count, err := n.Int64(); err == nil && count >= int64(len(resources)) {
			return ""
		}
		return "totalResults " + compact(total) + ", " + itoa(len(resources)) + " resources"
	})
}
