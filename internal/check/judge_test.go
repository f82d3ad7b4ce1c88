package check

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

const catalogueFolder = "../../features/catalogue"

// The catalogue and the judge of the program are read once for all tests: neither
// ever changes.
var (
	loadCatalogue = sync.OnceValues(func() (*requirement.Catalogue, error) { return requirement.Load(os.DirFS(catalogueFolder)) })
	loadJudge     = sync.OnceValues(func() (*Judge, error) {
		catalogue, err := loadCatalogue()
		if err != nil {
			return nil, err
		}
		messages, err := shape.Compile(os.DirFS(schemaFolder))
		if err != nil {
			return nil, err
		}
		return New(catalogue, messages)
	})
)

func realCatalogue(t *testing.T) *requirement.Catalogue {
	t.Helper()
	catalogue, err := loadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// realJudge is the judge of the program: its catalogue and its schemas.
func realJudge(t *testing.T) *Judge {
	t.Helper()
	judge, err := loadJudge()
	if err != nil {
		t.Fatal(err)
	}
	return judge
}

func readCatalogue(t *testing.T, entries string) *requirement.Catalogue {
	t.Helper()
	text := "apiVersion: scimulator/v1\nkind: Catalogue\nrequirements:\n" + entries
	catalogue, err := requirement.Load(fstest.MapFS{"some.yaml": &fstest.MapFile{Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// told is what a test expects of findings: outcome, rule and attribute, sorted.
func told(found []verdict.Finding) []string {
	list := []string{}
	for _, f := range found {
		list = append(list, strings.TrimSpace(strings.Join([]string{f.Outcome.String(), string(f.Requirement), f.Attribute}, " ")))
	}
	slices.Sort(list)
	return list
}

// row is one judgment: a sound answer, what is done to it, and what has to be
// found then; nothing where the change is a freedom of the target.
type row struct {
	name   string // with the source of the demand or of the freedom
	answer func() Answer
	change func(*Answer)
	want   []string
}

func run(t *testing.T, rows []row) {
	t.Helper()
	judge := realJudge(t)
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			a := r.answer()
			if sound := judge.Answer(a); len(sound) > 0 {
				t.Fatalf("the answer that nothing was done to has findings: %+v", sound)
			}
			r.change(&a)
			got := judge.Answer(a)
			want := append([]string{}, r.want...)
			slices.Sort(want)
			if diff := cmp.Diff(want, told(got)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			for _, f := range got {
				complete(t, f)
			}
		})
	}
}

// complete: a finding says everything that design §6 asks for.
func complete(t *testing.T, f verdict.Finding) {
	t.Helper()
	for name, value := range map[string]string{
		"level": f.Level, "sentence": f.Sentence, "harm": string(f.Harm), "message": f.Message, "expected": f.Expected, "seen": f.Seen, "hint": f.Hint,
	} {
		if value == "" {
			t.Errorf("%s has no %s", f.Requirement, name)
		}
	}
	if f.Object == "" || f.Cycle == 0 || len(f.Exchanges) == 0 {
		t.Errorf("%s does not say where it was seen: %+v", f.Requirement, f)
	}
}

const userID = "2819c223-7f76-453a-919d-413861904646"

// sent is a creation as Entra writes it (E-5.10).
const sent = `{
	"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
	"externalId": "ana.reis", "userName": "ana.reis@fabrikam.example", "active": true, "displayName": "Ana Reis", "title": "Buyer",
	"name": {"familyName": "Reis", "givenName": "Ana"},
	"emails": [{"primary": true, "type": "work", "value": "ana.reis@fabrikam.example"}],
	"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Purchasing"},
	"meta": {"resourceType": "User"}
}`

const userBody = `{
	"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
	"id": "` + userID + `", "externalId": "ana.reis",
	"meta": {"resourceType": "User", "created": "2026-05-04T08:13:02Z", "lastModified": "2026-05-04T08:13:02Z", "location": "https://fabrikam.example/scim/Users/` + userID + `"},
	"userName": "ana.reis@fabrikam.example", "active": true, "displayName": "Ana Reis", "title": "Buyer",
	"name": {"familyName": "Reis", "givenName": "Ana"},
	"emails": [{"primary": true, "type": "work", "value": "ana.reis@fabrikam.example"}],
	"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Purchasing", "manager": {"value": "51aa"}}
}`

const groupBody = `{
	"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "e9e30dba", "displayName": "Lisbon Buyers",
	"meta": {"resourceType": "Group", "created": "2026-05-04T08:13:02Z", "lastModified": "2026-05-05T08:13:02Z", "location": "https://fabrikam.example/scim/Groups/e9e30dba"}
}`

func answerOf(operation Operation, status int, body string) Answer {
	a := Answer{
		Operation: operation, Type: "User", ID: userID, Status: status, Body: []byte(body), Header: http.Header{}, Exchange: 7, Object: "ana", Cycle: 1,
		Path: "/Users/" + userID,
	}
	if body != "" {
		a.Header.Set("Content-Type", scim.MediaType)
	}
	return a
}

func created() Answer {
	a := answerOf(Create, http.StatusCreated, userBody)
	a.ID, a.Path, a.Sent = "", "/Users", []byte(sent)
	a.Header.Set("Location", "https://fabrikam.example/scim/Users/"+userID)
	return a
}

func read() Answer        { return answerOf(Read, http.StatusOK, userBody) }
func patched() Answer     { return answerOf(Patch, http.StatusOK, userBody) }
func patchedBare() Answer { return answerOf(Patch, http.StatusNoContent, "") }
func deleted() Answer     { return answerOf(Delete, http.StatusNoContent, "") }

func readGroup() Answer {
	a := answerOf(Read, http.StatusOK, groupBody)
	a.Type, a.ID, a.Path, a.RawQuery, a.Excluded = "Group", "e9e30dba", "/Groups/e9e30dba", "excludedAttributes=members", []string{"members"}
	return a
}

func matched() Answer {
	a := answerOf(Query, http.StatusOK, `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 1, "startIndex": 1, "itemsPerPage": 1, "Resources": [`+userBody+`]}`)
	a.ID, a.Path, a.RawQuery = "", "/Users", `filter=userName+eq+%22ana.reis%40fabrikam.example%22`
	a.MatchAttribute, a.MatchValue = "userName", "ana.reis@fabrikam.example"
	return a
}

func refused() Answer {
	return answerOf(Patch, http.StatusBadRequest, `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "400", "scimType": "invalidValue", "detail": "no such title"}`)
}

// body changes the body of an answer.
func body(change func(body map[string]any)) func(*Answer) {
	return func(a *Answer) {
		decoded, err := scim.Decode(a.Body)
		if err != nil {
			panic(err)
		}
		change(decoded)
		if a.Body, err = json.Marshal(decoded); err != nil {
			panic(err)
		}
	}
}

// set puts a value at a place: "name.givenName", "emails.0.value".
func set(place string, value any) func(*Answer) {
	return body(func(body map[string]any) { put(body, strings.Split(place, "."), value) })
}

// drop takes a member away.
func drop(place string) func(*Answer) { return set(place, absent{}) }

type absent struct{}

func put(holder any, parts []string, value any) {
	if len(parts) > 1 {
		put(below(holder, parts[0]), parts[1:], value)
		return
	}
	switch h := holder.(type) {
	case map[string]any:
		h[parts[0]] = value
		if value == (any)(absent{}) {
			delete(h, parts[0])
		}
	case []any:
		i, _ := index(parts[0])
		h[i] = value
	}
}

// raw replaces a piece of the bytes.
func raw(old, with string) func(*Answer) {
	return func(a *Answer) {
		if !strings.Contains(string(a.Body), old) {
			panic("the body does not hold " + old)
		}
		a.Body = []byte(strings.Replace(string(a.Body), old, with, 1))
	}
}

func status(code int) func(*Answer) { return func(a *Answer) { a.Status = code } }

func header(name, value string) func(*Answer) {
	return func(a *Answer) {
		a.Header.Set(name, value)
		if value == "" {
			a.Header.Del(name)
		}
	}
}

func bodyIs(text string) func(*Answer) { return func(a *Answer) { a.Body = []byte(text) } }

func all(changes ...func(*Answer)) func(*Answer) {
	return func(a *Answer) {
		for _, change := range changes {
			change(a)
		}
	}
}
