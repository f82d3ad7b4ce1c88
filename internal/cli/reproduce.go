package cli

import (
	"fmt"
	"strings"
)

// reproduce is the command that makes the run again. Of the token it says only
// where it comes from.
func (t trial) reproduce() string {
	o := t.options
	words := []string{"scimulator", "certify", "--suite", o.suite, "--profile", o.profile, "--seed", fmt.Sprint(o.seed)}
	add := func(flag string, values ...string) {
		for _, value := range values {
			if value != "" {
				words = append(words, flag, quotedWord(value))
			}
		}
	}
	if !t.door.embedded {
		add("--target", o.url)
		add("--token-env", o.tokenEnv)
		add("--token-file", o.tokenFile)
	}
	add("--only", o.only...)
	add("--tags", o.tags)
	add("--features", o.features...)
	add("--schemas", o.schemas...)
	add("--baseline", o.baseline)
	add("--pack", o.pack)
	add("--defect", o.defects...)
	if o.strict {
		words = append(words, "--strict")
	}
	if o.unkind {
		words = append(words, "--unkind")
	}
	return strings.Join(words, " ")
}

// quotedWord is a word as a shell reads it back.
func quotedWord(text string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:=@+,%"
	if strings.Trim(text, plain) == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
