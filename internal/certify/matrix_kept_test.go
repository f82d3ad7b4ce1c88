package certify_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// keptCheck is a line of the kept matrix: a check and the digest under which it
// was played.
type keptCheck struct {
	Check  string `json:"check"`
	Digest string `json:"digest"`
}

// keptDefect is a line of the kept matrix: the checks that fail under a defect. All
// the others of the matrix do not.
type keptDefect struct {
	Defect      string   `json:"defect"`
	Digest      string   `json:"digest"`
	Server      string   `json:"server"`
	Declared    []string `json:"declared,omitempty"`    // checks that judge what the defect breaks
	Collateral  []string `json:"collateral,omitempty"`  // the others
	Unreachable []string `json:"unreachable,omitempty"` // trials in which the target has no verdict at all
	Together    bool     `json:"together,omitempty"`    // what it declares shows only where checks are played side by side
	Narrow      []string `json:"narrow,omitempty"`      // the only checks that it is played against; all where there are none
	Stale       []string `json:"stale,omitempty"`       // checks that changed and are not played anew yet
}

// matrix is what every defect does to every check, as it is kept in a file of one
// line each: so a change can be read in a diff.
type matrix struct {
	checks  map[string]string // digests
	defects map[string]keptDefect
}

// digests are those of today.
type digests struct {
	server          string
	checks, defects map[string]string
	narrow          map[string][]string // the checks of those defects that are not played against all
}

// readMatrix reads a kept matrix; one that is not there is empty.
func readMatrix(file string) (matrix, error) {
	m := matrix{checks: map[string]string{}, defects: map[string]keptDefect{}}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var line struct {
			keptDefect
			Check string `json:"check"`
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return m, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		if line.Check != "" {
			m.checks[line.Check] = line.Digest
		} else {
			m.defects[line.Defect] = line.keptDefect
		}
	}
	return m, lines.Err()
}

// write keeps the matrix. A file of another name is put in its place, so that
// whoever ends the program at any moment leaves a whole one behind.
func (m matrix) write(file string) error {
	var text bytes.Buffer
	lines := json.NewEncoder(&text)
	lines.SetEscapeHTML(false)
	for _, id := range slices.Sorted(maps.Keys(m.checks)) {
		if err := lines.Encode(keptCheck{id, m.checks[id]}); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.defects)) {
		if err := lines.Encode(m.defects[name]); err != nil {
			return err
		}
	}
	if err := os.WriteFile(file+".new", text.Bytes(), 0o644); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// meet brings a matrix to the checks and defects of today: what is no more is
// taken out, and a check that is new or changed is stale under every defect. The
// results stay, to be compared with.
func (m matrix) meet(now digests) {
	var changed []string
	for id, digest := range now.checks {
		if m.checks[id] != digest {
			changed = append(changed, id)
		}
	}
	gone := func(id string) bool { return now.checks[id] == "" }
	maps.DeleteFunc(m.defects, func(name string, _ keptDefect) bool { return now.defects[name] == "" })
	for name, line := range m.defects {
		line.Stale = append(line.Stale, changed...)
		if only := now.narrow[name]; only != nil {
			line.Stale = slices.DeleteFunc(line.Stale, func(id string) bool { return !slices.Contains(only, id) })
		}
		slices.Sort(line.Stale)
		line.Stale = slices.DeleteFunc(slices.Compact(line.Stale), gone)
		line.Declared, line.Collateral = slices.DeleteFunc(line.Declared, gone), slices.DeleteFunc(line.Collateral, gone)
		m.defects[name] = line
	}
	clear(m.checks)
	maps.Copy(m.checks, now.checks)
}

// task is a defect with the checks to play against it; nil are all.
type task struct {
	defect string
	checks []string
}

// stale are the pairs that are not what they were when they were played: those of
// a defect or a server that changed are all, and so are those of a check that looks
// back at all others (in whole), since alone it has nothing to look at.
func (m matrix) stale(now digests, whole func(check string) bool) []task {
	var tasks []task
	for _, name := range slices.Sorted(maps.Keys(now.defects)) {
		line, kept := m.defects[name]
		switch {
		case !kept, line.Digest != now.defects[name], line.Server != now.server, !slices.Equal(line.Narrow, now.narrow[name]), slices.ContainsFunc(line.Stale, whole):
			tasks = append(tasks, task{name, nil})
		case len(line.Stale) > 0:
			tasks = append(tasks, task{name, line.Stale})
		}
	}
	return tasks
}

// put keeps what a task came to.
func (m matrix) put(one task, got toll, now digests) {
	line := keptDefect{Defect: one.defect, Digest: now.defects[one.defect], Server: now.server, Unreachable: got.unreachable, Together: got.together, Narrow: now.narrow[one.defect]}
	line.Declared, line.Collateral = got.split()
	if one.checks != nil {
		old, replayed := m.defects[one.defect], func(id string) bool { return slices.Contains(one.checks, id) }
		line.Unreachable, line.Together = old.Unreachable, old.Together
		line.Declared = merged(line.Declared, slices.DeleteFunc(old.Declared, replayed))
		line.Collateral = merged(line.Collateral, slices.DeleteFunc(old.Collateral, replayed))
	}
	m.defects[one.defect] = line
}

func merged(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return all
}

// differences say where what a task came to is not what is kept.
func (m matrix) differences(one task, got toll) []string {
	line, kept := m.defects[one.defect]
	if !kept {
		return []string{"nothing is kept of it"}
	}
	var found []string
	declared, collateral := got.split()
	sides := []struct {
		name      string
		kept, got []string
	}{{"declared", line.Declared, declared}, {"collateral", line.Collateral, collateral}}
	for _, side := range sides {
		for _, id := range side.kept {
			if (one.checks == nil || slices.Contains(one.checks, id)) && !slices.Contains(side.got, id) {
				found = append(found, id+" is kept as failing, "+side.name)
			}
		}
		for _, id := range side.got {
			if !slices.Contains(side.kept, id) {
				found = append(found, id+" fails, "+side.name)
			}
		}
	}
	if one.checks == nil && !slices.Equal(line.Unreachable, got.unreachable) {
		found = append(found, fmt.Sprintf("no verdict in the trials %q, kept are %q", got.unreachable, line.Unreachable))
	}
	if one.checks == nil && line.Together != got.together {
		found = append(found, fmt.Sprintf("what it declares shows only side by side: %v, kept is %v", got.together, line.Together))
	}
	return found
}
