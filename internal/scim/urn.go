// Package scim is the vocabulary of SCIM 2.0: the names, resources, list and
// error bodies of RFC 7643 and RFC 7644. It knows no network and no judgment.
package scim

// MediaType is the media type of every SCIM message (RFC 7644 §8.1).
const MediaType = "application/scim+json"

// Schema URIs of resources and messages (RFC 7643 §10.4, RFC 7644 §8.2).
const (
	URNUser                  = "urn:ietf:params:scim:schemas:core:2.0:User"
	URNGroup                 = "urn:ietf:params:scim:schemas:core:2.0:Group"
	URNEnterpriseUser        = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	URNServiceProviderConfig = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
	URNResourceType          = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
	URNSchema                = "urn:ietf:params:scim:schemas:core:2.0:Schema"
	URNListResponse          = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	URNSearchRequest         = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
	URNPatchOp               = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	URNBulkRequest           = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
	URNBulkResponse          = "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
	URNError                 = "urn:ietf:params:scim:api:messages:2.0:Error"
)
