package provision

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// StableGUID is a GUID that always stands for the same words, so that two runs
// of one story name the same job, cycles and changes.
func StableGUID(words string) string {
	sum := sha256.Sum256([]byte(words))
	var digits [32]byte
	hex.Encode(digits[:], sum[:16])
	digits[12], digits[16] = '4', '8' // version and variant (RFC 9562 §4)
	text := make([]byte, 0, 36)
	for i, digit := range digits {
		if i == 8 || i == 12 || i == 16 || i == 20 {
			text = append(text, '-')
		}
		text = append(text, digit)
	}
	return string(text)
}

// ActivityID names one cycle of a job: the cycleId of its records (E-9.3) and
// the activityIdentifier of its execution (E-1.3).
func ActivityID(job string, cycle int) string {
	return StableGUID(fmt.Sprintf("cycle %d %s", cycle, job))
}
