package dialect

import "github.com/scimulator/scimulator/internal/scim"

// Media are the media types that a request names in its headers (E-5.4).
type Media struct {
	ContentType string // of the body
	Accept      string // "" sends no Accept header
}

// Media are those of every request of the dialect. The validator names a
// character set, the service does not.
func (d Dialect) Media() Media {
	media := Media{scim.MediaType, scim.MediaType}
	if d.options.Charset || d.form.validator {
		media.ContentType += "; charset=utf-8"
	}
	if d.options.BareAccept {
		media.Accept = ""
	}
	return media
}
