package steps

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

func bulkSteps() []Step {
	return []Step{
		step("request", `a bulk request with one operation too many is sent`, `a bulk request with one operation too many is sent`, "sends one operation more than bulk.maxOperations, if that is at most 2,000; each would change nothing",
			`When a bulk request with one operation too many is sent`, bulkTooMany),
		step("request", `a bulk request that is too large is sent`, `a bulk request that is too large is sent`, "sends a body larger than bulk.maxPayloadSize, if that is at most 4 MiB; its operation would change nothing",
			`When a bulk request that is too large is sent`, bulkTooLarge),
		step("bulk", `every operation has a "(\w+)"`, `every operation has a "NAME"`, "each result of a bulk answer has the member", `Then every operation has a "status"`, operationsHave),
		step("bulk", `operation (\d+) has the status (\d{3}(?:(?:, | or )\d{3})*)`, `operation N has the status 201`, "the result at that place, from 1, has one of these status codes", `Then operation 1 has the status 201`, operationStatus),
		step("bulk", `operation (\d+) is refused`, `operation N is refused`, "the result at that place is 4xx, or the whole request is", `Then operation 2 is refused`, operationRefused),
		step("bulk", `there are (\d+) results`, `there are N results`, "the bulk answer has so many results", `Then there are 2 results`, resultCount),
		step("bulk", `the resource of operation (\d+) is called `+alias, `the resource of operation N is called "NAME"`, "reads the location of a result, for later steps", `When the resource of operation 1 is called "ana"`, nameResult),
		step("bulk", `every location of a success is that of a resource`, `every location of a success is that of a resource`, "locations of results that are not deletions can be read", `Then every location of a success is that of a resource`, locationsLead),
	}
}

func (w *World) results() []scim.Resource {
	var list []scim.Resource
	if last := w.last(); last != nil && last.ok() {
		for _, element := range last.body.List("Operations") {
			list = append(list, scim.AsObject(element))
		}
	}
	return list
}

func bulkBody(operations int, filler string) string {
	one := `{"method":"DELETE","path":"/Users/00000000-0000-4000-8000-000000000000"` + filler + `}`
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[` + strings.TrimSuffix(strings.Repeat(one+",", operations), ",") + `]}`
}

// The largest limits that a check exceeds: what is announced may be more than a
// test should send.
const (
	mostOperations = 2000
	mostPayload    = 4 << 20
)

func bulkTooMany(ctx context.Context, w *World, _ args) error {
	most := w.stage.Facts.MaxOperations
	if most == 0 || most > mostOperations {
		return w.excuse("the target takes %d operations, which is more than a check sends", most)
	}
	_, err := w.send(ctx, request{method: http.MethodPost, path: "/Bulk", body: bulkBody(most+1, ""), purpose: exchange.Provisioning})
	return err
}

func bulkTooLarge(ctx context.Context, w *World, _ args) error {
	most := w.stage.Facts.MaxPayload
	if most == 0 || most > mostPayload {
		return w.excuse("the target takes %d bytes, which is more than a check sends", most)
	}
	filler := `,"data":{"x":"` + strings.Repeat("x", most) + `"}`
	_, err := w.send(ctx, request{method: http.MethodPost, path: "/Bulk", body: bulkBody(1, filler), purpose: exchange.Provisioning})
	return err
}

// bulk judges the results of the last answer.
func (w *World) bulk(a args, message, expected string, judged func(results []scim.Resource) string) error {
	last := w.last()
	switch {
	case last == nil:
		return w.broken("there is no answer yet")
	case last.fault != "":
		w.follows(a)
		return nil
	case !last.ok():
		w.judge(a.rules, false, Breach{Message: "a bulk request is refused", Expected: expected, Seen: last.seen() + detail(last)})
		return nil
	}
	wrong := judged(w.results())
	w.judge(a.rules, wrong == "", Breach{Message: message, Attribute: "Operations", Expected: expected, Seen: wrong})
	return nil
}

func operationsHave(_ context.Context, w *World, a args) error {
	return w.bulk(a, "a result lacks "+a.text[0], "each with "+a.text[0], func(results []scim.Resource) string {
		for _, one := range results {
			if value, there := one.Get(a.text[0]); !there || isEmpty(value) || value == "" {
				return short(compact(map[string]any(one)))
			}
		}
		if len(results) == 0 {
			return "no results"
		}
		return ""
	})
}

// statusOf is the code of a result; an object with a code is as an older draft
// had it.
func statusOf(result scim.Resource) string {
	value, _ := result.Get("status")
	if object, isObject := value.(map[string]any); isObject {
		value = object["code"]
	}
	return bare(value)
}

func (w *World) result(a args, judged func(status string) bool, expected string) error {
	n := number(a.text[0])
	return w.bulk(a, "an operation comes to another end", expected, func(results []scim.Resource) string {
		if n < 1 || n > len(results) {
			return fmt.Sprintf("%d results", len(results))
		}
		if status := statusOf(results[n-1]); !judged(status) {
			return short(compact(map[string]any(results[n-1])))
		}
		return ""
	})
}

func operationStatus(_ context.Context, w *World, a args) error {
	return w.result(a, func(status string) bool {
		for _, wanted := range code.FindAllString(a.text[1], -1) {
			if wanted == status {
				return true
			}
		}
		return false
	}, a.text[1])
}

func operationRefused(_ context.Context, w *World, a args) error {
	if w.class(4) {
		w.judge(a.rules, true, Breach{})
		return nil
	}
	return w.result(a, func(status string) bool { return strings.HasPrefix(status, "4") || status == "501" }, "4xx")
}

func resultCount(_ context.Context, w *World, a args) error {
	return w.bulk(a, "there is another number of results", a.text[0], func(results []scim.Resource) string {
		if len(results) == number(a.text[0]) {
			return ""
		}
		return itoa(len(results))
	})
}

func nameResult(ctx context.Context, w *World, a args) error {
	results := w.results()
	n := number(a.text[0])
	if n < 1 || n > len(results) {
		return w.lack("there is no result %d", n)
	}
	rest, inside := strings.CutPrefix(results[n-1].String("location"), w.stage.Base)
	if !inside {
		return w.lack("result %d has no location below the tenant URL", n)
	}
	kept := w.answers
	one, err := w.send(ctx, request{method: http.MethodGet, path: rest, purpose: exchange.Verification})
	if err != nil {
		return err
	}
	if !one.ok() {
		return w.lack("what was created cannot be read: %s", one.seen())
	}
	w.things[a.text[1]] = w.thingOf(one)
	w.answers = kept
	return nil
}

func locationsLead(ctx context.Context, w *World, a args) error {
	results := w.results()
	kept := w.answers
	wrong, lost := "", false
	for _, one := range results {
		location := one.String("location")
		if !strings.HasPrefix(statusOf(one), "2") || strings.EqualFold(one.String("method"), http.MethodDelete) {
			continue
		}
		rest, inside := strings.CutPrefix(location, w.stage.Base)
		if !inside {
			wrong = orNone(location)
			continue
		}
		read, err := w.exchange(ctx, request{method: http.MethodGet, path: rest, purpose: exchange.Verification})
		if err != nil {
			return err
		}
		if !read.ok() {
			wrong, lost = location+": "+read.seen(), lost || read.response.Status == http.StatusNotFound
		}
	}
	w.answers = kept
	w.judge(a.rules, wrong == "" && len(results) > 0, Breach{Message: "a location of a bulk answer leads nowhere", Expected: "the address of the resource", Seen: wrong, Lost: lost})
	return nil
}
