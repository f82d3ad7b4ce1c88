package defect

func entraDefects() []Defect { return nil }
