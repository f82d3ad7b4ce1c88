package directory

import (
	"fmt"
	"math/rand/v2"
)

// Streams of random numbers: each has its own, so that one does not shift the
// other.
const (
	streamObjectIDs = 1
	streamPeople    = 2
)

// newGUID draws an object id (RFC 9562 version 4); the seed makes runs repeat.
func newGUID(random *rand.Rand) string {
	high, low := random.Uint64(), random.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", uint32(high>>32), uint16(high>>16), high&0xfff, 0x8000|(low>>48)&0x3fff, low&0xffffffffffff)
}
