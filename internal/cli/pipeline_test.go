package cli

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"gopkg.in/yaml.v3"
)

// What the files under .github and cmd/scimulator tell a build service to run is run
// here by the same shell, as far as a shell can, against the reference service.
func TestPipelines(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program: left to the whole test")
	}
	p := pipeline{program: built(t)}
	t.Run("action", p.action)
	t.Run("matrix", p.matrix)
	t.Run("gitlab", p.gitlab)
	t.Run("job", p.job)
}

// few keeps these tests short: they are about the files, not about the checks.
const few = "rfc7644/3.6*"

type pipeline struct{ program string }

// step is one step of a workflow or of an action.
type step struct {
	ID, Name, Shell, Run, Uses string
	Env, With                  map[string]string
}

type actionFile struct {
	Inputs map[string]struct {
		Default string
	}
	Runs struct{ Steps []step }
}

func fromYAML(t *testing.T, name string, into any) string {
	t.Helper()
	text := mustRead(t, filepath.Join("../..", name))
	if err := yaml.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return text
}

// built is the program that the Dockerfile builds, without the flags that would
// compile the whole library once more; it looks whether the image has what the
// program needs.
func built(t *testing.T) string {
	t.Helper()
	text := mustRead(t, "../../cmd/scimulator/Dockerfile")
	line := regexp.MustCompile(`(?m)^RUN CGO_ENABLED=0 go build -trimpath .* -o (\S+) (\S+)$`).FindStringSubmatch(text)
	if line == nil {
		t.Fatal("the Dockerfile builds nothing that runs without a C library")
	}
	_, image, _ := strings.Cut(text, "\nFROM scratch\n")
	for _, needed := range []string{"COPY --from=build " + line[1] + " /scimulator\n", `ENTRYPOINT ["/scimulator"]`, "/etc/ssl/certs/ca-certificates.crt\n", "USER 65532:65532\n"} {
		if !strings.Contains(image, needed) {
			t.Errorf("the image lacks %s", needed)
		}
	}
	if strings.Contains(image, "RUN ") || strings.Contains(image, "FROM ") {
		t.Error("the image is more than the program")
	}
	program := filepath.Join(t.TempDir(), "scimulator")
	if got := shell(t, "../..", "go build -o "+program+" "+line[2], nil); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	return program
}

// shell runs a script as GitHub and GitLab do.
func shell(t *testing.T, folder, script string, variables map[string]string) outcome {
	t.Helper()
	command := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
	command.Dir, command.Env = folder, os.Environ()
	for name, value := range variables {
		command.Env = append(command.Env, name+"="+value)
	}
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	if command.ProcessState == nil {
		t.Fatal(err)
	}
	return outcome{command.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// path finds the program before anything else.
func (p pipeline) path() string {
	return filepath.Dir(p.program) + string(os.PathListSeparator) + os.Getenv("PATH")
}

var expression = regexp.MustCompile(`\$\{\{ *([\w.-]+) *\}\}`)

// filled puts values in the place of expressions; an unknown one is a mistake in the
// file.
func filled(t *testing.T, text string, values map[string]string) string {
	t.Helper()
	return expression.ReplaceAllStringFunc(text, func(found string) string {
		name := expression.FindStringSubmatch(found)[1]
		value, known := values[name]
		if !known {
			t.Errorf("nothing gives a value to %s", found)
		}
		return value
	})
}

// acted is what the action left behind.
type acted struct {
	outcome
	outputs map[string]string
	summary string
}

// act plays the composite action: its scripts one after another until one fails.
func (p pipeline) act(t *testing.T, folder string, with, variables map[string]string) acted {
	t.Helper()
	var file actionFile
	fromYAML(t, ".github/actions/certify/action.yml", &file)
	values := map[string]string{}
	for name, input := range file.Inputs {
		values["inputs."+name] = input.Default
	}
	for name, value := range with {
		if _, known := values["inputs."+name]; !known {
			t.Errorf("the action has no input %s", name)
		}
		values["inputs."+name] = value
	}
	got := acted{outputs: map[string]string{}}
	temp := t.TempDir()
	output, summary := filepath.Join(temp, "output"), filepath.Join(temp, "summary")
	for _, s := range file.Runs.Steps {
		if s.Run == "" || got.code != 0 {
			continue
		}
		if s.Shell != "bash" || expression.MatchString(s.Run) {
			t.Errorf("the step %q has another shell, or takes text as code", s.Name)
		}
		env := maps.Clone(variables)
		for name, value := range s.Env {
			env[name] = filled(t, value, values)
		}
		maps.Copy(env, map[string]string{"PATH": p.path(), "RUNNER_TEMP": temp, "GITHUB_OUTPUT": output, "GITHUB_STEP_SUMMARY": summary})
		one := shell(t, folder, s.Run, env)
		got.code, got.stdout, got.stderr = one.code, got.stdout+one.stdout, got.stderr+one.stderr
		for line := range strings.Lines(readIf(output)) {
			name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
			got.outputs[name], values["steps.certify.outputs."+name] = value, value
		}
	}
	got.summary = readIf(summary)
	return got
}

func readIf(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(text)
}

// accepted answers a creation with 202, which is no answer to one.
func accepted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := record(next, r)
		if r.Method == http.MethodPost && recorded.Code == http.StatusCreated {
			recorded.Code = http.StatusAccepted
		}
		answer(w, recorded, nil)
	})
}

