package cli

import (
	"os"
	"runtime"
	"strings"

	"github.com/scimulator/scimulator/internal/target"
)

// secretText reads a secret from where it is; what says what it is, for people. An
// empty place gives an empty text.
func secretText(env Env, place target.Secret, what string) (string, error) {
	text, where := "", ""
	switch {
	case place.File != "":
		data, err := secretFile(place.File)
		if err != nil {
			return "", err
		}
		text, where = string(data), "the file "+place.File
	case place.Env != "":
		text, where = env.Getenv(place.Env), "the environment variable "+place.Env
	default:
		return "", nil
	}
	if text = strings.TrimSpace(text); text == "" {
		return "", usage("%s is empty: it should hold %s", where, what)
	}
	return text, nil
}

// secretLine is a secret that has one line.
func secretLine(env Env, place target.Secret, what string) (string, error) {
	text, err := secretText(env, place, what)
	if err == nil && strings.ContainsAny(text, "\r\n") {
		return "", usage("%s holds more than one line: it should hold %s only", placeText(place), what)
	}
	return text, err
}

func placeText(place target.Secret) string {
	if place.File != "" {
		return "the file " + place.File
	}
	return "the environment variable " + place.Env
}

// secretFile reads a file with a secret, if it is for its owner only. Pipes have no
// permissions worth looking at, and Windows has other ones.
func secretFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, usage("the secret file cannot be read: %w", err)
	}
	if mode := info.Mode(); runtime.GOOS != "windows" && mode.IsRegular() && mode.Perm()&0o077 != 0 {
		return nil, usage("%s may be read by others (mode %04o): a file with a secret is for its owner only: chmod 600 %s", name, mode.Perm(), name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, usage("the secret file cannot be read: %w", err)
	}
	return data, nil
}
