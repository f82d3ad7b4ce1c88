package defect

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeMetaTimes: RFC 7643 §2.3.5: a DateTime is a string in the form of
// xsd:dateTime, with a date and a time.
func attributeMetaTimes() []Defect {
	return []Defect{
		timesShown("attribute-time-without-t", "Shows the times of meta with a blank between date and time.", "RFC7643-2.3.5-R01",
			func(moment time.Time) any { return moment.Format("2006-01-02 15:04:05") }),
		timesShown("attribute-time-is-date", "Shows the times of meta as dates without a time.", "RFC7643-2.3.5-R02",
			func(moment time.Time) any { return moment.Format(time.DateOnly) }),
		timesShown("attribute-time-in-milliseconds", "Shows the times of meta as numbers, in milliseconds since 1970.", "RFC7643-2.3.5-R03",
			func(moment time.Time) any { return json.Number(strconv.FormatInt(moment.UnixMilli(), 10)) }),
	}
}

func timesShown(name, sentence string, breaks requirement.ID, form func(moment time.Time) any) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "attribute",
		Breaks:   []requirement.ID{breaks, "RFC7643-2.3-R02", "E-6.15"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> u"},
			Request: `GET /Users/$u`,
			Control: `GET /Users/$u?excludedAttributes=meta`,
		},
		Install: onMeta(func(_ *Call, meta scim.Resource) {
			for _, name := range []string{"created", "lastModified"} {
				if moment, err := time.Parse(time.RFC3339, meta.String(name)); err == nil {
					meta[name] = form(moment)
				}
			}
		}),
	}
}

// onMeta makes hooks that edit meta of each user and group that is shown.
func onMeta(edit func(c *Call, meta scim.Resource)) func() Hooks {
	return onBoth(func(c *Call, resource scim.Resource) {
		if meta := resource.Object("meta"); meta != nil {
			edit(c, meta)
		}
	})
}
