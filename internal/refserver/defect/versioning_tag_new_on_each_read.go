package defect

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// versioningTagNewOnEachRead: RFC 7644 §3.14: a read does not change the version.
func versioningTagNewOnEachRead() Defect {
	return Defect{
		Name:     "versioning-tag-new-on-each-read",
		Sentence: "Gives a resource another entity-tag each time it is read by its id, so that 304 is never answered.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R07", "RFC7644-3.14-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users/$anna`,
			Control: `GET /Users`,
		},
		Install: installTagNew,
	}
}

func installTagNew() Hooks {
	var reads atomic.Int64
	suffix := regexp.MustCompile(`\.r[0-9]+"$`)
	return Hooks{
		Before: onRequestsTo(func(c *Call) *Answer {
			if tag := c.Header.Get("If-Match"); tag != "" {
				c.Header.Set("If-Match", suffix.ReplaceAllString(tag, `"`))
			}
			if c.Method == http.MethodGet {
				c.Header.Del("If-None-Match")
			}
			return nil
		}, http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete)().Before,
		After: onAnswersTo(http.MethodGet, func(_ *Call, a *Answer) {
			tag, quoted := strings.CutSuffix(a.Header.Get("ETag"), `"`)
			if !quoted {
				return
			}
			tag += ".r" + strconv.FormatInt(reads.Add(1), 10) + `"`
			a.Header.Set("ETag", tag)
			a.Each(func(resource scim.Resource) {
				if meta := resource.Object("meta"); meta != nil {
					meta["version"] = tag
				}
			})
		})().After,
	}
}
