package report

import (
	"bytes"
	"regexp"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Equal says whether two runs are equal in canonical form. The number that tells
// apart the names that checks give, as in ana.{marker}.3, depends on which check came
// first: it is no difference.
func Equal(a, b verdict.Run) bool {
	number := regexp.MustCompile(`(\{marker\}[ .])\d+`)
	form := func(run verdict.Run) []byte { return number.ReplaceAll(Canonical(run), []byte("${1}{n}")) }
	return bytes.Equal(form(a), form(b))
}
