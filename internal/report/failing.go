package report

import "io"

// failing remembers the first failure to write, so that a writer of many lines
// asks once at its end.
type failing struct {
	out io.Writer
	err error
}

// Write writes until something fails; from then on nothing reaches out.
func (f *failing) Write(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.out.Write(p)
	f.err = err
	return n, err
}
