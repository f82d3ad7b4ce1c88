package cli

import (
	"io"
	"sync"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/simulate"
)

// veil knows the secrets of a run while it runs: those that it was given and the
// access tokens that it gets. What goes to a stream or to a file of the run passes
// by it, since a target may repeat a secret wherever it says something. Nil knows
// nothing.
type veil struct {
	mu      sync.Mutex
	clients []*client.Client
}

// watch learns what a client keeps out of its evidence, from now on.
func (v *veil) watch(clients ...*client.Client) {
	if v == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, one := range clients {
		if one != nil {
			v.clients = append(v.clients, one)
		}
	}
}

func (v *veil) watched() []*client.Client {
	if v == nil {
		return nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.clients[:len(v.clients):len(v.clients)]
}

// mask hides in a line what is secret now.
func (v *veil) mask(line []byte) []byte {
	for _, one := range v.watched() {
		line = one.Mask(line)
	}
	return line
}

// secrets are all that came up.
func (v *veil) secrets() []string {
	var all []string
	for _, one := range v.watched() {
		all = append(all, one.Secrets()...)
	}
	return all
}

// over gives a stream on which no secret shows. Each write is whole lines.
func (v *veil) over(out io.Writer) io.Writer { return masking{out, v} }

// masking writes without secrets.
type masking struct {
	out  io.Writer
	veil *veil
}

func (m masking) Write(p []byte) (int, error) {
	if _, err := m.out.Write(m.veil.mask(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// maskedFile is a file that a run writes to line by line, and syncs.
type maskedFile struct {
	masking
	file simulate.LedgerFile
}

func (f maskedFile) Sync() error { return f.file.Sync() }

// veiled puts the veil before the streams. Whether a stream is a terminal is asked of
// the one behind.
func (e Env) veiled() Env {
	e.hidden = &veil{}
	e.Stdout, e.Stderr = e.hidden.over(e.Stdout), e.hidden.over(e.Stderr)
	behind := e.Terminal
	e.Terminal = func(stream any) bool {
		if masked, ok := stream.(masking); ok {
			stream = masked.out
		}
		return behind(stream)
	}
	return e
}
