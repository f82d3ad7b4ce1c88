package check

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/verdict"
)

// longestTold is what a finding says of a value at most, in bytes: it goes into every
// report.
const longestTold = 4 << 10

// Whatever a target answers, judging it ends with findings that rest on a requirement,
// none harsher than its entry, none longer than somebody reads; it comes to the same
// when it is done again, and when the caller has read the body before.
func FuzzAnswer(f *testing.F) {
	judge, err := loadJudge()
	if err != nil {
		f.Fatal(err)
	}
	for _, a := range []Answer{created(), read(), patched(), patchedBare(), deleted(), readGroup(), matched(), nobody(), refused(), conflict()} {
		f.Add(string(a.Operation), a.Type, a.Status, headerText(a.Header), a.Body, a.Sent, a.RawQuery, a.MatchAttribute, a.MatchValue)
	}
	for _, body := range []string{`<html>`, `[]`, `null`, `{"schemas":7,"id":[],"meta":"x","Meta":{},"emails":{"value":{}}}`, "{\"id\":\"\xff\",\"ID\":1}", `{"Resources":[{"userName":[]},7,null,{"name":[{}]}],"totalResults":-1,"itemsPerPage":1e99}`} {
		f.Add("query", "User", 200, "Content-Type: text/html; charset=\"\nETag: W/x", []byte(body), []byte(`{}`), "attributes=%zz&filter=a", `emails[type eq "work"].value`, "x")
		f.Add("create", "Group", 201, "Location: ://\nContent-Type: application/scim+json", []byte(body), []byte(body), "", "", "")
	}
	f.Fuzz(func(t *testing.T, operation, kind string, status int, header string, body, sent []byte, query, attribute, value string) {
		a := Answer{
			Operation: Operation(operation), Type: kind, Method: "GET", Path: "/Users", RawQuery: query, Sent: sent, ID: "1", Status: status, Header: headerOf(header), Body: body,
			MatchAttribute: attribute, MatchValue: value, Excluded: strings.Split(query, ","), Exchange: 7,
		}
		found := judge.Answer(a)
		for _, one := range found {
			bearable(t, judge, one)
		}
		clean, readable := scim.Clean(body)
		if !readable {
			return // of a name that is there twice, any may be taken
		}
		if again := judge.Answer(a); !cmp.Equal(found, again) {
			t.Fatalf("judged again it is another: %s", cmp.Diff(found, again))
		}
		a.Read = clean
		if again := judge.Answer(a); !cmp.Equal(found, again) {
			t.Fatalf("read before it is another: %s", cmp.Diff(found, again))
		}
	})
}

// bearable holds what is true of every finding.
func bearable(t *testing.T, judge *Judge, f verdict.Finding) {
	t.Helper()
	entry, known := judge.catalogue.Get(f.Requirement)
	if !known || f.Outcome > outcome(entry) || f.Message == "" || f.Harm == "" {
		t.Fatalf("it rests on nothing, or weighs more than it may: %+v", f)
	}
	for _, text := range []string{f.Message, f.Attribute, f.Expected, f.Seen} {
		if len(text) > longestTold {
			t.Fatalf("a finding of %d bytes: %.100q", len(text), text)
		}
	}
}

func headerText(header http.Header) string {
	var lines []string
	for name, values := range header {
		for _, value := range values {
			lines = append(lines, name+": "+value)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func headerOf(text string) http.Header {
	header := http.Header{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		header.Add(name, strings.TrimSpace(value))
	}
	return header
}

// Whatever a resource holds, comparing ends; nothing is missed in what is shown as it
// was written, and what differs is told in few words.
func FuzzCompare(f *testing.F) {
	for _, body := range []string{
		userBody, groupBody, `{"userName":null,"emails":[null,[],{"value":[]},{"type":"a","type2":1}],"active":"False"}`, `{"name":[{"givenName":"a"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"x"}}`,
		`{"emails":[{"value":"a"},{"value":"a"}],"members":[{"value":"1"},{"value":"1"}]}`, `{"title":1e400,"x":{"y":[[[]]]}}`, `{}`,
	} {
		f.Add([]byte(body), []byte(userBody))
		f.Add([]byte(userBody), []byte(body))
	}
	sets := map[string]*schema.Set{"User": users(), "Group": schema.NewSet(schema.Group())}
	f.Fuzz(func(t *testing.T, wanted, shown []byte) {
		want, clean := scim.Clean(wanted)
		seen, also := scim.Clean(shown)
		if !clean || !also {
			return
		}
		for kind, set := range sets {
			if same := Compare(Expected{Type: kind, Resource: want}, want, set); len(same) > 0 {
				t.Fatalf("%s: differences of the same: %v", kind, drawn(same))
			}
			members := map[string]bool{"1": true, seen.ID(): true}
			for _, d := range Compare(Expected{Type: kind, Resource: want, Members: members, Gone: []Gone{{"members", "2"}, {"title", "x"}}}, seen, set) {
				if len(d.Expected) > longestTold || len(d.Seen) > longestTold {
					t.Fatalf("%s: a difference of %d and %d bytes", kind, len(d.Expected), len(d.Seen))
				}
			}
		}
	})
}
