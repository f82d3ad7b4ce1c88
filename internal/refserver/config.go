package refserver

import (
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

// config announces what works, and nothing else (RFC 7643 §5).
func (s *Server) config(root string) scim.Resource {
	return scim.Resource{
		"schemas":               []string{scim.URNServiceProviderConfig},
		"patch":                 supported(true),
		"bulk":                  scim.Resource{"supported": true, "maxOperations": maxBulkOperations, "maxPayloadSize": maxBulkPayload},
		"filter":                scim.Resource{"supported": true, "maxResults": s.maxResults},
		"changePassword":        supported(false),
		"sort":                  supported(true),
		"etag":                  supported(s.store.etags),
		"pagination":            s.pagination(),
		"authenticationSchemes": s.authenticationSchemes(),
		"meta":                  metaOf("ServiceProviderConfig", root+"/ServiceProviderConfig"),
	}
}

// authenticationSchemes announces how to log in (RFC 7643 §5).
func (s *Server) authenticationSchemes() []any {
	schemes := []any{scim.Resource{
		"type":        "oauthbearertoken",
		"name":        "OAuth Bearer Token",
		"description": "The token that the server was started with, as a bearer token in the Authorization header",
		"specUri":     "https://www.rfc-editor.org/info/rfc6750",
		"primary":     true,
	}}
	if s.grants == nil {
		return schemes
	}
	return append(schemes, scim.Resource{
		"type":        "oauth2",
		"name":        "OAuth 2.0 Client Credentials",
		"description": "An access token of " + TokenPath + " as a bearer token in the Authorization header",
		"specUri":     "https://www.rfc-editor.org/info/rfc6749",
		"primary":     false,
	})
}

// pagination announces both ways of paging (RFC 9865 §4).
func (s *Server) pagination() scim.Resource {
	return scim.Resource{
		"cursor": true, "index": true, "defaultPaginationMethod": "index",
		"defaultPageSize": s.maxResults, "maxPageSize": s.maxResults, "cursorTimeout": int(cursorLife / time.Second),
	}
}

func supported(yes bool) scim.Resource { return scim.Resource{"supported": yes} }
