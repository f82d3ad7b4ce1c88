package defect

import "slices"

// httpDefects are those in how SCIM travels over HTTP: media types, encoding,
// methods, paths and URIs (RFC 7644 §1.3, §3.1, §3.8, §3.13).
func httpDefects() []Defect {
	return slices.Concat(
		httpMediaType(), httpAccept(), httpBodyRefused(),
		[]Defect{httpUnknownMediaTypeCrashes(), httpUserAgentNeeded()},
		httpEncoding(), httpMethods(), httpLocations(),
		[]Defect{httpEncodedPathUnknown(), httpAnyVersionServed(), httpEchoesRequest(), httpListAsUser()},
	)
}
