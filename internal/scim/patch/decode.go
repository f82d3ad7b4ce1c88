package patch

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// maxOperations bounds the work that one message can ask for. The values of one
// operation are bounded by the size of the body alone.
const maxOperations = 10_000

// Decode reads a PatchOp message. Errors are of type *scim.Error. Paths are read
// when they are applied, since only the schemas tell what they mean.
//
// Nothing in the RFCs gives the letter case of op. RFC 7643 §2.1 makes attribute
// names case insensitive, not values, and §2.2 sets a default of caseExact for
// attributes of schemas, which messages do not have. So op is read like that of
// JSON Patch, on which PATCH is based (RFC 6902 §4: "add", "remove", …): as
// spelled. Tolerant takes any case (E-6.13).
func Decode(raw []byte, mode Mode) ([]Operation, error) {
	body, err := scim.Decode(raw)
	if err != nil {
		return nil, scim.InvalidSyntax("the body is not a JSON object: " + err.Error())
	}
	if name := twin(body); name != "" {
		return nil, scim.InvalidSyntax(name + " is there twice: names that differ only in case are the same")
	}
	// RFC 7644 §3.5.2: the body MUST contain "schemas" with the URI of PatchOp.
	if !slices.ContainsFunc(body.List("schemas"), isPatchOp) {
		return nil, scim.InvalidSyntax("schemas has to contain " + scim.URNPatchOp)
	}
	value, _ := body.Get("Operations")
	list, ok := value.([]any)
	switch {
	case !ok:
		return nil, scim.InvalidSyntax("Operations has to be an array of operations")
	case len(list) == 0 && mode == Strict: // §3.5.2: one or more
		return nil, scim.InvalidSyntax("Operations is empty: send one operation at least")
	case len(list) > maxOperations:
		return nil, &scim.Error{
			Status: http.StatusRequestEntityTooLarge,
			Detail: fmt.Sprintf("Operations has %d operations, at most %d are applied: send several requests", len(list), maxOperations),
		}
	}
	return decodeAll(list, mode)
}

func isPatchOp(uri any) bool {
	text, ok := uri.(string)
	return ok && strings.EqualFold(text, scim.URNPatchOp)
}

func decodeAll(list []any, mode Mode) ([]Operation, error) {
	operations := make([]Operation, 0, len(list))
	for i, element := range list {
		operation, err := decodeOne(element, mode)
		if err != nil {
			return nil, numbered(i, err)
		}
		operations = append(operations, operation)
	}
	return operations, nil
}

func decodeOne(element any, mode Mode) (Operation, error) {
	object := scim.AsObject(element)
	if object == nil {
		return Operation{}, scim.InvalidSyntax("an operation has to be an object")
	}
	if name := twin(object); name != "" { // §3.5.2: exactly one op
		return Operation{}, scim.InvalidSyntax(name + " is there twice: names that differ only in case are the same")
	}
	op, err := decodeOp(object, mode)
	if err != nil {
		return Operation{}, err
	}
	path, err := decodePath(object)
	if err != nil {
		return Operation{}, err
	}
	value, valued := object.Get("value")
	if op == Remove && path == "" { // §3.5.2.2
		return Operation{}, scim.NoTarget("remove needs a path: say what to remove")
	}
	if op != Remove && !valued { // §3.5.2.1, §3.5.2.3; table 9: a required value was missing
		return Operation{}, scim.InvalidValue(string(op) + " needs a value")
	}
	return Operation{op, path, value, valued}, nil
}

func decodeOp(object scim.Resource, mode Mode) (Op, error) {
	text := object.String("op")
	op := Op(text)
	if mode == Tolerant {
		op = Op(strings.ToLower(text))
	}
	switch op {
	case Add, Remove, Replace:
		return op, nil
	}
	return "", scim.InvalidSyntax(fmt.Sprintf(`op is %q: "add", "remove" or "replace" is expected`, text))
}

// decodePath is "" without a path; null is no path (RFC 7643 §2.5), but an empty
// text is a malformed one.
func decodePath(object scim.Resource) (string, error) {
	value, _ := object.Get("path")
	if value == nil {
		return "", nil
	}
	path, ok := value.(string)
	if !ok || path == "" {
		return "", scim.InvalidPath("path has to be a text that names an attribute; leave it out to mean the whole resource")
	}
	return path, nil
}

// numbered says in an error which operation it is about.
func numbered(i int, err error) error {
	var fault *scim.Error
	if !errors.As(err, &fault) {
		return err
	}
	told := *fault
	told.Detail = fmt.Sprintf("Operations[%d]: %s", i, fault.Detail)
	return &told
}
