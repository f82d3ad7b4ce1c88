package jq

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

// Whatever is asked of whatever answer, compiling ends with a query or a place in the
// text, and asking ends in time, with decoded JSON or with words.
func FuzzOne(f *testing.F) {
	for _, seed := range []struct{ text, input string }{
		{".team", `{"team": false}`}, {"[.people[] | select(.email == \"{userName}\") | .id]", `{"people": [{"email": "a", "id": 1}]}`},
		{".seats[]", `{"seats": ["bim", "cad"]}`}, {".a |", `{}`}, {"$ENV | env", `7`},
		{"input, inputs, $__loc__", `[]`}, {"import \"x\" as x; .", `{}`}, {"infinite, nan, -0, 1e1000", `1`}, {"[.[] | tojson | fromjson]", `[1e400, 9007199254740993]`},
		{"[limit(3; repeat(.))]", `"\ud83d"`}, {"error", `{"a": null}`}, {"@base64d", `"="`}, {"test(\"(a+)+$\")", `"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"`}, {"\"\\(.)\" * 2", `{}`}, {"halt_error", `1`},
	} {
		f.Add(seed.text, seed.input)
	}
	f.Fuzz(func(t *testing.T, text, input string) {
		q, err := Compile(text)
		if err != nil {
			var wrong *Fault
			if !errors.As(err, &wrong) || wrong.Offset < -1 || wrong.Offset > len(text) || wrong.Message == "" {
				t.Fatalf("a fault without words or with a place outside: %#v", err)
			}
			return
		}
		decoder := json.NewDecoder(strings.NewReader(input))
		decoder.UseNumber()
		var value any
		if decoder.Decode(&value) != nil {
			return
		}
		began := time.Now()
		answer, err := q.One(context.Background(), value)
		if took := time.Since(began); took > patience+10*time.Second {
			t.Fatalf("it took %s", took)
		}
		if _, unreadable := json.Marshal(answer); err == nil && unreadable != nil {
			t.Fatalf("the answer is no JSON: %#v", answer)
		}
	})
}
