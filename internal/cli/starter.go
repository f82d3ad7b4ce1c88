package cli

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/target"
)

// starter is what init knows of a target: the files are made of it.
type starter struct {
	base, dialect       string
	tokenFile, tokenEnv string
	folder              string
	features            map[string]bool // nil: not announced
	declared            []*schema.Schema
	usual               *profile.Profile // Entra's default mapping (E-3.25, E-3.26)
}

type starterFile struct{ name, text string }

func (s starter) files() []starterFile {
	return []starterFile{{targetFile, s.target()}, {profileFile, s.profile()}, {ciFile, s.ci()}}
}

func (s starter) inFolder(name string) string { return filepath.Join(s.folder, name) }

// variable is the environment variable that holds the token, in the files.
func (s starter) variable() string {
	if s.tokenEnv != "" {
		return s.tokenEnv
	}
	return "SCIM_TOKEN"
}

// name is a short name made of the host.
func (s starter) name() string {
	host := "target"
	if parsed, err := url.Parse(s.base); err == nil && parsed.Hostname() != "" {
		host = parsed.Hostname()
	}
	words := strings.FieldsFunc(strings.ToLower(host), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "-")
}

func (s starter) target() string {
	var text strings.Builder
	fmt.Fprintf(&text, "# Where your SCIM service is. Secrets never stand here, only where they are.\napiVersion: scimulator/v1\nkind: Target\nname: %s\nbase: %s\n", s.name(), s.base)
	if s.dialect != "" {
		fmt.Fprintf(&text, "dialect: %s # E-5.2\n", s.dialect)
	}
	if s.tokenFile != "" {
		path := s.tokenFile
		if absolute, err := filepath.Abs(path); err == nil {
			path = absolute
		}
		fmt.Fprintf(&text, "auth: {bearer: {file: %s}}\n", quoted(path))
	} else {
		fmt.Fprintf(&text, "auth: {bearer: {env: %s}} # E-1.9\n", s.variable())
	}
	text.WriteString("rate: 25 # requests per second at most: what Entra expects a service to sustain (E-6.33)\n")
	text.WriteString("# data: {mailDomain: fabrikam.example} # the domain of the accounts that a run creates\n")
	s.capabilities(&text)
	return text.String()
}

// capabilities are a comment where discovery tells them, and to be filled in where
// it is silent.
func (s starter) capabilities(text *strings.Builder) {
	if s.features == nil {
		text.WriteString("# /ServiceProviderConfig tells nothing. Say what the service can do:\n# capabilities: {patch: true, filter: true}\n")
		return
	}
	for _, name := range sortedKeys(s.features) {
		fmt.Fprintf(text, "# /ServiceProviderConfig: %s %s\n", name, announced(s.features[name]))
	}
}

func (s starter) profile() string {
	var text strings.Builder
	fmt.Fprintf(&text, "# How the application is connected: Entra's default mapping (E-3.25, E-3.26), as far as the service's /Schemas\n"+
		"# declares its attributes. Change it to what your customers are told to map.\n"+
		"apiVersion: scimulator/v1\nkind: Profile\nname: %s\n", s.name())
	if s.dialect != "" {
		fmt.Fprintf(&text, "dialect: %s\n", s.dialect)
	}
	left := s.usual
	if len(s.declared) > 0 {
		left = s.usual.Without(target.Undeclared(s.declared, s.usual))
	}
	text.WriteString("users:\n  actions: [create, update, delete]\n  attributes:\n")
	mappingLines(&text, left.Users)
	s.extensions(&text, left)
	s.undeclared(&text, left)
	if s.hasGroups() {
		text.WriteString("groups:\n  actions: [create, update, delete]\n  attributes:\n")
		mappingLines(&text, *left.Groups)
	} else {
		text.WriteString("# /Schemas declares no groups: without a mapping they only say who is in scope (E-2.3).\n")
	}
	text.WriteString("scope: {sync: assigned}\n")
	return text.String()
}

// hasGroups: a target that declares nothing is taken to have them.
func (s starter) hasGroups() bool {
	return len(s.declared) == 0 || slices.ContainsFunc(s.declared, func(one *schema.Schema) bool { return strings.EqualFold(one.ID, scim.URNGroup) })
}

func mappingLines(text *strings.Builder, m profile.Mapping) {
	for _, attribute := range m.Attributes {
		fmt.Fprintf(text, "    - {target: %s", quoted(attribute.Target))
		if attribute.Expression != "" {
			fmt.Fprintf(text, ", expression: %s", quoted(attribute.Expression))
		} else {
			fmt.Fprintf(text, ", source: %s", attribute.Source)
		}
		if attribute.Matching > 0 {
			fmt.Fprintf(text, ", matching: %d", attribute.Matching)
		}
		if attribute.Required {
			text.WriteString(", required: true")
		}
		text.WriteString("}\n")
	}
}

