package requirement

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/internal/document"
)

// Catalogue is every requirement the program knows, in a fixed order: by file,
// then as they stand there. It never changes.
type Catalogue struct {
	all   []Requirement
	index map[ID]int
}

// Get finds an entry by its id.
func (c *Catalogue) Get(id ID) (Requirement, bool) {
	i, ok := c.index[id]
	if !ok {
		return Requirement{}, false
	}
	return c.all[i], true
}

// All gives every entry in the order of the catalogue.
func (c *Catalogue) All() []Requirement { return slices.Clone(c.all) }

// Load reads every *.yaml of a folder. All mistakes are told at once, with file,
// line and column.
//
// It runs at the start of every command. So it judges the entries itself rather
// than by their JSON Schema (which is there for editors; a test holds the two
// together), and parses the files side by side.
func Load(folder fs.FS) (*Catalogue, error) {
	files, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("the catalogue of requirements holds no *.yaml file")
	}
	read := make([]*file, len(files))
	var wait sync.WaitGroup
	for i, name := range files {
		wait.Go(func() { read[i] = readFile(folder, name) })
	}
	wait.Wait()
	return gather(read)
}

// gather puts the files together and checks what concerns more than one entry.
func gather(files []*file) (*Catalogue, error) {
	c := &Catalogue{index: map[ID]int{}}
	homes := map[ID]string{}
	for _, f := range files {
		for i, entry := range f.entries {
			if home, twice := homes[entry.ID]; twice && entry.ID != "" {
				f.document.Fault(f.path(i, "id"), "the id %s is there twice: it stands in %s already", entry.ID, home)
				continue
			}
			homes[entry.ID] = f.name
			c.index[entry.ID] = len(c.all)
			c.all = append(c.all, entry)
		}
	}
	for _, f := range files {
		f.checkOpponents(c)
	}
	return c, faults(files)
}

// faults are the mistakes of all files, in their order; nil when there is none.
func faults(files []*file) error {
	var all document.Faults
	for _, f := range files {
		err := f.err
		if err == nil {
			err = f.document.Err()
		}
		var some document.Faults
		if errors.As(err, &some) {
			all = append(all, some...)
		} else if err != nil {
			return err
		}
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

// file is one file of the catalogue.
type file struct {
	name     string
	document *document.Document
	entries  []Requirement
	err      error // it could not be read at all
}

func readFile(folder fs.FS, name string) *file {
	f := &file{name: path.Base(name)}
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		f.err = fmt.Errorf("the catalogue of requirements cannot be read: %w", err)
		return f
	}
	if f.document, f.err = document.Read(name, data); f.err != nil {
		return f
	}
	if !f.document.Identify("Catalogue") {
		return f
	}
	object, _ := f.document.Value().(map[string]any)
	r := reader{f.document, nil, object}
	r.onlyKeys([]string{"apiVersion", "kind", "title", "description", "requirements"})
	r.text("title")
	r.text("description")
	list, ok := object["requirements"].([]any)
	if !ok || len(list) == 0 {
		f.document.Fault(document.At("requirements"), "requirements: there should be a list of at least one requirement")
		return f
	}
	for i, element := range list {
		f.entries = append(f.entries, readEntry(f.document, f.path(i), element))
	}
	return f
}

func (f *file) path(i int, parts ...any) document.Path {
	return document.At("requirements", i).Then(parts...)
}

// checkOpponents: an entry may only oppose one that exists, and not itself.
func (f *file) checkOpponents(c *Catalogue) {
	for i, entry := range f.entries {
		for j, other := range entry.Opposes {
			place := f.path(i, "opposes", j)
			if other == entry.ID {
				f.document.Fault(place, "%s cannot oppose itself", other)
			} else if _, known := c.index[other]; !known {
				f.document.Unknown(place, "requirement", string(other), c.ids())
			}
		}
	}
}

func (c *Catalogue) ids() []string {
	ids := make([]string, 0, len(c.index))
	for _, id := range slices.Sorted(maps.Keys(c.index)) {
		ids = append(ids, string(id))
	}
	return ids
}

// Matches says whether an id is meant by a pattern: the id itself, or its
// beginning and a star, such as SYNC-*.
func (id ID) Matches(pattern string) bool {
	if start, star := strings.CutSuffix(pattern, "*"); star {
		return strings.HasPrefix(string(id), start)
	}
	return string(id) == pattern
}
