package provision

import "testing"

// E-7.8: the four rules, with the worked cases of the document. E-7.10: which
// reason belongs to which figure is inferred.
func TestEscrowThresholds(t *testing.T) {
	tests := []struct {
		name     string
		failures failures
		want     Reason
	}{
		{"nothing failed", failures{good: 10}, ""},
		{"worked case: 4,000 failures", failures{objects: 4_000, failed: 4_000}, ""},
		{"worked case: 45,000", failures{objects: 45_000, failed: 45_000, good: 500_000}, BaseEscrows},
		{"worked case: 30,000 failed, 5,000 good", failures{objects: 30_000, failed: 30_000, good: 5_000}, EscrowProportion},
		{"worked case: 20,000 failed, 100,000 good", failures{objects: 20_000, failed: 20_000, good: 100_000}, ""},
		{"worked case: 40,000 and 21,000 managers", failures{objects: 40_000, references: 21_000, failed: 40_000, good: 100_000}, TotalEscrows},
		{"below the floor, all failed", failures{objects: 4_999, failed: 4_999}, ""},
		{"at the floor, all failed", failures{objects: 5_000, failed: 5_000}, EscrowProportion},
		{"40 % is not more than 40 %", failures{objects: 6_000, failed: 6_000, good: 9_000}, ""},
		{"more than 40 %", failures{objects: 6_000, failed: 6_000, good: 8_999}, EscrowProportion},
		{"references do not count towards the proportion", failures{objects: 4_000, references: 9_000, failed: 4_000}, ""},
		{"40,000 is not more than 40,000", failures{objects: 40_000, failed: 40_000, good: 100_000}, ""},
		{"60,000 is not more than 60,000", failures{objects: 30_000, references: 30_000, failed: 30_000, good: 100_000}, ""},
		{"retries of old failures are no new events", failures{objects: 20_000, failed: 0, good: 3}, ""},
	}
	for _, test := range tests {
		if got := test.failures.reason(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// E-7.14 (inferred): a quarantine by proportion goes on while the floor is parked.
func TestQuarantineByProportionGoesOn(t *testing.T) {
	quarantined := &Quarantine{Reason: EscrowProportion}
	tests := []struct {
		name       string
		quarantine *Quarantine
		failures   failures
		want       bool
	}{
		{"all of it is still parked", quarantined, failures{objects: 20_000}, true},
		{"the floor is parked", quarantined, failures{objects: 5_000}, true},
		{"less is parked", quarantined, failures{objects: 4_999, references: 9_000}, false},
		{"another reason", &Quarantine{Reason: BaseEscrows}, failures{objects: 20_000}, false},
		{"no quarantine", nil, failures{objects: 20_000}, false},
	}
	for _, test := range tests {
		if got := test.failures.keeps(test.quarantine); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}
