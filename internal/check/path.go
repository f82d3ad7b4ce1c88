package check

import (
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// dotted is a path within a message as SCIM writes attribute paths: without
// indexes, sub-attributes behind a dot, those of an extension behind a colon.
func dotted(parts []string) string {
	var path strings.Builder
	mark := ""
	for _, part := range parts {
		if isIndex(part) {
			continue
		}
		path.WriteString(mark + part)
		mark = "."
		if strings.HasPrefix(schema.Fold(part), "urn:") {
			mark = ":"
		}
	}
	return path.String()
}

// index reads a part of a path that counts array elements.
func index(part string) (int, bool) {
	i, err := strconv.Atoi(part)
	return i, err == nil && i >= 0
}

func isIndex(part string) bool {
	_, ok := index(part)
	return ok
}
