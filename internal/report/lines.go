package report

import (
	"net/url"
	"strings"
)

// joinLines puts cleaned lines below each other.
func joinLines(lines []string) string { return strings.Join(lines, "\n") }

// address is a file as a relative URI reference.
func address(file string) string { return (&url.URL{Path: clean(file)}).String() }
