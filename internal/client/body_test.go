package client_test

import (
	"bytes"
	"net/http"
	"strconv"
	"sync"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
)

// A large answer arrives whole, however its size is told; one byte over the limit is
// too large, and one that ends early is cut off.
func TestLargeAnswers(t *testing.T) {
	const limit = 5<<20 + 3
	for _, row := range []struct {
		name      string
		size      int
		announced bool
		cut       bool
		want      client.FaultKind
	}{
		{"a block", 1 << 20, false, false, ""},
		{"a block and a byte", 1<<20 + 1, false, false, ""},
		{"some blocks", 4 << 20, false, false, ""},
		{"some blocks, announced", 4 << 20, true, false, ""},
		{"the limit", limit, false, false, ""},
		{"the limit, announced", limit, true, false, ""},
		{"over the limit", limit + 1, false, false, client.TooLarge},
		{"over the limit, announced", limit + 1, true, false, client.TooLarge},
		{"cut off in the third block", 2<<20 + 7, true, true, client.CutOff},
		{"cut off at the end of a block", 2 << 20, true, true, client.CutOff},
	} {
		t.Run(row.name, func(t *testing.T) {
			body := make([]byte, row.size)
			for i := range body {
				body[i] = byte('a' + i%23)
			}
			c, _ := serve(t, client.Options{MaxBody: limit}, func(w http.ResponseWriter, _ *http.Request) {
				if row.announced {
					length := row.size
					if row.cut {
						length++
					}
					w.Header().Set("Content-Length", strconv.Itoa(length))
				}
				_, _ = w.Write(body)
			})
			if row.want != "" {
				faultOf(t, c, client.Request{Path: "/Users"}, row.want)
				return
			}
			if got := do(t, c, client.Request{Path: "/Users"}); !bytes.Equal(got.Body, body) {
				t.Errorf("%d bytes of %d, or other ones", len(got.Body), len(body))
			}
		})
	}
}

// Many large answers at once arrive whole: blocks that are used again are nobody
// else's.
func TestLargeAnswersAtOnce(t *testing.T) {
	c, _ := serve(t, client.Options{Concurrency: 8}, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(bytes.Repeat([]byte(r.URL.Query().Get("x")), 3<<20))
	})
	var group sync.WaitGroup
	for i := range 8 {
		letter := string(rune('a' + i))
		group.Go(func() {
			response, err := c.Do(t.Context(), client.Request{Path: "/Users", RawQuery: "x=" + letter})
			if err != nil || !bytes.Equal(response.Body, bytes.Repeat([]byte(letter), 3<<20)) {
				t.Errorf("%s: %v, %d bytes", letter, err, len(response.Body))
			}
		})
	}
	group.Wait()
}
