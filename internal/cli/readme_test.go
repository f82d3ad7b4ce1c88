package cli

import (
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/scenario"
)

// readmeAddress is where the README serves and looks for a server; the test
// takes a free port instead.
const readmeAddress = "127.0.0.1:8080"

// The README is true: every command in it runs as written and ends well.
func TestReadmeCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("the commands one after another take long: left to the whole test")
	}
	text := mustRead(t, "../../README.md")
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("story.yaml", []byte(readmeStory(t, text)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir("checks", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("checks/ours.feature", []byte(readmeBlock(t, text, "gherkin")), 0o600); err != nil {
		t.Fatal(err)
	}
	reader := &readmeReader{root: root, address: freeAddress(t), variables: map[string]string{}}
	commands := readmeCommands(text)
	for _, command := range commands {
		reader.follow(t, command)
	}
	if len(commands) < 10 || !slices.Contains(commands, "go test ./...") {
		t.Errorf("the README has lost its commands: %q", commands)
	}
}

// readmeReader does what the README says, line by line.
type readmeReader struct {
	root, address string
	variables     map[string]string
}

func (r *readmeReader) follow(t *testing.T, command string) {
	t.Helper()
	words := shellWords(strings.ReplaceAll(command, readmeAddress, r.address))
	switch {
	case words[0] == "export" && len(words) == 2:
		name, value, _ := strings.Cut(words[1], "=")
		r.variables[name] = value
	case command == "go test ./...": // the one that runs this test
	case strings.HasPrefix(command, "go install "):
		r.install(t, words)
	case strings.HasPrefix(command, "go run ./cmd/scimulator "):
		r.run(t, command, words[3:])
	case words[0] == "scimulator":
		r.run(t, command, words[1:])
	default:
		t.Errorf("the README has a command that this test does not know: %s", command)
	}
}

// run plays one command; a server goes on until the test ends.
func (r *readmeReader) run(t *testing.T, command string, args []string) {
	t.Helper()
	env, stdout, stderr := environment(t, args...)
	variables := maps.Clone(r.variables) // a server reads its own while the reader goes on
	env.Getenv = func(name string) string { return variables[name] }
	if args[0] == "serve" {
		r.serve(t, env)
		return
	}
	if code := Main(env); code != exitConformant {
		t.Errorf("%s\nends with exit %d:\n%s%s", command, code, stdout, stderr)
	}
}

func (r *readmeReader) serve(t *testing.T, env Env) {
	t.Helper()
	interrupts, ended := make(chan os.Signal, 1), make(chan int, 1)
	env.Interrupts = interrupts
	go func() { ended <- Main(env) }()
	t.Cleanup(func() {
		interrupts <- syscall.SIGINT
		if code := <-ended; code != exitConformant {
			t.Errorf("serve ends with exit %d", code)
		}
	})
	awaitListener(t, r.address)
}

// awaitListener waits until somebody listens on an address.
func awaitListener(t *testing.T, address string) {
	t.Helper()
	for range 100 {
		if connection, err := net.Dial("tcp", address); err == nil {
			_ = connection.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("nothing listens on %s", address)
}

// install builds the program as a reader would, into a directory of the test.
func (r *readmeReader) install(t *testing.T, words []string) {
	t.Helper()
	folder := t.TempDir()
	command := exec.Command(words[0], words[1:]...)
	command.Dir, command.Env = r.root, append(os.Environ(), "GOBIN="+folder)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(words, " "), err, out)
	}
	said, err := exec.Command(filepath.Join(folder, "scimulator"), "version").Output()
	if err != nil || !strings.Contains(string(said), Version) {
		t.Errorf("the installed program says %q (%v)", said, err)
	}
}

// readmeCommands are the indented lines: one command a line.
func readmeCommands(text string) []string {
	var commands []string
	for i, section := range strings.Split(text, "```") {
		if i%2 == 1 {
			continue // a file, not commands
		}
		for line := range strings.Lines(section) {
			if command, indented := strings.CutPrefix(strings.TrimRight(line, "\n"), "    "); indented && command != "" {
				commands = append(commands, command)
			}
		}
	}
	return commands
}

// readmeStory is the example file of the README.
func readmeStory(t *testing.T, text string) string { return readmeBlock(t, text, "yaml") }

// readmeBlock is the first file of a language that the README shows.
func readmeBlock(t *testing.T, text, language string) string {
	t.Helper()
	_, rest, begins := strings.Cut(text, "```"+language+"\n")
	block, _, ends := strings.Cut(rest, "```")
	if !begins || !ends {
		t.Fatalf("the README shows no file in %s", language)
	}
	return block
}

// shellWord is a word of a command, in quotation marks where it has blanks.
var shellWord = regexp.MustCompile(`'[^']*'|\S+`)

// shellWords splits a command as a shell does, as far as the README needs it.
func shellWords(command string) []string {
	words := shellWord.FindAllString(command, -1)
	for i := range words {
		words[i] = strings.Trim(words[i], "'")
	}
	return words
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// The tables of the README name what the program has: exit codes, files of a
// run, changes of a story, folders.
func TestReadmeTables(t *testing.T) {
	text := mustRead(t, "../../README.md")
	t.Run("exit codes", func(t *testing.T) {
		var listed []string
		for _, row := range regexp.MustCompile(`(?m)^\| ([0-9, ]+) \|`).FindAllStringSubmatch(text, -1) {
			listed = append(listed, strings.Split(row[1], ", ")...)
		}
		var known []string
		for _, code := range []int{exitConformant, exitFailed, exitUsage, exitNoVerdict, exitMissed, exitNothing, exitOurFault, exitInterrupted, exitTerminated} {
			known = append(known, fmt.Sprint(code))
		}
		if !slices.Equal(listed, known) {
			t.Errorf("the README lists %v, the program ends with %v", listed, known)
		}
	})
	t.Run("files of a run", func(t *testing.T) {
		for _, name := range []string{runFile, exchangesFile, logFile, ledgerFile, digestsFile} {
			if !strings.Contains(text, "| `"+name+"` |") {
				t.Errorf("the README does not list %s", name)
			}
		}
	})
	t.Run("changes", func(t *testing.T) {
		_, list, _ := strings.Cut(text, "changes are ")
		list, _, _ = strings.Cut(list, ".")
		words := regexp.MustCompile(`\w+`).FindAllString(list, -1)
		changes := reflect.TypeFor[scenario.Change]()
		for i := range changes.NumField() {
			name, _, _ := strings.Cut(changes.Field(i).Tag.Get("json"), ",")
			if !slices.Contains(words, name) {
				t.Errorf("the README does not name the change %s", name)
			}
		}
	})
	t.Run("folders", func(t *testing.T) {
		_, house, _ := strings.Cut(text, "## The house")
		for _, path := range regexp.MustCompile("`([a-z/]+)`").FindAllStringSubmatch(house, -1) {
			if !exists(filepath.Join("../..", path[1])) && !exists(filepath.Join("..", path[1])) {
				t.Errorf("the README speaks of %s, which is not there", path[1])
			}
		}
	})
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
