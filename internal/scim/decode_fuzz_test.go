package scim

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// bodies are answers as targets give them: sound ones, odd ones and torn ones.
func bodies() []string {
	return []string{
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[{"id":"1","userName":"ana.reis@fabrikam.example"}]}`,
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":"1","Resources":{"id":"1"}}`,
		`{"totalResults":1e3,"startIndex":-1,"itemsPerPage":99999999999999999999,"resources":[null,1,"x",{},[]]}`,
		`{"Resources":[{"id":"1"}],"resources":[{"id":"2"}],"RESOURCES":[]}`,
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"taken"}`,
		`{"a":1,"a":2,"A":3}`, `{"a\u0062":"\ud83d","ab":"\ud83d\ude00"}`, "{\"a\":\"\xff\"}", `{"é":1,"É":2}`, `{"a":{"b":[{"c":[]}]}} {}`,
		`{"a":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + `}`, `{"a":-0.5e+10,"b":01}`, `{"a":"b`, `[]`, `null`, ``, "{}\x00", "\ufeff{}",
	}
}

// Whatever the bytes, Decode reads what the standard library reads, in the same way,
// and nothing else; and what Clean calls clean has no name twice.
func FuzzDecode(f *testing.F) {
	for _, body := range bodies() {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		want, readable := standard(raw)
		got, err := Decode(raw)
		if (err == nil) != readable || readable && !reflect.DeepEqual(want, got) {
			t.Fatalf("Decode gives %v, %v; the standard library %v", got, err, want)
		}
		if clean, ok := Clean(raw); ok && (!reflect.DeepEqual(want, clean) || !onceEach(clean)) {
			t.Fatalf("Clean gives %v; the standard library %v", clean, want)
		}
	})
}

// onceEach says whether no object has a name twice, in whatever case.
func onceEach(value any) bool {
	if list, ok := value.([]any); ok {
		for _, element := range list {
			if !onceEach(element) {
				return false
			}
		}
		return true
	}
	seen := map[string]bool{}
	for name, below := range AsObject(value) {
		folded := strings.ToLower(name)
		if seen[folded] || !onceEach(below) {
			return false
		}
		seen[folded] = true
	}
	return true
}

// Whatever the bytes, a list is what they say: never more resources than elements,
// each of them an object, and numbers only where numbers stand.
func FuzzDecodeList(f *testing.F) {
	for _, body := range bodies() {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		list, err := DecodeList(raw)
		body, unreadable := Decode(raw)
		if (err == nil) != (unreadable == nil) {
			t.Fatalf("DecodeList says %v, Decode %v", err, unreadable)
		}
		if _, clean := Clean(raw); err != nil || !clean {
			return // of a name that is there twice, any may be taken
		}
		objects := 0
		for _, element := range body.List("Resources") {
			if _, object := element.(map[string]any); object {
				objects++
			}
		}
		if len(list.Resources) != objects {
			t.Fatalf("%d resources of %d objects", len(list.Resources), objects)
		}
		for name, got := range map[string]int{"totalResults": list.TotalResults, "startIndex": list.StartIndex, "itemsPerPage": list.ItemsPerPage} {
			value, _ := body.Get(name)
			if _, number := value.(json.Number); !number && got != 0 {
				t.Fatalf("%s is %d, from %v", name, got, value)
			}
		}
	})
}
