package provision

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// Error codes of the provisioning log (E-9.13, E-9.14).
const (
	codeCompliance  = "SystemForCrossDomainIdentityManagementServiceIncompatible"
	codeFiltering   = "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering"
	codeDuplicate   = "DuplicateTargetEntries"
	codeMissing     = "MandatoryFieldsMissing"
	codeSkipped     = "EntrySynchronizationSkipped"
	codeImport      = "ImportSkipped"
	codeRedundant   = "RedundantExport"
	codeUnresolved  = "UnableToResolveReferenceAttributeValue"
	codeNotEntitled = "NotEffectivelyEntitled"
	codeSingle      = "SchemaPropertyCanOnlyAcceptValue"
	codeInternal    = "InternalError"
	CodeAnchor      = "InvalidAnchor" // of a linked resource that is gone (E-6.6)
)

// send performs a request and turns everything but success into a Failure.
func (j *Job) send(ctx context.Context, request Request) (Response, *Failure) {
	request.Media = j.dialect.Media()
	if request.Doubtful == "" {
		request.Doubtful = j.dialect.Doubtful(request.Operation == Create, request.Operation == Update)
	}
	response, err := j.deliver(ctx, request)
	if err != nil {
		failure := unanswered(request, response, err)
		failure.ended = ctx.Err() != nil
		return response, failure
	}
	if response.answered() && readable(request, response) {
		return response, nil
	}
	if response.answered() {
		return response, unreadable(request, response, errors.New("it is no JSON object"))
	}
	return response, refused(request, response)
}

// unanswered is a failure without a complete answer (E-6.29, E-6.30).
func unanswered(request Request, response Response, err error) *Failure {
	if failure, unsent := withoutAccess(request, response, err); unsent {
		return failure
	}
	code := "WebExceptionProtocolError"
	if errors.Is(err, context.DeadlineExceeded) {
		code = "Timeout"
	}
	return &Failure{Code: code, Reason: err.Error(), Transient: true, Planted: response.Planted, Exchange: response.Exchange, Request: request}
}

// refused is an answer that is no success (E-6.22 – E-6.28).
func refused(request Request, response Response) *Failure {
	return &Failure{
		Code: statusCode(request, response.Status), Status: response.Status, Reason: reason(response),
		Transient: response.Status == http.StatusTooManyRequests || response.Status >= 500,
		Exchange:  response.Exchange, Request: request, Planted: response.Planted,
	}
}

func statusCode(request Request, status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "Unauthorized"
	case http.StatusForbidden:
		return "InsufficientRights"
	case http.StatusMethodNotAllowed:
		return "MethodNotAllowed"
	case http.StatusConflict:
		return conflictCode(request)
	case http.StatusUnprocessableEntity:
		return "UnprocessableEntity"
	case http.StatusTooManyRequests:
		return "TooManyRequests"
	case http.StatusNotImplemented:
		return "NotImplemented"
	}
	if status >= 500 {
		return "InternalServerError"
	}
	return codeCompliance
}

// conflictCode: a creation that conflicts although the filter before it found
// nothing speaks against the filter (E-6.25).
func conflictCode(request Request) string {
	if request.Operation == Create {
		return codeFiltering
	}
	return "EntryConflict"
}

// reason is the status name with the detail of the SCIM error body.
func reason(response Response) string {
	text := fmt.Sprintf("%d %s", response.Status, http.StatusText(response.Status))
	body, err := scim.Decode(response.Body)
	if err != nil {
		return text
	}
	for _, name := range []string{"scimType", "detail"} {
		if value := body.String(name); value != "" {
			text += ", " + strings.TrimSpace(value)
		}
	}
	return text
}
