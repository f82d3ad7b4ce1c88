package scenarios_test

import "testing"

// Every story comes out the same on a target that chooses differently wherever
// the RFCs leave the choice, and in the other dialect.
func TestStoriesOnAnUnkindTarget(t *testing.T) {
	for _, name := range names(t, "*.yaml") {
		if name == "crowd" {
			continue // TestCrowd
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, played := simulate(t, name, "--unkind", "--dialect", "entra-optscim")
			conformant(t, code, played)
		})
	}
}
