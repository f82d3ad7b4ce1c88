package expr

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// toText is E-4.20. Texts are texts already; a number keeps its value, so
// &HF gives 15.
func toText(a *arguments) Value {
	text, ok := a.text(0)
	if !ok {
		return Null()
	}
	return Text(text)
}

// toBase64 is E-4.17: of the UTF-16LE bytes.
func toBase64(a *arguments) Value {
	source, ok := a.text(0)
	if !ok {
		return Null()
	}
	var raw []byte
	for _, unit := range units(source) {
		raw = binary.LittleEndian.AppendUint16(raw, unit)
	}
	return Text(base64.StdEncoding.EncodeToString(raw))
}

// toHex is E-4.18.
func toHex(a *arguments) Value {
	source, ok := a.text(0)
	if !ok {
		return Null()
	}
	return Text(strings.ToUpper(hex.EncodeToString([]byte(source))))
}

// bitAnd is E-4.13.
func bitAnd(a *arguments) Value {
	first, ok := a.number(0)
	second, okSecond := a.number(1)
	if !ok || !okSecond {
		return Null()
	}
	return number(first & second)
}
