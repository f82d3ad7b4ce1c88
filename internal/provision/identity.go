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
	hex := hex.EncodeToString(sum[:16])
	return hex[:8] + "-" + hex[8:12] + "-4" + hex[13:16] + "-8" + hex[17:20] + "-" + hex[20:]
}

// ActivityID names one cycle of a job: the cycleId of its records (E-9.3) and
// the activityIdentifier of its execution (E-1.3).
func ActivityID(job string, cycle int) string {
	return StableGUID(fmt.Sprintf("cycle %d %s", cycle, job))
}
