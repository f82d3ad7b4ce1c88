package foreign

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Compare tells what is not as it was. Nothing is compared where a listing is not
// complete: what it lacks is not gone.
func Compare(before, after Listing) *verdict.Untouched {
	u := &verdict.Untouched{Before: before.Size(), After: after.Size(), Note: before.Note}
	if u.Note == "" {
		u.Note = after.Note
	}
	if u.Note != "" {
		return u
	}
	for key, digest := range before.digests {
		now, there := after.digests[key]
		switch {
		case !there:
			u.Changed = append(u.Changed, key+" is gone")
		case now != digest:
			u.Changed = append(u.Changed, key+" has changed")
		}
	}
	for key := range after.digests {
		if _, there := before.digests[key]; !there {
			u.Changed = append(u.Changed, key+isNew)
		}
	}
	slices.Sort(u.Changed)
	return u
}

const isNew = " is new"

// IsNew says of an entry of what has changed that it was not there before.
func IsNew(changed string) bool { return strings.HasSuffix(changed, isNew) }

// settled is a value whose arrays are in one order: multi-valued attributes are
// sets (RFC 7643 §2.4), and a target may show them in any.
func settled(value any) any {
	switch value := value.(type) {
	case scim.Resource:
		return settled(map[string]any(value))
	case map[string]any:
		ordered := make(map[string]any, len(value))
		for name, one := range value {
			ordered[name] = settled(one)
		}
		return ordered
	case []any:
		return settledList(value)
	}
	return value
}

func settledList(list []any) any {
	texts := make([]json.RawMessage, 0, len(list))
	for _, one := range list {
		text, err := json.Marshal(settled(one))
		if err != nil {
			return list
		}
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
	return texts
}
