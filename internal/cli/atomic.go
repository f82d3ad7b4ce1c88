package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// atomically writes a file whole or not at all: a reader never sees a part of it.
func atomically(name string, write func(io.Writer) error) error {
	out, err := os.CreateTemp(filepath.Dir(name), ".scimulator-*")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name()) // what was renamed is not there any more
	err = write(out)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	return os.Rename(out.Name(), name)
}