func (p pipeline) action(t *testing.T) {
	token := map[string]string{"SCIM_TOKEN": secret}
	good, bad := newSite(t, nil), newSite(t, accepted)
	for _, test := range []struct {
		name string
		with map[string]string
		code int
		says []string // on the log, or in the summary
	}{
		{"the reference service", map[string]string{"only": few}, exitConformant, []string{"::notice title=scimulator::conformant: ", "# conformant: "}},
		{"a service", map[string]string{"target": good.url, "only": few + "\nRFC7644-3.3-R08\n", "rate": "0", "suite": "rfc"}, exitConformant, []string{"suite rfc", "::notice "}},
		{"a service that is wrong", map[string]string{"target": bad.url, "only": "RFC7644-3.3-R08", "rate": "0"}, exitFailed, []string{"::error file=features/", "# failed: "}},
		{"one that is too slow", map[string]string{"only": few, "max-p95": "1ns"}, exitMissed, []string{"::error title=max-p95", "# conformant: "}},
		{"one that is not there", map[string]string{"target": "http://127.0.0.1:1/scim"}, exitNoVerdict, nil},
		{"a suite that is none", map[string]string{"suite": "rcf"}, exitUsage, nil},
		{"text that would be code", map[string]string{"only": "$(touch hurt)\n`touch hurt`", "baseline": "; touch hurt"}, exitUsage, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			got := p.act(t, folder, test.with, token)
			if got.code != test.code || got.outputs["code"] != fmt.Sprint(test.code) {
				t.Errorf("exit %d, code %s, want %d\n%s%s", got.code, got.outputs["code"], test.code, got.stdout, got.stderr)
			}
			for _, text := range test.says {
				if !strings.Contains(got.stdout+got.summary, text) {
					t.Errorf("nobody says %q:\n%s\n%.300s", text, got.stdout, got.summary)
				}
			}
			if strings.Contains(got.stdout+got.stderr+got.summary, secret) {
				t.Error("the token is in the log")
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("in the working directory: %v (%v)", left, err)
			}
			if test.says != nil && (readIf(got.outputs["run"]+"/junit.xml") == "" || readIf(got.outputs["run"]+"/report.html") == "") {
				t.Errorf("the reports are not beside the run in %s", got.outputs["run"])
			}
		})
	}
}

// matrix plays the example: the service, each part by the action, and the merge.
func (p pipeline) matrix(t *testing.T) {
	var file struct {
		Jobs map[string]struct {
			Strategy struct{ Matrix struct{ Shard []string } }
			Steps    []step
		}
	}
	fromYAML(t, ".github/examples/matrix.yml", &file)
	part, address := file.Jobs["part"], freeAddress(t)
	folder := t.TempDir()
	begin := part.Steps[slices.IndexFunc(part.Steps, func(s step) bool { return s.Run != "" })]
	p.background(t, folder, strings.ReplaceAll(begin.Run, readmeAddress, address), begin.Env)
	awaitListener(t, address)
	use := part.Steps[slices.IndexFunc(part.Steps, func(s step) bool { return strings.Contains(s.Uses, ".github/actions/certify@") })]
	for i, shard := range part.Strategy.Matrix.Shard {
		if want := shardText(i+1, len(part.Strategy.Matrix.Shard)); shard != want {
			t.Errorf("the matrix has %s in the place of %s", shard, want)
		}
		with := map[string]string{"only": few}
		for name, value := range use.With {
			with[name] = filled(t, strings.ReplaceAll(value, readmeAddress, address), map[string]string{"matrix.shard": shard})
		}
		got := p.act(t, folder, with, use.Env)
		if got.code != exitConformant || got.outputs["part"] != fmt.Sprint(i+1) {
			t.Fatalf("part %s: exit %d\n%s%s", shard, got.code, got.stdout, got.stderr)
		}
		move(t, got.outputs["run"], filepath.Join(folder, "parts", "scimulator-run-"+got.outputs["part"]))
	}
	merge := file.Jobs["whole"].Steps[slices.IndexFunc(file.Jobs["whole"].Steps, func(s step) bool { return s.Name == "Merge" })]
	got := shell(t, folder, merge.Run, map[string]string{"PATH": p.path(), "GITHUB_STEP_SUMMARY": filepath.Join(folder, "summary")})
	if got.code != exitConformant || !strings.Contains(got.stdout, "::notice title=scimulator::conformant") || readIf(filepath.Join(folder, "whole/junit.xml")) == "" {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if !strings.HasPrefix(readIf(filepath.Join(folder, "summary")), "# conformant") {
		t.Error("the merged run has no summary")
	}
	if err := os.RemoveAll(filepath.Join(folder, "parts", "scimulator-run-2")); err != nil {
		t.Fatal(err)
	}
	move(t, filepath.Join(folder, "whole"), filepath.Join(folder, "before"))
	if got := shell(t, folder, merge.Run, map[string]string{"PATH": p.path()}); got.code != exitUsage {
		t.Errorf("a part is missing: exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// background runs a script whose processes go on until the test ends.
func (p pipeline) background(t *testing.T, folder, script string, variables map[string]string) {
	t.Helper()
	command := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script+"\nwait")
	command.Dir, command.Env = folder, append(os.Environ(), "PATH="+p.path())
	for name, value := range variables {
		command.Env = append(command.Env, name+"="+value)
	}
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // bash and what it started end together
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-command.Process.Pid, syscall.SIGTERM)
		_ = command.Wait()
	})
}

