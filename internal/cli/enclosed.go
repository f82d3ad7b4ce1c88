package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

// evidence are the files of a bundle: those that the run wrote and nothing else
// that may lie in its directory, and the reports that others ask for.
func (t trial) evidence(a *assets, run verdict.Run, path string) ([]bundle.File, error) {
	names, err := filesOf(path, "")
	for _, story := range t.stories {
		more, further := filesOf(path, "stories/"+story.scenario.Name)
		names, err = append(names, more...), errors.Join(err, further)
	}
	if err != nil {
		return nil, err
	}
	var files []bundle.File
	for _, name := range names {
		files = append(files, bundle.File{Name: bundle.RunFolder + "/" + name, Open: func() (io.ReadCloser, error) {
			return os.Open(filepath.Join(path, filepath.FromSlash(name)))
		}})
	}
	for name, format := range map[string]string{bundle.JUnitFile: "junit", bundle.PageFile: "html"} {
		of := source(a, run, path, path)
		of.Folder = bundle.RunFolder
		var text strings.Builder
		if err := report.Write(format, &text, of); err != nil {
			return nil, err
		}
		files = append(files, bundle.Text(name, []byte(text.String())))
	}
	return files, nil
}

// filesOf are the files of a run, as its digests list them.
func filesOf(path, below string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(path, below, digestsFile))
	if err != nil {
		return nil, err
	}
	names := []string{filepath.ToSlash(filepath.Join(below, digestsFile))}
	for line := range strings.Lines(string(text)) {
		_, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		names = append(names, filepath.ToSlash(filepath.Join(below, name)))
	}
	return names, nil
}
