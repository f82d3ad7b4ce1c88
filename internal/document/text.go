package document

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// check refuses what is no text before YAML sees it, with the exact place.
func (d *Document) check(data []byte) bool {
	if len(data) > sizeLimit {
		d.fault(1, 1, "the file has %d bytes, more than the %d that are read", len(data), sizeLimit)
		return false
	}
	line, column := 1, 1
	for rest := data; len(rest) > 0; {
		if printable := rest[0]; ' ' <= printable && printable <= '~' {
			rest, column = rest[1:], column+1
			continue
		}
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			d.fault(line, column, "this is not UTF-8 text (byte 0x%02X)", rest[0])
			return false
		case unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' && r != 0x85:
			d.fault(line, column, "there is a control character (U+%04X) in the file", r)
			return false
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		rest = rest[size:]
	}
	return true
}

// syntaxText splits the error text of the YAML package, which has a line at most.
var syntaxText = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// syntax notes a syntax error. The parser names no column, so the first
// character of the line it names stands for it.
func (d *Document) syntax(data []byte, err error) {
	found := syntaxText.FindStringSubmatch(err.Error())
	if found == nil {
		d.fault(1, 1, "the file is not YAML: %v", err)
		return
	}
	line, _ := strconv.Atoi(found[1])
	line = max(line, 1)
	d.fault(line, indent(data, line)+1, "the file is not YAML: %s", found[2])
}

// indent counts the blanks at the beginning of a line.
func indent(data []byte, line int) int {
	lines := strings.SplitN(string(data), "\n", line+1)
	if len(lines) < line {
		return 0
	}
	text := strings.TrimRight(lines[line-1], " \t\r")
	return len(text) - len(strings.TrimLeft(text, " \t"))
}
