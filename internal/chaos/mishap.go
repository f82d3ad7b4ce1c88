// Package chaos plants hostile conditions on the way to a target: what networks,
// proxies and broken servers do to an exchange. A Plan decides by its seed which
// exchange meets which mishap; it performs them as a round trip of a client
// (Trip) or in front of a server (Handler). Nothing here judges anybody.
package chaos

// Mishap is one thing that can happen to an exchange.
type Mishap string

// The mishaps.
const (
	None       Mishap = ""
	Latency    Mishap = "latency"           // the answer is late, always by the same time
	Jitter     Mishap = "jitter"            // the answer is late by any time
	Reset      Mishap = "reset"             // the connection is reset, and the request does not arrive
	HalfOpen   Mishap = "half-open"         // the other side is gone, and nothing says so
	TLS        Mishap = "tls"               // there is no secure connection
	Duplicate  Mishap = "duplicate"         // the request arrives twice; the second answer is the one that counts
	Lost       Mishap = "answer-lost"       // the request is carried out, and its answer gets lost
	Truncated  Mishap = "truncated"         // the connection ends in the middle of the body
	Drip       Mishap = "slow-drip"         // the body comes byte by byte
	Throttle   Mishap = "429"               // too many requests, and nobody says until when (RFC 6585 §4)
	RetryAfter Mishap = "429-retry-after"   // the same with Retry-After (RFC 9110 §10.2.3)
	Burst      Mishap = "5xx-burst"         // several requests in a row are answered 502, 503 or 504
	Redirect   Mishap = "redirect"          // the answer sends elsewhere (RFC 9110 §15.4)
	HTML       Mishap = "html"              // a sign-in page with status 200
	Length     Mishap = "wrong-length"      // Content-Length is smaller than the body
	Endless    Mishap = "endless"           // the body never ends
	Bomb       Mishap = "gzip-bomb"         // a small body that unpacks to a huge one, which nobody asked for
	Invalid    Mishap = "invalid-json"      // the body is no JSON
	Nesting    Mishap = "deep-nesting"      // arrays in arrays, deeper than anybody reads
	Members    Mishap = "duplicate-members" // a member comes twice (RFC 8259 §4)
	Numbers    Mishap = "huge-numbers"      // numbers that fit into no type (RFC 8259 §6)
	Charset    Mishap = "wrong-charset"     // the body is UTF-16 (RFC 8259 §8.1 demands UTF-8)
)

// Describe says in a sentence what the mishap does; "" for one that is unknown.
func (m Mishap) Describe() string {
	for _, one := range all() {
		if one.mishap == m {
			return one.sentence
		}
	}
	return ""
}

// family is where a mishap comes from.
type family string

const (
	network family = "network"
	proxy   family = "proxy"
	server  family = "server"
)

type entry struct {
	mishap   Mishap
	family   family
	sentence string
}

// all lists the mishaps, in the order in which they are told.
func all() []entry {
	return []entry{
		{Latency, network, "answers are late, always by the same time"},
		{Jitter, network, "answers are late by any time"},
		{Reset, network, "the connection is reset before the request arrives"},
		{HalfOpen, network, "the other side is gone and nothing says so, until the deadline passes"},
		{TLS, network, "there is no secure connection"},
		{Duplicate, network, "the request arrives twice, and the second answer counts"},
		{Lost, network, "the request is carried out and its answer gets lost"},
		{Truncated, network, "the connection ends in the middle of the body"},
		{Drip, network, "the body comes byte by byte"},
		{Throttle, proxy, "429 without Retry-After"},
		{RetryAfter, proxy, "429 with Retry-After"},
		{Burst, proxy, "several requests in a row are answered 502, 503 or 504"},
		{Redirect, proxy, "the answer is a redirect to another host"},
		{HTML, proxy, "a sign-in page with status 200"},
		{Length, proxy, "Content-Length is smaller than the body"},
		{Endless, server, "the body never ends"},
		{Bomb, server, "a gzip body that nobody asked for unpacks to a gigabyte"},
		{Invalid, server, "the body is no JSON"},
		{Nesting, server, "the body nests deeper than anybody reads"},
		{Members, server, "a member of the body comes twice"},
		{Numbers, server, "the body has numbers that fit into no type"},
		{Charset, server, "the body is UTF-16"},
	}
}

// storm is the profile with every mishap.
const storm = "storm"

// Profiles names all profiles: one for each mishap, then those of a family, then
// storm, which is all of them.
func Profiles() []string {
	var names []string
	for _, one := range all() {
		names = append(names, string(one.mishap))
	}
	return append(names, string(network), string(proxy), string(server), storm)
}

// Mishaps are those of a profile, none when there is no such profile.
func Mishaps(profile string) []Mishap {
	var list []Mishap
	for _, one := range all() {
		if profile == storm || profile == string(one.family) || profile == string(one.mishap) {
			list = append(list, one.mishap)
		}
	}
	return list
}
