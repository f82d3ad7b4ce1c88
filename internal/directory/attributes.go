package directory

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// attributes are the values of one object, packed: the names live in a shape
// that all objects with the same attributes share, the values in one string.
// Strings of their own would take more room for their headers than for text.
type attributes struct {
	shape  *shape
	packed string // per name, in order: length and bytes; a list is packed likewise inside
}

// shape is a set of attribute names, sorted.
type shape struct {
	names []string
	many  []bool // multi-valued
}

// value is one attribute while an object is being made or changed.
type value struct {
	texts []string
	many  bool
}

// draft holds the attributes of an object while it is being made or changed.
type draft map[string]value

func single(text string) value { return value{texts: []string{text}} }

// text is the single value of an attribute, "" for none.
func (d draft) text(name string) string {
	if v := d[name]; !v.many && len(v.texts) == 1 {
		return v.texts[0]
	}
	return ""
}

// put sets an attribute; what is empty is absent, as in Entra.
func (d draft) put(name string, v value) {
	if len(v.texts) == 0 || !v.many && v.texts[0] == "" {
		delete(d, name)
		return
	}
	d[name] = v
}

// pack turns a draft into attributes.
func (d *Directory) pack(values draft) attributes {
	names := slices.Sorted(maps.Keys(values))
	var packed []byte
	for _, name := range names {
		if v := values[name]; v.many {
			packed = appendText(packed, string(packList(v.texts)))
		} else {
			packed = appendText(packed, v.texts[0])
		}
	}
	return attributes{d.shapeOf(names, values), string(packed)}
}

func packList(texts []string) []byte {
	var packed []byte
	for _, text := range texts {
		packed = appendText(packed, text)
	}
	return packed
}

func appendText(packed []byte, text string) []byte {
	return append(binary.AppendUvarint(packed, uint64(len(text))), text...)
}

// shapeOf finds the shared shape of a set of names.
func (d *Directory) shapeOf(names []string, values draft) *shape {
	var key strings.Builder
	for _, name := range names {
		key.WriteString(name)
		if values[name].many {
			key.WriteString("[]")
		}
		key.WriteByte('\n')
	}
	if known := d.shapes[key.String()]; known != nil {
		return known
	}
	fresh := &shape{names: names}
	for _, name := range names {
		fresh.many = append(fresh.many, values[name].many)
	}
	d.shapes[key.String()] = fresh
	return fresh
}

// find gives the packed value of a name and whether it is a list.
func (a attributes) find(name string) (packed string, many, found bool) {
	if a.shape == nil {
		return "", false, false
	}
	position, found := slices.BinarySearch(a.shape.names, name)
	if !found {
		return "", false, false
	}
	rest, text := a.packed, ""
	for range position + 1 {
		text, rest = cutText(rest)
	}
	return text, a.shape.many[position], true
}

// cutText takes the first text off a packed list.
func cutText(packed string) (text, rest string) {
	length, size := 0, 0
	for shift := 0; size < len(packed); shift += 7 { // uvarint, without a copy into bytes
		b := packed[size]
		size++
		length |= int(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	return packed[size : size+length], packed[size+length:]
}

func unpackList(packed string) []string {
	var texts []string
	for packed != "" {
		var text string
		text, packed = cutText(packed)
		texts = append(texts, text)
	}
	return texts
}

// value is the value of a single-valued attribute.
func (a attributes) value(name string) (string, bool) {
	text, many, found := a.find(name)
	if !found || many {
		return "", false
	}
	return text, true
}

// values are all values of an attribute.
func (a attributes) values(name string) ([]string, bool) {
	text, many, found := a.find(name)
	switch {
	case !found:
		return nil, false
	case !many:
		return []string{text}, true
	}
	return unpackList(text), true
}

// draft unpacks the attributes for a change.
func (a attributes) draft() draft {
	values := draft{}
	if a.shape == nil {
		return values
	}
	rest := a.packed
	for i, name := range a.shape.names {
		var text string
		text, rest = cutText(rest)
		if a.shape.many[i] {
			values[name] = value{unpackList(text), true}
		} else {
			values[name] = single(text)
		}
	}
	return values
}

// parse reads an attribute of a story: text, a number, a boolean, a list of
// those, or null for none.
func parse(name string, raw any) (value, error) {
	list, many := raw.([]any)
	if texts, ok := raw.([]string); ok {
		return value{texts, true}, nil
	}
	if !many {
		text, err := parseText(name, raw)
		return single(text), err
	}
	v := value{many: true}
	for _, element := range list {
		text, err := parseText(name, element)
		if err != nil {
			return value{}, err
		}
		v.texts = append(v.texts, text)
	}
	return v, nil
}

func parseText(name string, raw any) (string, error) {
	switch scalar := raw.(type) {
	case nil:
		return "", nil
	case string:
		return scalar, nil
	case bool:
		return truth(scalar), nil
	case int:
		return strconv.Itoa(scalar), nil
	case int64:
		return strconv.FormatInt(scalar, 10), nil
	case float64:
		return strconv.FormatFloat(scalar, 'f', -1, 64), nil
	case json.Number:
		return scalar.String(), nil
	}
	return "", fmt.Errorf("attribute %s: a source attribute is text, a number, a boolean or a list of those, not %T", name, raw)
}

// truth is how Entra prints booleans (E-4.6).
func truth(boolean bool) string {
	if boolean {
		return "True"
	}
	return "False"
}
