package scenario_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/shape"
)

func formats(t testing.TB) *shape.Set {
	t.Helper()
	set, err := shape.Compile(os.DirFS("../../schemas/format"))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestBuiltIn(t *testing.T) {
	files, _ := filepath.Glob("../../scenarios/*.yaml")
	files = append(files, "../cli/testdata/office.yaml")
	for _, f := range files {
		data, _ := os.ReadFile(f)
		if _, err := scenario.Load(f, data, formats(t), func(string) (*profile.Profile, error) { return &profile.Profile{}, nil }); err != nil {
			t.Error(err)
		}
	}
}
