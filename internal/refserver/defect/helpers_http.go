package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// unacceptable refuses what a client accepts.
func unacceptable(detail string) *Answer { return Refuse(http.StatusNotAcceptable, "", detail) }

// unsupported refuses the media type of a body.
func unsupported(detail string) *Answer {
	return Refuse(http.StatusUnsupportedMediaType, "", detail)
}

// beforeAll makes hooks that see each request of an admitted client, so that a
// fault of the protocol hides no 401.
func beforeAll(answer func(c *Call) *Answer) func() Hooks {
	return func() Hooks {
		return Hooks{Before: func(c *Call) *Answer {
			if instead := answer(c); instead != nil && admitted(c) {
				return instead
			}
			return nil
		}}
	}
}

// afterAll makes hooks that see each answer.
func afterAll(change func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks { return Hooks{After: change} }
}

// namesMedia says whether a header names a media type, parameters aside.
func namesMedia(header, media string) bool {
	for _, one := range strings.Split(header, ",") {
		one, _, _ = strings.Cut(one, ";")
		if strings.EqualFold(strings.TrimSpace(one), media) {
			return true
		}
	}
	return false
}

// rootOf is the base URL under which the client sees the server.
func rootOf(c *Call) string {
	scheme := "http://"
	if c.request.TLS != nil {
		scheme = "https://"
	}
	return scheme + c.request.Host + c.base
}

// relocating makes hooks that change the URIs of the server's own resources
// wherever they are shown: in the header Location, in meta.location, in $ref.
// The path of each begins with a slash and is relative to the base URL.
func relocating(change func(root, path string) string) func() Hooks {
	return afterAll(func(c *Call, a *Answer) {
		root := rootOf(c)
		moved := func(uri string) string {
			path, own := strings.CutPrefix(uri, root)
			if !own {
				return uri
			}
			return change(root, path)
		}
		if location := a.Header.Get("Location"); location != "" {
			a.Header.Set("Location", moved(location))
		}
		a.Change(func(body scim.Resource) { relocate(body, moved) })
	})
}

func relocate(value any, moved func(uri string) string) {
	if list, ok := value.([]any); ok {
		for _, element := range list {
			relocate(element, moved)
		}
		return
	}
	for name, part := range scim.AsObject(value) {
		uri, ok := part.(string)
		if ok && (name == "location" || name == "$ref") {
			scim.AsObject(value)[name] = moved(uri)
			continue
		}
		relocate(part, moved)
	}
}
