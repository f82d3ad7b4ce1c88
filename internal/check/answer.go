package check

import (
	"bytes"
	"net/http"
	"net/url"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Operation is what was asked of the target.
type Operation string

// The operations whose answers are judged.
const (
	Create Operation = "create"
	Patch  Operation = "patch"
	Put    Operation = "put"
	Delete Operation = "delete"
	Read   Operation = "read"
	Query  Operation = "query"
)

// Answer is what came back to one request, with what the request asked for.
type Answer struct {
	Operation Operation
	Type      string // resource type: User or Group

	Method, Path, RawQuery string
	Sent                   []byte // body of the request
	ID                     string // of the resource that was asked for, "" for queries and creation

	Status int
	Header http.Header
	Body   []byte // raw

	// Read and ReadSent are Body and Sent as scim.Clean reads them, where the
	// caller has done so; nil when it has not, or when they are not clean.
	Read, ReadSent scim.Resource

	// MatchAttribute and MatchValue are the equality that a query filters by;
	// Excluded are the attributes it asks to leave out.
	MatchAttribute, MatchValue string
	Excluded                   []string

	Exchange int64
	Object   string // alias in the source directory
	Cycle    int
}

// Answer judges an answer by itself: status, headers, bytes, and the message.
// Whether the target did what it says is for Compare.
//
// What is refused is the sender's to judge, not ours: here only the form of a
// refusal counts. And an answer to a query that is no SCIM message says nothing
// about the target, since a wrong address gives the same (design §4).
func (j *Judge) Answer(a Answer) []verdict.Finding {
	x := examination{Answer: a, judge: j, set: j.sets[a.Type]}
	var breaches []breach
	switch {
	case a.Status >= 200 && a.Status < 300:
		breaches = x.success()
	case x.judgesRefusal():
		breaches = x.refusal()
	}
	return append(x.findings(breaches), x.created()...)
}

// examination is one answer being judged.
type examination struct {
	Answer
	judge   *Judge
	set     *schema.Set
	decoded scim.Resource // the body of a success, nil when there is none
}

// breach is one thing that is not as the rules demand. Where several rules
// demand it, the one that binds most is cited.
type breach struct {
	rules     []requirement.ID
	attribute string
	expected  string
	seen      string
	message   string // names no object: see Differences
	advise    bool   // milder than the rule, for a reason given where it is set
}

// rules is one rule, or several that demand the same.
func rules(list ...requirement.ID) []requirement.ID { return list }

// findings completes the breaches; alike ones are told once.
func (x *examination) findings(breaches []breach) []verdict.Finding {
	if len(breaches) == 0 {
		return nil
	}
	var found []verdict.Finding
	told := map[string]bool{}
	for _, b := range breaches {
		cites := x.judge.binding(b.rules)
		f := x.judge.Finding(cites, verdict.Finding{
			Also:    others(b.rules, cites),
			Message: b.message, Attribute: b.attribute, Expected: b.expected, Seen: b.seen,
			Object: x.Object, Resource: resourceName(x.Type, x.ID), Cycle: x.Cycle, Exchanges: x.exchanges(),
		})
		if b.advise {
			f.Outcome = min(f.Outcome, verdict.Advice)
		}
		if !told[f.Key()] {
			told[f.Key()] = true
			found = append(found, f)
		}
	}
	return found
}

// others are the rules of a breach that its finding does not cite.
func others(rules []requirement.ID, cited requirement.ID) []requirement.ID {
	var rest []requirement.ID
	for _, rule := range rules {
		if rule != cited {
			rest = append(rest, rule)
		}
	}
	return rest
}

func (x *examination) exchanges() []int64 {
	if x.Exchange == 0 {
		return nil
	}
	return []int64{x.Exchange}
}

// success judges an answer that says that the request was carried out.
func (x *examination) success() []breach {
	if x.Operation == Delete || len(bytes.TrimSpace(x.Body)) == 0 {
		return x.bare()
	}
	if x.Status == http.StatusNoContent {
		return []breach{x.unexpectedBody()}
	}
	body := x.Read
	if body == nil {
		var err error
		if body, err = scim.Decode(x.Body); err != nil {
			return x.unreadable(err)
		}
	}
	x.decoded = body
	breaches := append(x.status(), x.mediaType()...)
	breaches = append(breaches, x.bytes(body)...)
	if x.Operation == Query {
		return append(breaches, x.list(body)...)
	}
	breaches = append(breaches, x.resource(body)...)
	return append(breaches, x.single(body)...)
}

// projects says whether the request named the attributes it wants.
func (x *examination) projects() bool {
	values, err := url.ParseQuery(x.RawQuery)
	return err == nil && values.Get("attributes") != ""
}
