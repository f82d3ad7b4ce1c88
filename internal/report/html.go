package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // the parts of the page
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
)

//go:embed html/page.gohtml
var pageTemplate string

//go:embed html/page.css
var pageStyle string

//go:embed html/page.js
var pageScript string

// HTML writes the run as one page for people. The page holds all that it shows:
// it opens from disk, asks nothing of any network, and runs no script but its
// own. What a target said stands in it as text only, cleaned as everywhere.
func HTML(out io.Writer, s Source) error {
	layout, err := template.New("page").Parse(pageTemplate)
	if err != nil {
		return fmt.Errorf("the template of the HTML report: %w", err)
	}
	buffered := bufio.NewWriterSize(out, 64<<10)
	if err := layout.Execute(buffered, newPage(s)); err != nil {
		return fmt.Errorf("write the HTML report: %w", err)
	}
	return buffered.Flush()
}

// policy lets a browser apply our style and run our script, by hash, and
// nothing else: no other script, no picture, no request, no form.
func policy(style, script string) string {
	return fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'", hash(style), hash(script))
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}
