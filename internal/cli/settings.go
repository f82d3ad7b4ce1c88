package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// settings are the arguments of a simulation that shape it, for --resume. They name
// where a token is, and hold none.
type settings struct {
	Version   string        `json:"version"` // of the program
	Story     string        `json:"story"`   // name, or absolute path
	Profile   string        `json:"profile,omitempty"`
	Dialect   string        `json:"dialect,omitempty"`
	Target    string        `json:"target"` // tenant URL, or absolute path
	Demand    string        `json:"onDemand,omitempty"`
	Seed      int64         `json:"seed"`
	Speed     string        `json:"speed"`
	Workers   int           `json:"workers"`
	Rate      float64       `json:"rate"`
	Timeout   time.Duration `json:"timeout"` // in nanoseconds
	TokenFile string        `json:"tokenFile,omitempty"`
	TokenEnv  string        `json:"tokenEnv,omitempty"`
	Sources   []origin      `json:"sources"`
}

// origin is a file that a run was made of, and the digest of what it said.
type origin struct {
	What   string `json:"what"` // the story | the profile | the target file
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// sources are the files that a story is played from.
func sources(story, profile, target string) ([]origin, error) {
	var all []origin
	add := func(what, name string, data []byte) {
		sum := sha256.Sum256(data)
		all = append(all, origin{what, lasting(name), hex.EncodeToString(sum[:])})
	}
	for _, one := range []struct{ what, name, folder string }{{"story", story, "."}, {"profile", profile, "profiles"}} {
		_, data, err := read(one.name, one.folder, one.what)
		if err != nil {
			return nil, err
		}
		add("the "+one.what, one.name, data)
	}
	if target != "" && !strings.Contains(target, "://") {
		data, err := os.ReadFile(target)
		if err != nil {
			return nil, usageError{err}
		}
		add("the target file", target, data)
	}
	return all, nil
}

// lasting is a name that means the same in another working directory.
func lasting(name string) string {
	if name == "" || strings.Contains(name, "://") || !isPath(name) {
		return name
	}
	return absolute(name)
}

func absolute(path string) string {
	if path == "" {
		return ""
	}
	whole, err := filepath.Abs(path)
	if err != nil { // nobody knows the working directory
		return path
	}
	return whole
}

// settings are those of a play.
func (p play) settings() *settings {
	o, target := p.options, p.options.url
	if !strings.Contains(target, "://") {
		target = absolute(target)
	}
	return &settings{
		Version: Version, Story: p.sources[0].Name, Profile: lasting(o.profile), Dialect: o.dialect, Target: target, Demand: o.demand,
		Seed: o.seed, Speed: o.speed, Workers: o.workers, Rate: o.rate, Timeout: o.timeout,
		TokenFile: absolute(o.tokenFile), TokenEnv: o.tokenEnv, Sources: p.sources,
	}
}

// into sets the options to those of the run. What the command line may say anew stays
// where it was said.
func (s settings) into(o *simulateOptions, said func(flag string) bool) {
	o.profile, o.dialect, o.demand, o.seed, o.speed, o.workers = s.Profile, s.Dialect, s.Demand, s.Seed, s.Speed, s.Workers
	if !said("target") {
		o.url = s.Target
	}
	if !said("rate") {
		o.rate = s.Rate
	}
	if !said("timeout") {
		o.timeout = s.Timeout
	}
	if !said("token-file") && !said("token-env") {
		o.tokenFile, o.tokenEnv = s.TokenFile, s.TokenEnv
	}
}
