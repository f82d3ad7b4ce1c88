package account

// handler carries out a request; the account is locked meanwhile.
type handler func(*Account, *call) (answer, *refusal)

type route struct {
	method, path string // below Path
	handle       handler
}

// Operations lists what the account answers: "GET /account/clock".
func Operations() []string {
	var list []string
	for _, one := range routes() {
		list = append(list, one.method+" "+Path+one.path)
	}
	return list
}

func routes() []route {
	return append(peopleRoutes(), signOnRoutes()...)
}

func peopleRoutes() []route {
	return []route{
		{"GET", "/people", listPeople},
		{"GET", "/people/{id}", onPerson(nil)},
		{"PATCH", "/people/{id}", onPerson(editPerson)},
		{"DELETE", "/people/{id}", leaving(removePerson)},
		{"POST", "/people/{id}/seats", onPerson(assignSeat)},
		{"DELETE", "/people/{id}/seats/{product}", leaving(takeSeat)},
		{"PUT", "/people/{id}/role", onPerson(assignRole)},
		{"POST", "/people/{id}/hubs", joining(hubsOf)},
		{"DELETE", "/people/{id}/hubs/{name}", parting(hubsOf, "hub")},
		{"POST", "/people/{id}/projects", joining(projectsOf)},
		{"DELETE", "/people/{id}/projects/{name}", parting(projectsOf, "project")},
		{"POST", "/local-groups/{name}/members", joinLocal},
		{"DELETE", "/local-groups/{name}/members/{id}", leaveLocal},
		{"GET", "/synced-groups/{id}", readGroup},
		{"PATCH", "/synced-groups/{id}", editGroup},
		{"DELETE", "/synced-groups/{id}/members/{user}", expel},
		{"PUT", "/synced-groups/{id}/product", assignProduct},
		{"GET", "/directory-sync", readSync},
		{"PUT", "/directory-sync", setSync},
		{"GET", "/api-keys", listKeys},
		{"POST", "/api-keys", makeKey},
		{"GET", "/clock", readClock},
		{"POST", "/clock", advance},
	}
}

func signOnRoutes() []route {
	return []route{
		{"GET", "/teams", listTeams},
		{"POST", "/teams", addTeam},
		{"POST", "/connections", addConnection},
		{"GET", "/connections/{id}", onConnection(nil)},
		{"PATCH", "/connections/{id}", onConnection(editConnection)},
		{"DELETE", "/connections/{id}", deleteConnection},
		{"GET", "/connections/{id}/metadata", ownMetadata},
		{"POST", "/connections/{id}/test", testConnection},
		{"POST", "/connections/{id}/on", onConnection(turnOn)},
		{"POST", "/connections/{id}/off", onConnection(turnOff)},
		{"PUT", "/connections/{id}/test-user", onConnection(setTestUser)},
		{"DELETE", "/connections/{id}/test-user", dropTestUser},
		{"POST", "/domains", addDomain},
		{"GET", "/domains/{name}", onDomain(nil)},
		{"DELETE", "/domains/{name}", deleteDomain},
		{"POST", "/domains/{name}/verify", onDomain(verifyDomain)},
		{"POST", "/domains/{name}/link", onDomain(linkDomain)},
		{"POST", "/domains/{name}/unlink", onDomain(unlinkDomain)},
		{"GET", "/notices", listNotices},
		{"POST", "/sign-in", signIn},
		{"POST", "/invitations", invite},
		{"POST", "/passwords", setPassword},
		{"POST", "/password-sign-in", passwordSignIn},
	}
}
