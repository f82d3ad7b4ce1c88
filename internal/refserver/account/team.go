package account

func listTeams(a *Account, _ *call) (answer, *refusal) {
	teams := []map[string]string{}
	for _, name := range a.teams.sorted() {
		teams = append(teams, map[string]string{"name": name})
	}
	return shown(map[string]any{"teams": teams})
}

func addTeam(a *Account, c *call) (answer, *refusal) {
	name, refused := c.managed("name")
	if refused != nil {
		return refuse(refused)
	}
	if a.teams[name] {
		return refuse(conflict("there is a team " + name + " already: choose another name"))
	}
	a.teams = a.teams.with(name)
	return created(map[string]string{"name": name})
}

// team is the team with a name, "main" when nothing is said.
func (a *Account) team(name string) (string, *refusal) {
	if name == "" {
		return mainTeam, nil
	}
	if !a.teams[name] {
		return "", unknown("there is no team " + name + ": create it first")
	}
	return name, nil
}
