package defect

func schemaDefects() []Defect { return nil }
