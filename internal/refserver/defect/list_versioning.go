package defect

func versioningDefects() []Defect { return nil }
