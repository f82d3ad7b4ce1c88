package defect

func writeDefects() []Defect { return nil }
