package client

import (
	"encoding/base64"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// Curl is the command that repeats the request in a shell. The token is $TOKEN,
// other secrets are masked, so it may stand in a report.
func (c *Client) Curl(r Request) string {
	address := c.secrets.masker().Text(c.address(r))
	body := c.secrets.masker().Body(r.Body)
	command := &strings.Builder{}
	if body != nil && !printable(body) {
		command.WriteString("printf %s " + quote(base64.StdEncoding.EncodeToString(body)) + " | base64 -d | ")
	}
	command.WriteString("curl -i" + curlFlags(r.method(), address) + " " + quote(address))
	c.curlHeaders(command, r)
	switch {
	case body == nil:
	case printable(body):
		// --data-raw, because --data reads a file where the body begins with @.
		command.WriteString(" --data-raw " + quote(string(body)))
	default:
		command.WriteString(" --data-binary @-")
	}
	return command.String()
}

// curlFlags keep curl from changing what is sent.
func curlFlags(method, address string) string {
	flags := ""
	if strings.ContainsAny(address, "[]{}") {
		flags += " --globoff"
	}
	if strings.Contains(address, "/.") {
		flags += " --path-as-is"
	}
	if method == http.MethodHead {
		return flags + " --head" // -X HEAD would wait for a body
	}
	return flags + " -X " + quote(method)
}

// curlHeaders writes the headers sorted by name. Credentials that change are those
// that $TOKEN holds when the command is run.
func (c *Client) curlHeaders(command *strings.Builder, r Request) {
	headers := c.headers(r)
	if c.options.Credentials != nil && !hasAuthorization(r.Header) {
		command.WriteString(` -H "Authorization: ` + c.options.Credentials.Scheme() + ` $TOKEN"`)
	}
	for _, name := range slices.Sorted(maps.Keys(headers.masked)) {
		for i, value := range headers.masked[name] {
			if name == "Authorization" && headers.header[name][i] == "Bearer "+c.options.Token {
				command.WriteString(` -H "Authorization: Bearer $TOKEN"`)
				continue
			}
			command.WriteString(" -H " + quote(headerArgument(name, value)))
		}
	}
	// curl sends these two by itself unless they are taken away.
	for _, name := range []string{"Accept", "Content-Type"} {
		if len(headers.header[name]) == 0 && (name == "Accept" || r.Body != nil) {
			command.WriteString(" -H " + quote(name+":"))
		}
	}
}

// headerArgument is a header for -H; an empty value needs a semicolon.
func headerArgument(name, value string) string {
	if value == "" {
		return name + ";"
	}
	return name + ": " + value
}

// printable tells whether bytes can be an argument of a command.
func printable(b []byte) bool {
	return utf8.Valid(b) && !slices.Contains(b, 0)
}

// quote makes one word for a POSIX shell. Nothing has a meaning within single
// quotes, so only those are escaped.
func quote(s string) string {
	if s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return s // a method
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
