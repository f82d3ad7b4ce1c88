package scenario

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDuration(t *testing.T) {
	const day = 24 * time.Hour
	for _, row := range []struct {
		text string
		want time.Duration
		ok   bool
	}{
		{"12m", 12 * time.Minute, true},
		{"40m", 40 * time.Minute, true},
		{"6h", 6 * time.Hour, true},
		{"30d", 30 * day, true},
		{"1d12h", day + 12*time.Hour, true},
		{"1d2h3m4s", day + 2*time.Hour + 3*time.Minute + 4*time.Second, true},
		{"90m", 90 * time.Minute, true},
		{"0m", 0, true},
		{"-5m", -5 * time.Minute, true},
		{"3650d", 3650 * day, true},
		{"", 0, false}, {"-", 0, false}, {"5", 0, false}, {"m", 0, false}, {"5 m", 0, false}, {"1.5h", 0, false}, {"5ms", 0, false},
		{"12h1d", 0, false}, // largest first
		{"5m5m", 0, false},  // each at most once
		{"5M", 0, false}, {"1w", 0, false}, {"--5m", 0, false}, {"+5m", 0, false}, {"5m ", 0, false}, {"٥m", 0, false},
		{"9999999999d", 0, false}, {"106751d23h48m", 0, false}, {"99999999999999999999s", 0, false}, // 292 years at most
	} {
		got, err := ParseDuration(row.text)
		if (err == nil) != row.ok || time.Duration(got) != row.want {
			t.Errorf("%q: %s, %v; want %s, sound: %v", row.text, time.Duration(got), err, row.want, row.ok)
		}
	}
}

// What is written is read back as the same span.
func TestDurationRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := Duration(time.Duration(rapid.Int64Range(-300e6, 300e6).Draw(t, "seconds")) * time.Second)
		raw, err := json.Marshal(span)
		if err != nil {
			t.Fatal(err)
		}
		var back Duration
		if err := json.Unmarshal(raw, &back); err != nil || back != span {
			t.Fatalf("%s reads back as %s (%v)", raw, back, err)
		}
	})
}

func TestDurationText(t *testing.T) {
	for span, want := range map[Duration]string{
		0: "0s", Duration(40 * time.Minute): "40m", Duration(36 * time.Hour): "1d12h", Duration(-time.Minute): "-1m", Duration(time.Millisecond): "0s",
	} {
		if got := span.String(); got != want {
			t.Errorf("%d: %s, want %s", int64(span), got, want)
		}
	}
	var span Duration
	if err := json.Unmarshal([]byte("null"), &span); err != nil || span != 0 {
		t.Errorf("null: %s, %v", span, err)
	}
	if err := json.Unmarshal([]byte("5"), &span); err == nil {
		t.Error("a number has no unit and is still read")
	}
}
