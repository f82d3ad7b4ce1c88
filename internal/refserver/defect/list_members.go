package defect

func membersDefects() []Defect { return nil }
