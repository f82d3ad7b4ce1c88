package exchange

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// ReadJournal yields the exchanges of a journal. A last line without its end is
// what a killed run leaves: it is passed over without an error. Any other
// broken line is an error with its number, and reading goes on behind it.
func ReadJournal(r io.Reader) iter.Seq2[Exchange, error] {
	return func(yield func(Exchange, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		for number := 1; ; number++ {
			text, err := in.ReadBytes('\n')
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Exchange{}, fmt.Errorf("journal line %d: %w", number, err))
				return
			}
			e, err := decodeLine(text, number)
			if !yield(e, err) {
				return
			}
		}
	}
}

func decodeLine(text []byte, number int) (Exchange, error) {
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return Exchange{}, fmt.Errorf("journal line %d: %w", number, err)
	}
	return l.exchange(), nil
}
