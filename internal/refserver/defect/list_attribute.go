package defect

func attributeDefects() []Defect { return nil }
