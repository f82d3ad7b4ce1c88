package defect

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
)

// securityCookies: RFC 7644 §7.4: a cookie is a bearer token.
func securityCookies() []Defect {
	return []Defect{
		cookie("security-cookie-not-secure", "Sets a session cookie without Secure, which goes over plain HTTP too.",
			func(count int64) string { return "session=" + unguessable(count) + "; HttpOnly" }, "RFC7644-7.4-R02"),
		cookie("security-cookie-permanent", "Sets a session cookie that lives for ten years.",
			func(count int64) string {
				return "session=" + unguessable(count) + "; HttpOnly; Secure; Max-Age=315360000"
			}, "RFC7644-7.4-R04"),
		cookie("security-cookie-guessable", "Sets a session cookie that counts the sessions.",
			func(count int64) string { return "session=" + strconv.FormatInt(count, 10) + "; HttpOnly; Secure" }, "RFC7644-7.4-R01"),
	}
}

func cookie(name, sentence string, write func(count int64) string, breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "security",
		Breaks:   breaks,
		Harm:     SecurityHole,
		Shows:    Demo{Request: `GET /Users?count=0`, Control: `GET /Users?count=0 [Cookie: session=known]`},
		Install: func() Hooks {
			var sessions atomic.Int64
			return Hooks{After: func(c *Call, a *Answer) {
				if c.Header.Get("Cookie") == "" && a.OK() && a.Status != http.StatusNoContent {
					a.Header.Add("Set-Cookie", write(sessions.Add(1)))
				}
			}}
		},
	}
}

// unguessable looks like 256 random bits, and is the same in each run.
func unguessable(count int64) string {
	sum := sha256.Sum256([]byte("session " + strconv.FormatInt(count, 10)))
	return hex.EncodeToString(sum[:])
}
