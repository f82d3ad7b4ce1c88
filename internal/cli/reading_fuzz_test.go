package cli

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/target"
)

// withFlags parses a command line by the flags that something binds.
func withFlags(bind func(*cobra.Command), args ...string) error {
	command := &cobra.Command{Use: "test", SilenceErrors: true, SilenceUsage: true, RunE: func(*cobra.Command, []string) error { return nil }}
	bind(command)
	command.SetArgs(args)
	return command.Execute()
}

// refusal says whether an error tells a user what is wrong: exit 2, nothing is sent.
func refusal(err error) bool {
	var wrong usageError
	return errors.As(err, &wrong) && err.Error() != ""
}

// Whatever --shard says, it is refused, or it is a part that is written in this way.
func FuzzShard(f *testing.F) {
	for _, seed := range []string{"2/4", "1/1", "0/4", "5/4", "1/1001", "2", "2/4x", "+2/4", "02/4", " 2/4", "2/ 4", "99999999999999999999/4", "auto", "", "٢/4", "2/4\n", "-1/-1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseShard("--shard", text)
		if err != nil {
			if !refusal(err) || got != (certify.Shard{}) {
				t.Fatalf("%q: %+v, %v", text, got, err)
			}
			return
		}
		if got.Index < 1 || got.Index > got.Total || got.Total > mostParts || shardText(got.Index, got.Total) != text {
			t.Fatalf("%q is %+v", text, got)
		}
	})
}

// Whatever the flags about figures say, they are refused, or they are figures that a run
// can be held against.
func FuzzFigures(f *testing.F) {
	for _, seed := range [][2]string{{"25", "500ms"}, {"-1", "-5ms"}, {"NaN", "1h1h"}, {"Inf", "1e9s"}, {"1e999", ".5s"}, {"0x1p4", "9223372036854775807ns"}, {"", ""}, {"-0", "1d"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, number, span string) {
		var figures thresholds
		if withFlags(figures.bind, "--min-rate="+number, "--max-p95="+span) == nil {
			err := figures.check("instant")
			if sound := finite(figures.minRate) && figures.maxP95 >= 0; sound != (err == nil) || err != nil && !refusal(err) {
				t.Fatalf("%+v: %v", figures, err)
			}
		}
		var c connection
		if withFlags(c.bind, "--rate="+number, "--timeout="+span) == nil {
			d, err := c.door(Env{}, nil)
			if sound := finite(c.rate) && c.timeout > 0; sound != (err == nil) || err != nil && !refusal(err) {
				t.Fatalf("%+v: %+v, %v", c, d, err)
			}
		}
	})
}

func finite(number float64) bool { return number >= 0 && number <= math.MaxFloat64 }

// Whatever is given as a tenant URL, it is refused without being repeated, since it may
// hold a secret, or requests can be appended to it.
func FuzzTenantURL(f *testing.F) {
	for _, seed := range []string{
		"https://scim.fabrikam.example/v2", "https://scim.fabrikam.example/v2/?aadOptscim062020", "https://u:verysecretword@scim.fabrikam.example", "https://scim.fabrikam.example?token=verysecretword",
		"https://scim.fabrikam.example/#verysecretword", "ftp://verysecretword", "https://", "https://scim.fabrikam.example/%zz", "https://[::1]:8080/scim//", "https://scim.fabrikam.example\\@evil.example", "https://:80/",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := target.FromURL(text)
		if err != nil {
			if strings.Contains(err.Error(), "verysecretword") && !strings.HasPrefix(text, "verysecretword") {
				t.Fatalf("it is repeated: %v", err)
			}
			return
		}
		if strings.HasSuffix(got.Base, "/") || strings.ContainsAny(got.Base, "?# @\n") || !strings.Contains(got.Base, "://") {
			t.Fatalf("%q became %q", text, got.Base)
		}
		if again, err := target.FromURL(got.Base); err != nil || again.Base != got.Base {
			t.Fatalf("%q became %q, and that %q, %v", text, got.Base, again.Base, err)
		}
	})
}

