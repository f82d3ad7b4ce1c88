package certify

import (
	"fmt"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"

	"github.com/scimulator/scimulator/internal/certify/steps"
)

// fillRows makes the rows of examples that have a name, such as
//
//	Examples: every readWrite attribute
//	  | type | attribute | value | other |
//
// from what the target declares. The columns are those of steps.Case.
func fillRows(examples *messages.Examples, facts *steps.Facts, newID func() string) error {
	name := strings.TrimSpace(examples.Name)
	if !strings.HasPrefix(name, "every ") {
		return nil
	}
	if len(examples.TableBody) > 0 {
		return fmt.Errorf("the rows of %q come from the target: leave them out", name)
	}
	cases, known := steps.Cases(strings.TrimPrefix(name, "every "), facts)
	if !known {
		return fmt.Errorf("there are no rows called %q; there are: every %s", name, strings.Join(steps.CaseNames(), ", every "))
	}
	for _, one := range cases {
		row := &messages.TableRow{Location: examples.Location, Id: newID()}
		for _, cell := range examples.TableHeader.Cells {
			value, known := one[cell.Value]
			if !known {
				return fmt.Errorf("%q has no column %q; it has %s", name, cell.Value, strings.Join(columns(one), ", "))
			}
			row.Cells = append(row.Cells, &messages.TableCell{Location: examples.Location, Value: value})
		}
		examples.TableBody = append(examples.TableBody, row)
	}
	return nil
}

func columns(one steps.Case) []string {
	var names []string
	for name := range one {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