func move(t *testing.T, from, to string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// gitlab plays the jobs of the snippet as a runner does: what comes before the
// script, and the script.
func (p pipeline) gitlab(t *testing.T) {
	type job struct {
		Extends   string
		Variables map[string]string
		Before    []string `yaml:"before_script"`
		Script    []string
		Parallel  int
		Needs     []string
		Artifacts struct {
			Paths   []string
			Reports struct{ JUnit string }
		}
	}
	var jobs map[string]job
	fromYAML(t, ".github/gitlab/certify.yml", &jobs)
	folder, service := t.TempDir(), newSite(t, nil)
	play := func(name string, more map[string]string) outcome {
		usual := jobs[jobs[name].Extends]
		variables := maps.Clone(usual.Variables)
		maps.Copy(variables, map[string]string{"PATH": p.path(), "SCIM_TARGET": service.url, "SCIM_TOKEN": secret, "SCIMULATOR_ARGUMENTS": "--rate 0 --only " + few})
		maps.Copy(variables, more)
		return shell(t, folder, strings.Join(slices.Concat(usual.Before, jobs[name].Script), "\n"), variables)
	}
	if n := jobs["scimulator"].Parallel; n < 2 {
		t.Fatalf("%d parts", n)
	}
	for i := range jobs["scimulator"].Parallel {
		got := play("scimulator", map[string]string{"CI_NODE_INDEX": fmt.Sprint(i + 1), "CI_NODE_TOTAL": fmt.Sprint(jobs["scimulator"].Parallel)})
		if got.code != exitConformant {
			t.Fatalf("part %d: exit %d\n%s%s", i+1, got.code, got.stdout, got.stderr)
		}
	}
	whole := jobs["scimulator-report"]
	if got := play("scimulator-report", nil); got.code != exitConformant || !slices.Equal(whole.Needs, []string{"scimulator"}) {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	for _, path := range slices.Concat(jobs["scimulator"].Artifacts.Paths, whole.Artifacts.Paths, []string{whole.Artifacts.Reports.JUnit}) {
		if !exists(filepath.Join(folder, path)) {
			t.Errorf("the artifact %s is not there", path)
		}
	}
	service.untouched(t)
}

// job plays the pods of the Indexed Job one after another.
func (p pipeline) job(t *testing.T) {
	var file struct {
		Spec struct {
			Mode        string `yaml:"completionMode"`
			Completions int
			Policy      struct {
				Rules []struct {
					Action string
					On     struct{ Values []int } `yaml:"onExitCodes"`
				}
			} `yaml:"podFailurePolicy"`
			Template struct {
				Spec struct {
					Containers []struct {
						Args []string
						Env  []struct{ Name, Value string }
					}
				}
			}
		}
	}
	fromYAML(t, "cmd/scimulator/job.yaml", &file)
	if rules := file.Spec.Policy.Rules; file.Spec.Mode != "Indexed" || len(rules) != 1 || !slices.Equal(rules[0].On.Values, []int{exitFailed, exitUsage, exitMissed, exitNothing}) {
		t.Errorf("%+v: an answer is not asked for again", file.Spec)
	}
	folder, service := t.TempDir(), newSite(t, nil)
	container := file.Spec.Template.Spec.Containers[0]
	for i := range file.Spec.Completions {
		variables := map[string]string{}
		for _, one := range container.Env {
			variables[one.Name] = one.Value
		}
		maps.Copy(variables, map[string]string{"SCIM_TARGET": service.url, "SCIM_TOKEN": secret, "POD_NAME": fmt.Sprintf("scimulator-%d-x7k2p", i), "JOB_COMPLETION_INDEX": fmt.Sprint(i)})
		var args []string
		for _, arg := range container.Args {
			args = append(args, strings.ReplaceAll(expandPod(arg, variables), "/runs/", folder+"/runs/"))
		}
		command := strings.Join(append([]string{p.program}, append(args, "--rate=0", "'--only="+few+"'")...), " ")
		if got := shell(t, folder, command, variables); got.code != exitConformant {
			t.Fatalf("pod %d: exit %d\n%s%s", i, got.code, got.stdout, got.stderr)
		}
	}
	if got := shell(t, folder, p.program+" report merge runs/* --out whole", nil); got.code != exitConformant {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// expandPod puts variables in the place of $(NAME), as Kubernetes does.
func expandPod(text string, variables map[string]string) string {
	return regexp.MustCompile(`\$\((\w+)\)`).ReplaceAllStringFunc(text, func(found string) string { return variables[found[2:len(found)-1]] })
}
