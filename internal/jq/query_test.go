package jq

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ask(t *testing.T, text, input string) (any, error) {
	t.Helper()
	q, err := Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(input))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return q.One(context.Background(), value)
}

// One answer, with every digit of a number.
func TestOne(t *testing.T) {
	for _, test := range []struct {
		text, input string
		want        any
	}{
		{".team", `{"team": false}`, false},
		{".seats", `{"seats": ["bim", "cad"]}`, []any{"bim", "cad"}},
		{"[.people[].id]", `{"people": []}`, []any{}},
		{".people | length", `{"people": [{}, {}]}`, json.Number("2")},
		{".big", `{"big": 9007199254740993}`, json.Number("9007199254740993")},
		{".gone", `{}`, nil},
		{`.name + "!"`, `{"name": "Ana"}`, "Ana!"},
	} {
		if got, err := ask(t, test.text, test.input); err != nil || !cmp.Equal(got, test.want) {
			t.Errorf("%s of %s: %#v, %v; want %#v", test.text, test.input, got, err, test.want)
		}
	}
}

func TestNoAnswer(t *testing.T) {
	for _, test := range []struct{ text, input, want string }{
		{".seats[]", `{"seats": []}`, "gives nothing"},
		{".seats[]", `{"seats": ["bim", "cad"]}`, "more than one value"},
		{".seats.name", `{"seats": ["bim"]}`, "expected an object"},
		{"error(\"no\")", `{}`, "no"},
		{"1, error(\"no\")", `{}`, "no"},
		{"def f: f; f", `{}`, "not answered within"},
		{"[range(0; infinite)]", `{}`, "not answered within"},
	} {
		if got, err := ask(t, test.text, test.input); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s of %s: %v, %v; want %s", test.text, test.input, got, err, test.want)
		}
	}
}

func TestCompile(t *testing.T) {
	for _, test := range []struct {
		text   string
		offset int
	}{{".seats |", 8}, {".a ]", 3}, {"$nobody", -1}, {"nothing(1)", -1}, {`import "x" as x; .`, -1}} {
		_, err := Compile(test.text)
		var wrong *Fault
		if !errors.As(err, &wrong) || wrong.Offset != test.offset {
			t.Errorf("%s: %#v, want offset %d", test.text, err, test.offset)
		}
	}
	q, err := Compile("env, $ENV")
	if err == nil {
		_, err = q.One(context.Background(), nil)
	}
	if err == nil || !strings.Contains(err.Error(), "more than one") {
		t.Errorf("environment: %v", err)
	}
}
