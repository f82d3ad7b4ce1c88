package provision

import (
	"fmt"
	"math/rand/v2"
	"sync"
)

// sharedSource lets several goroutines draw from one seeded source.
type sharedSource struct {
	mu     sync.Mutex
	source rand.Source
}

// Uint64 draws the next number.
func (s *sharedSource) Uint64() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.source.Uint64()
}

// newGUID is a random GUID; the seed makes runs repeatable.
func newGUID(random *rand.Rand) string {
	high, low := random.Uint64(), random.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", uint32(high>>32), uint16(high>>16), high&0xfff, 0x8000|(low>>48)&0x3fff, low&0xffffffffffff)
}
