package defect

func readDefects() []Defect { return nil }
