package cli

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// layers are folders as one: what several have is taken from the last.
type layers []fs.FS

// Open opens a file of the last folder that has it.
func (l layers) Open(name string) (fs.File, error) {
	for _, folder := range slices.Backward(l) {
		file, err := folder.Open(name)
		if !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists the files of all folders, sorted by name.
func (l layers) ReadDir(name string) ([]fs.DirEntry, error) {
	var all []fs.DirEntry
	found := false
	for _, folder := range slices.Backward(l) {
		entries, err := fs.ReadDir(folder, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = true
		for _, entry := range entries {
			if !slices.ContainsFunc(all, func(other fs.DirEntry) bool { return other.Name() == entry.Name() }) {
				all = append(all, entry)
			}
		}
	}
	if !found {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}
