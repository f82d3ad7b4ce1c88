package refserver

import (
	"hash/fnv"
	"math/rand/v2"
	"sync"
	"time"
)

// unkind makes the choices that the RFCs leave to a server otherwise than the
// well-known ones do, so that a client which relies on habits stumbles here and
// not at its first customer. Everything it does is correct.
type unkind struct {
	mu     sync.Mutex
	random *rand.Rand
}

// unkindPage is the page size of an unkind server.
const unkindPage = 7

// unkindBase is its base path: nothing demands /scim/v2 (E-5.1).
const unkindBase = "/directory/tenants/42/people-sync"

func newUnkind(seed int64) *unkind {
	return &unkind{random: rand.New(rand.NewPCG(uint64(seed), 1))}
}

// idLetters are what may stand in a path segment without escape (RFC 3986 §2.3);
// ids are opaque (RFC 7643 §3.1).
const idLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~"

// id draws an id of any length that is no UUID.
func (u *unkind) id() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	raw := make([]byte, 12+u.random.IntN(14))
	for i := range raw {
		raw[i] = idLetters[u.random.IntN(len(idLetters))]
	}
	return string(raw)
}

// shuffle puts the members of a resource into any order (RFC 8259 §4: an object
// is unordered), the same for each write of the same content.
func (u *unkind) shuffle(id string, names []string) {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(id)) // never fails (hash.Hash)
	random := rand.New(rand.NewPCG(sum.Sum64(), uint64(len(names))))
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
}

// zone is the time zone of its timestamps: RFC 7643 §2.3.5 asks for a dateTime,
// not for UTC.
func (u *unkind) zone() *time.Location {
	if u == nil {
		return time.UTC
	}
	return time.FixedZone("", 5*60*60+30*60)
}
