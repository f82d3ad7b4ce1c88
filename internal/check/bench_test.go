package check

import "testing"

// What judging costs beside the request itself (design §11).
func BenchmarkAnswer(b *testing.B) {
	judge, err := loadJudge()
	if err != nil {
		b.Fatal(err)
	}
	for _, one := range []struct {
		name   string
		answer Answer
	}{{"read", read()}, {"match", matched()}, {"nobody", nobody()}, {"create", created()}, {"patch", patchedBare()}} {
		b.Run(one.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if found := judge.Answer(one.answer); len(found) > 0 {
					b.Fatal(found)
				}
			}
		})
	}
}
