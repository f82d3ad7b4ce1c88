package profile

// Wire are options about the form of requests. The zero value is what the
// documents print; every other value was seen in the field or is inferred, as
// the rule says.
type Wire struct {
	ProbeName    string `json:"E-1.10,omitempty"` // guid (default) | prefixed: AzureAD_Test- before it
	Media        string `json:"E-5.4,omitempty"`  // documented (default) | charset | bare
	Query        string `json:"E-5.5,omitempty"`  // plus (default) | literal | percent
	CheckFirst   bool   `json:"E-5.9,omitempty"`  // ask for a reference before it is written, as older revisions did
	Schemas      string `json:"E-5.10,omitempty"` // both (default) | mapped
	CreateTruth  string `json:"E-5.15,omitempty"` // boolean (default) | string
	UpdateTruth  string `json:"E-5.20,omitempty"` // string (default) | boolean; without the flag
	Pathless     string `json:"E-5.21,omitempty"` // replace (default) | add: additions share an operation, too; with the flag
	TutorialSet  bool   `json:"E-5.26,omitempty"` // a manager is set as the tutorial prints it
	Clearing     string `json:"E-5.27,omitempty"` // empty (default) | object | remove
	RoleName     string `json:"E-5.30,omitempty"` // displayName (default) | display
	EmptyMembers bool   `json:"E-5.37,omitempty"` // a group is created with an empty list of members
	MemberRef    bool   `json:"E-5.41,omitempty"` // "$ref": null stands beside the value of a member
	Members      int    `json:"E-5.43,omitempty"` // per PATCH; 0 means 1
	LegacyPath   string `json:"E-5.46,omitempty"` // unquoted (default) | dotted | valid; of entra-legacy
	Replacing    string `json:"E-12.6,omitempty"` // verbose (default) | dotted; of scim-validator
}
