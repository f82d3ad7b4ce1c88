package defect

func httpDefects() []Defect { return nil }
