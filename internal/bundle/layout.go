package bundle

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// layout holds a zip to one reading: some programs go by the list at its end, others
// by the header before each file. Both name the same files in the same order, one right
// behind the other, and nothing lies between them.
type layout struct {
	in io.ReaderAt
	at int64 // where the next file should begin
}

func laidOut(in io.ReaderAt, files []*zip.File, end int64) error {
	l := layout{in: in}
	for _, file := range files {
		if err := l.pass(file); err != nil {
			return err
		}
	}
	if l.at != end {
		return errors.New("it holds something that its list does not name")
	}
	return nil
}

// pass goes over a file: header, name, extra field, packed bytes.
func (l *layout) pass(file *zip.File) error {
	const length = 30 // of a header without name and extra field
	header := make([]byte, length+len(file.Name))
	_, err := l.in.ReadAt(header, l.at)
	name, extra := binary.LittleEndian.Uint16(header[26:]), binary.LittleEndian.Uint16(header[28:])
	if err != nil || string(header[:4]) != "PK\x03\x04" || int(name) != len(file.Name) || string(header[length:]) != file.Name {
		return fmt.Errorf("%q is not where its list says, or has another name there", file.Name)
	}
	l.at += length + int64(name) + int64(extra)
	if packed := file.CompressedSize64; packed <= uint64(usual().total) {
		l.at += int64(packed)
	}
	return l.descriptor(file)
}

// descriptor goes over what stands behind a file that was packed as it came: its sizes,
// with or without a mark before them.
func (l *layout) descriptor(file *zip.File) error {
	if file.Flags&8 == 0 {
		return nil
	}
	mark := make([]byte, 4)
	if _, err := l.in.ReadAt(mark, l.at); err != nil {
		return fmt.Errorf("%q is cut off", file.Name)
	}
	l.at += 12
	if string(mark) == "PK\x07\x08" {
		l.at += 4
	}
	return nil
}
