package check

import (
	"fmt"
	"slices"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// values compares a multi-valued attribute as a set: each expected value is
// paired with the one that is nearest to it. Values that the target added are
// left alone, unless they stand beside one of ours with the same type, where a
// client that asks for emails[type eq "work"] would find two.
//
// A value that is null or empty is none (RFC 7643 §2.5): nobody can lose it.
func (c *comparison) values(path string, attribute *schema.Attribute, want, got []any) {
	want = slices.DeleteFunc(slices.Clone(want), unassigned)
	p := pairing{attribute: attribute, got: got, taken: make([]bool, len(got)), partner: make([]int, len(want))}
	p.pair(want)
	for i, value := range want {
		var other any
		if k := p.partner[i]; k >= 0 {
			other = got[k]
		}
		c.value(path, attribute, value, other)
	}
	for k, value := range got {
		if !p.taken[k] && p.doubles(value, want) {
			c.note(Foreign, path+selector(attribute, value), nil, valueOf(value))
		}
	}
}

// value compares one expected value with its partner.
func (c *comparison) value(path string, attribute *schema.Attribute, want, got any) {
	switch {
	case attribute.Type != "complex":
		c.simple(path, nil, attribute, want, got)
	case got == nil:
		c.note(Lost, path+selector(attribute, want), valueOf(want), nil)
	default:
		c.complex(path+selectorOnly(attribute, want), attribute, object(want), object(got))
	}
}

// pairing finds a partner among the seen values for every expected one.
type pairing struct {
	attribute *schema.Attribute
	got       []any
	taken     []bool
	partner   []int // of each expected value, its index in got, or -1
}

// pair goes from the surest pairs to the least sure.
func (p *pairing) pair(want []any) {
	for i := range want {
		p.partner[i] = -1
	}
	for _, least := range []int{wholly, sameValue, sameType} {
		for i, value := range want {
			if p.partner[i] < 0 {
				p.partner[i] = p.find(value, least)
			}
		}
	}
}

func (p *pairing) find(want any, least int) int {
	for k, candidate := range p.got {
		if !p.taken[k] && p.nearness(want, candidate) >= least {
			p.taken[k] = true
			return k
		}
	}
	return -1
}

// How near two values are to each other.
const (
	strangers = iota
	sameType
	sameValue
	wholly
)

func (p *pairing) nearness(want, got any) int {
	if p.attribute.Type != "complex" {
		if relate(nil, p.attribute, want, got) != different {
			return wholly
		}
		return strangers
	}
	probe := comparison{}
	probe.complex("", p.attribute, object(want), object(got))
	switch {
	case len(probe.found) == 0:
		return wholly
	case p.agree("value", want, got):
		return sameValue
	case p.agree("type", want, got), p.attribute.Sub("type") == nil:
		return sameType
	}
	return strangers
}

// agree says whether both values have a sub-attribute, and the same there.
func (p *pairing) agree(name string, want, got any) bool {
	sub := p.attribute.Sub(name)
	mine, _ := object(want).Get(name)
	other, _ := object(got).Get(name)
	return sub != nil && !unassigned(mine) && !unassigned(other) && relate(p.attribute, sub, mine, other) != different
}

// doubles says whether a value has the type of an expected one.
func (p *pairing) doubles(got any, want []any) bool {
	for _, value := range want {
		if p.agree("type", value, got) {
			return true
		}
	}
	return false
}

// selectorOnly names one of several values by its type: [type eq "work"].
func selectorOnly(attribute *schema.Attribute, value any) string {
	if kind := object(value).String("type"); kind != "" && attribute.Sub("type") != nil {
		return fmt.Sprintf("[type eq %q]", kind)
	}
	return ""
}

// selector names the value itself: emails[type eq "work"].value.
func selector(attribute *schema.Attribute, value any) string {
	if _, there := object(value).Get("value"); !there {
		return selectorOnly(attribute, value)
	}
	return selectorOnly(attribute, value) + ".value"
}

// valueOf is what a finding shows of a complex value.
func valueOf(value any) any {
	if inner, there := scim.AsObject(value).Get("value"); there {
		return inner
	}
	return value
}