// quoted writes a text so that YAML reads it back.
func quoted(text string) string {
	if strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.") == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// undeclared tells which default mappings were left out.
func (s starter) undeclared(text *strings.Builder, left *profile.Profile) {
	if len(left.Users.Attributes) == len(s.usual.Users.Attributes) {
		return
	}
	text.WriteString("    # Of the default mapping, /Schemas does not declare:\n")
	for _, attribute := range s.usual.Users.Attributes {
		if !mapped(left, attribute.Target) {
			fmt.Fprintf(text, "    #   %s\n", attribute.Target)
		}
	}
}

func mapped(p *profile.Profile, name string) bool {
	return slices.ContainsFunc(p.Users.Attributes, func(a profile.Attribute) bool { return strings.EqualFold(a.Target, name) })
}

// extensions lists what the extensions of users declare and the default mapping has
// no source for.
func (s starter) extensions(text *strings.Builder, left *profile.Profile) {
	var lines []string
	for _, one := range s.declared {
		if !extendsUsers(one.ID) {
			continue
		}
		for i := range one.Attributes {
			lines = append(lines, extensionLines(one.ID, &one.Attributes[i], left)...)
		}
	}
	lines = eachOnce(lines)
	if len(lines) == 0 {
		return
	}
	text.WriteString("    # /Schemas declares these, too; Entra's default mapping has no source for them. Give one and take the # away\n    # (E-3.22; extensionAttribute1 stands for any attribute of the directory):\n")
	for number, line := range lines {
		fmt.Fprintf(text, "    # - {target: %s, source: extensionAttribute%d%s\n", line[:strings.IndexByte(line, '|')], number%15+1, line[strings.IndexByte(line, '|')+1:])
	}
}

// eachOnce leaves out what is declared again, in whatever case (RFC 7643 §2.1).
func eachOnce(lines []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(line string) bool {
		path, _, _ := strings.Cut(strings.ToLower(line), "|")
		again := seen[path]
		seen[path] = true
		return again
	})
}

// extendsUsers: the schema of an extension of users ends with :User (E-3.22) and is
// not the core schema.
func extendsUsers(urn string) bool {
	return strings.HasSuffix(strings.ToLower(urn), ":user") && !strings.EqualFold(urn, scim.URNUser)
}

// extensionLines are the targets of an attribute that can be mapped, and behind a
// bar what else its line says: one for a simple attribute, one for each part of a
// complex one.
func extensionLines(urn string, a *schema.Attribute, left *profile.Profile) []string {
	path := urn + ":" + a.Name
	if a.Mutability == "readOnly" || mapped(left, path) || !mappable(path, a.Name) {
		return nil
	}
	if a.Type != "complex" {
		return []string{quoted(path) + "|" + traits(a)}
	}
	var lines []string
	for i := range a.SubAttributes {
		part := &a.SubAttributes[i]
		if a.MultiValued || part.Mutability == "readOnly" || mapped(left, path+"."+part.Name) || !mappable(path+"."+part.Name, part.Name) {
			continue
		}
		lines = append(lines, quoted(path+"."+part.Name)+"|"+traits(part))
	}
	return lines
}

// mappable says whether a target attribute can have this path (RFC 8141 §2 for what
// stands before the name): whatever else a target calls something, it writes no line
// of our files.
func mappable(path, name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	// RFC 7643 §2.1: ATTRNAME is a letter, and letters, digits, - and _ behind it.
	named := name != "" && strings.Contains(letters, name[:1]) && strings.Trim(name, letters+"0123456789-_") == ""
	_, err := dialect.ParseTarget(path)
	return named && err == nil && strings.Trim(path, letters+"0123456789:._-") == ""
}

// traits are the keys that say what kind of attribute it is.
func traits(a *schema.Attribute) string {
	text := ""
	if a.MultiValued {
		text += ", multiValued: true"
	}
	if slices.Contains([]string{"boolean", "integer", "dateTime", "binary"}, a.Type) {
		text += ", type: " + a.Type
	}
	if a.Required {
		text += ", required: true"
	}
	if a.CaseExact {
		text += ", caseExact: true"
	}
	return text + "}"
}

// ci is a workflow that fails when provisioning breaks.
func (s starter) ci() string {
	return `# Plays Entra's provisioning against the service; the job fails when provisioning breaks. Exit codes: 1 a failure of the
# service, 2 wrong files, 3 no verdict.
name: provisioning
on: [push, workflow_dispatch]
jobs:
  scimulator:
    runs-on: ubuntu-latest
    env:
      ` + s.variable() + `: ${{ secrets.` + s.variable() + ` }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-go@v5
        with: {go-version: "1.26"}
      - run: go install github.com/scimulator/scimulator/cmd/scimulator@latest
      - run: scimulator simulate entra-default --profile ` + profileFile + ` --target ` + targetFile + ` --token-env ` + s.variable() + ` --yes
`
}
