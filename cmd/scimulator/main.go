// Command scimulator plays Microsoft Entra ID's provisioning service against a
// SCIM 2.0 target.
package main

import (
	"os"

	"github.com/scimulator/scimulator/internal/cli"
)

func main() { os.Exit(cli.Main(cli.System())) }