// Whatever the directory of a run holds, a sweep is refused, or it is about a ledger
// that was read; never is what a broken file says taken for a run.
func FuzzBegun(f *testing.F) {
	const ledger = `{"event":"created","kind":"User","id":"1","name":"ana.sim1a2b3c4d@x.example"}` + "\n"
	for _, seed := range []string{
		`{"apiVersion":"scimulator/v1","kind":"BegunRun","id":"20260105-080000-ab","command":"certify","dialect":"entra","target":{"name":"x","base":"https://scim.fabrikam.example","foreign":true},"marker":"sim1a2b3c4d","began":"2026-01-05T08:00:00Z"}`,
		`{"kind":"BegunRun","marker":7}`, `null`, `{}`, `[]`, ``, `{"target":null,"marker":"%"}`, `{"began":"yesterday"}`,
	} {
		f.Add(seed, ledger)
		f.Add(seed, ledger[:20])
	}
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, begun, ledger string) {
		for name, text := range map[string]string{begunFile: begun, ledgerFile: ledger} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		b, err := broomOf(folder)
		if err != nil {
			if !refusal(err) {
				t.Fatalf("%v", err)
			}
			return
		}
		if b.config.ByMarker && !strings.Contains(begun, "certify") && !strings.Contains(begun, `\u`) {
			t.Fatalf("everything with a marker is swept: %+v", b)
		}
	})
}

// Whatever a target declares in /Schemas, the profile that init makes of it loads, maps
// nothing but what the default mapping maps, and loads also when the lines that are
// offered are taken in.
func FuzzStarter(f *testing.F) {
	a, err := loadAssets()
	if err != nil {
		f.Fatal(err)
	}
	usual, err := a.profile("entra-default")
	if err != nil {
		f.Fatal(err)
	}
	const extension = `{"Resources":[{"id":"urn:fabrikam:2.0:User","attributes":[`
	for _, seed := range []string{
		extension + `{"name":"costCode","type":"string","required":true},{"name":"costcode","type":"integer","multiValued":true},{"name":"a","type":"complex","subAttributes":[{"name":"b","type":"boolean"},{"name":"value"}]}]}]}`,
		extension + `{"name":"x\n    - {target: title, source: objectId}\n"},{"name":"a|b"},{"name":"'"},{"name":""},{"name":"a.b"},{"name":"$ref","type":"reference"}]}]}`,
		`{"Resources":[{"id":"urn:\n  evil:User","attributes":[{"name":"a"}]},{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"userName"}]}]}`,
		`{"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[]},{"id":":User","attributes":[{"name":"a"}]},{"id":"urn:x:user"}]}`,
		`{"Resources":[{"id":"A:user","attributes":[{"name":"0"},{"name":"a:b"},{"name":"-a"},{"name":"a","type":"complex","subAttributes":[{"name":"0"},{"name":"b.c"}]}]}]}`, `{"Resources":[]}`, `{"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"displayName"},{"name":"members"}]}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		list, err := scim.Decode([]byte(body))
		if err != nil {
			return
		}
		declared, err := decodeSchemas(list)
		if err != nil {
			return
		}
		text := starter{base: "https://scim.fabrikam.example", declared: declared, usual: usual}.profile()
		made, err := profile.Load("profile.yaml", []byte(text), a.formats, checkExpression, checkRegex)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		for _, one := range made.Users.Attributes {
			if !slices.ContainsFunc(usual.Users.Attributes, func(other profile.Attribute) bool { return other.Target == one.Target && other.Source == one.Source }) {
				t.Fatalf("%s is mapped from %s\n%s", one.Target, one.Source, text)
			}
		}
		offered := strings.ReplaceAll(text, "    # - {target", "    - {target")
		if _, err := profile.Load("profile.yaml", []byte(offered), a.formats, checkExpression, checkRegex); err != nil {
			t.Fatalf("%v\n%s", err, offered)
		}
	})
}
