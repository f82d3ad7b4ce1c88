package expr

import (
	"fmt"
	"strings"
)

// guid is E-4.25: a random GUID (version 4), repeatable with a seed.
func guid(a *arguments) Value {
	random := a.run.env.Random
	if random == nil {
		a.fail(Unsupported, "no source of random numbers was given")
		return Null()
	}
	high, low := random.Uint64(), random.Uint64()
	return Text(fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x",
		uint32(high>>32), uint16(high>>16), high&0xfff, 0x8000|(low>>48)&0x3fff, low&0xffffffffffff))
}

// longestRandom is the limit of RandomString (E-4.42).
const longestRandom = 256

// sorts are the characters of RandomString in the order of its minimums:
// numbers, special characters (those of Windows' password rule), capitals and
// lower-case letters.
func sorts() [4]string {
	return [4]string{"0123456789", "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"}
}

// recipe is what a random text is made of.
type recipe struct {
	length   int
	minimums [4]int
	sorts    [4]string // without the characters to avoid
}

func newRecipe(length int64, minimums [4]int64, avoid string) (recipe, error) {
	r := recipe{sorts: sorts()}
	if length < 0 || length > longestRandom {
		return r, fmt.Errorf("the parameter Length must be 0 to %d (E-4.42)", longestRandom)
	}
	sum := 0
	for i, n := range minimums {
		if n < 0 || n > length {
			return r, fmt.Errorf("each minimum must be 0 to Length (E-4.42)")
		}
		r.sorts[i] = strings.Map(func(c rune) rune {
			if strings.ContainsRune(avoid, c) {
				return -1
			}
			return c
		}, r.sorts[i])
		if n > 0 && r.sorts[i] == "" {
			return r, fmt.Errorf("CharactersToAvoid leaves no character for a minimum (E-4.42)")
		}
		r.minimums[i] = int(n)
		sum += int(n)
	}
	r.length = int(length)
	if sum > r.length {
		return r, fmt.Errorf("the parameter Length must be the sum of the minimums at least (E-4.42)")
	}
	if sum < r.length && r.filling() == "" {
		return r, fmt.Errorf("CharactersToAvoid leaves no character to fill up with (E-4.42)")
	}
	return r, nil
}

// filling are the characters beyond the minimums: of the sorts that are asked
// for, and letters and digits if none is (inferred; E-4.42 does not say).
func (r recipe) filling() string {
	var asked, plain strings.Builder
	for i, characters := range r.sorts {
		if r.minimums[i] > 0 {
			asked.WriteString(characters)
		}
		if i != 1 {
			plain.WriteString(characters)
		}
	}
	if asked.Len() == 0 {
		return plain.String()
	}
	return asked.String()
}

// checkRandom judges a call whose arguments are all constants.
func checkRandom(c *call) error {
	var numbers [5]int64
	for i := range numbers {
		n, ok := c.constantNumber(i)
		if !ok {
			return nil
		}
		numbers[i] = n
	}
	avoid, constantAvoid := c.constantText(5)
	if c.given(5) && !constantAvoid {
		return nil
	}
	if _, err := newRecipe(numbers[0], [4]int64(numbers[1:]), avoid); err != nil {
		return refuse(c.pos, "%v", err)
	}
	return nil
}

// randomString is E-4.42.
func randomString(a *arguments) Value {
	var numbers [5]int64
	for i := range numbers {
		n, ok := a.number(i)
		if !ok {
			return Null()
		}
		numbers[i] = n
	}
	r, err := newRecipe(numbers[0], [4]int64(numbers[1:]), a.plain(5))
	random := a.run.env.Random
	switch {
	case err != nil:
		a.fail(BadValue, "%v", err)
		return Null()
	case random == nil:
		a.fail(Unsupported, "no source of random numbers was given")
		return Null()
	}
	var text []byte
	for i, n := range r.minimums {
		for range n {
			text = append(text, r.sorts[i][random.IntN(len(r.sorts[i]))])
		}
	}
	for filling := r.filling(); len(text) < r.length; {
		text = append(text, filling[random.IntN(len(filling))])
	}
	random.Shuffle(len(text), func(i, j int) { text[i], text[j] = text[j], text[i] })
	return Text(string(text))
}
