package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// E-5.50: the secret token is sent as it is, as bearer token on every request; a
// word Bearer that somebody pasted with it is not sent twice.
func TestSecretTokenIsSentVerbatim(t *testing.T) {
	for name, content := range map[string]string{"the token": "t0k/en+of=ours", "with a line end": "t0k/en+of=ours\n", "with the scheme": "Bearer t0k/en+of=ours\n"} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			seen := map[string]int{}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				defer mu.Unlock()
				seen[r.Header.Get("Authorization")]++
				w.WriteHeader(http.StatusUnauthorized)
			}))
			defer server.Close()
			file := filepath.Join(t.TempDir(), "token")
			if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			program(t, "probe", "--target", server.URL, "--token-file", file)
			mu.Lock()
			defer mu.Unlock()
			if len(seen) != 1 || seen["Bearer t0k/en+of=ours"] == 0 {
				t.Errorf("Authorization: %v", seen)
			}
		})
	}
}
