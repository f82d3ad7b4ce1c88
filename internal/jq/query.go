// Package jq asks questions of JSON answers in the jq language. It is the only
// package that knows gojq.
package jq

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/itchyny/gojq"
)

// patience is how long one question may take: an endless one must not stop a run.
const patience = time.Second

// Query is a compiled expression. It knows neither the environment nor files, and
// is safe for concurrent use.
type Query struct {
	text string
	code *gojq.Code
}

// Fault is what is wrong with an expression.
type Fault struct {
	Message string
	Offset  int // in bytes, from 0; -1 when it is the whole
}

func (f *Fault) Error() string { return f.Message }

// Compile reads an expression; the error is a *Fault.
func Compile(text string) (*Query, error) {
	parsed, err := gojq.Parse(text)
	if err != nil {
		return nil, fault(err)
	}
	code, err := gojq.Compile(parsed)
	if err != nil {
		return nil, &Fault{err.Error(), -1}
	}
	return &Query{text, code}, nil
}

// fault places a syntax error where the wrong token begins.
func fault(err error) *Fault {
	var syntax *gojq.ParseError
	if errors.As(err, &syntax) {
		return &Fault{err.Error(), max(0, syntax.Offset-len(syntax.Token))}
	}
	return &Fault{err.Error(), -1}
}

// String is the expression as it was written.
func (q *Query) String() string { return q.text }

// Equal says whether both ask the same.
func (q *Query) Equal(other *Query) bool {
	return q == other || q != nil && other != nil && q.text == other.text
}

// One asks a decoded JSON value (numbers as json.Number) and gives the one answer,
// decoded alike. No answer and more than one are errors: the first of several
// would be a guess.
func (q *Query) One(ctx context.Context, input any) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answers := q.code.RunWithContext(ctx, input)
	first, given := answers.Next()
	if !given {
		return nil, fmt.Errorf("%s gives nothing", q.text)
	}
	if err, failed := first.(error); failed {
		return nil, q.failure(ctx, err)
	}
	if second, more := answers.Next(); more {
		if err, failed := second.(error); failed {
			return nil, q.failure(ctx, err)
		}
		return nil, fmt.Errorf("%s gives more than one value: put it into [ ] to make a list", q.text)
	}
	return decoded(first)
}

func (q *Query) failure(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s is not answered within %s", q.text, patience)
	}
	return fmt.Errorf("%s: %w", q.text, err)
}

// decoded writes the answer and reads it again, so that a number is a
// json.Number however it came about.
func decoded(value any) (any, error) {
	raw, err := gojq.Marshal(value)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	var answer any
	err = decoder.Decode(&answer)
	return answer, err
}
