package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
)

// FaultKind says why there is no complete answer.
type FaultKind string

// The kinds of faults.
const (
	Refused     FaultKind = "refused"      // nothing listens there
	UnknownHost FaultKind = "unknown host" // the name has no address
	TLS         FaultKind = "tls"          // no trustworthy encrypted connection
	Timeout     FaultKind = "timeout"      // the deadline passed
	CutOff      FaultKind = "cut off"      // the answer ended in the middle
	TooLarge    FaultKind = "too large"    // the answer is larger than allowed
	Reset       FaultKind = "reset"        // the connection was dropped before an answer
	BadHTTP     FaultKind = "bad http"     // what came is not HTTP
	Cancelled   FaultKind = "cancelled"    // we gave up, for example on Ctrl-C
	NoToken     FaultKind = "no token"     // the token endpoint gave no access token, so nothing was sent
	Lapsed      FaultKind = "lapsed"       // the credentials worked before, and do no longer: nothing more is sent
	Lost        FaultKind = "lost"         // the run was killed before the answer, and no look tells what became of the request
)

// Fault is a request without a complete answer. Nothing in it holds a secret
// but Err, whose text comes from below: print the Fault, not Err.
type Fault struct {
	Kind   FaultKind
	URL    string
	Err    error
	Status int  // when the head of the answer came, else 0
	Sent   bool // the request was written, so the target may have acted on it
	Token  bool // it is the token request that has no good answer: the request itself was not sent
	// Planted is the mishap that Options.Tamper made of the exchange: the target is
	// not to blame; "" for none.
	Planted string

	reason string // Err in words, masked
}

// Error says what happened, in one sentence.
func (f *Fault) Error() string {
	text := fmt.Sprintf("%s: %s: %s", f.URL, f.happened(), f.reason)
	if f.Planted != "" {
		text += " (planted: " + f.Planted + ")"
	}
	return text
}

// Reason is why, in words. It holds no secret.
func (f *Fault) Reason() string { return f.reason }

// Recall is a fault of an earlier run as it was written down, with its reason in
// words; the error below is not known any more.
func Recall(f Fault, reason string) *Fault {
	f.reason = reason
	return &f
}

// Unwrap gives the error below.
func (f *Fault) Unwrap() error { return f.Err }

func (f *Fault) happened() string {
	switch f.Kind {
	case Refused:
		return "the connection was refused"
	case UnknownHost:
		return "the host is unknown"
	case TLS:
		return "there is no secure connection"
	case Timeout:
		return "no complete answer in time"
	case CutOff:
		return fmt.Sprintf("the answer (status %d) ended in the middle", f.Status)
	case TooLarge:
		return "the answer is too large"
	case Reset:
		return "the connection was dropped before an answer"
	case Cancelled:
		return "the request was given up"
	case NoToken:
		return "the token endpoint gave no access token"
	case Lapsed:
		return "the credentials stopped working"
	case Lost:
		return "the run was killed before the answer"
	default:
		return "the answer is not HTTP"
	}
}

// Advice says what to check or do.
func (f *Fault) Advice() string {
	host := f.URL
	if u, err := url.Parse(f.URL); err == nil {
		host = u.Host
	}
	switch f.Kind {
	case Refused:
		return fmt.Sprintf("nothing listens at %s: check the Tenant URL and that the service runs", host)
	case UnknownHost:
		return fmt.Sprintf("the name %s does not resolve: check the Tenant URL for a typing error, and the DNS of this machine", host)
	case TLS:
		return fmt.Sprintf("check that %s speaks https and that its certificate is valid for this name and issued by an authority this machine trusts; name a private authority in the target file", host)
	case Timeout:
		return fmt.Sprintf("check that %s is reachable through the firewall and not overloaded, or raise the timeout", host)
	case CutOff:
		return fmt.Sprintf("look into the log of %s, or of the proxy before it, for a crash while it was answering", host)
	case TooLarge:
		return fmt.Sprintf("check that the Tenant URL points to the SCIM endpoint of %s and that listings are paged", host)
	case Reset:
		return fmt.Sprintf("look into the log of %s, or of the proxy before it, for a crash or a limit on connections", host)
	case Cancelled:
		return "start the run again when you are ready"
	case NoToken:
		return fmt.Sprintf("check token URL, client id, scopes and secret or key: they are what %s judged; a secret may have been revoked or have expired", host)
	case Lapsed:
		return "run again with a token that lives as long as the run, or with a login that is renewed: auth in the target file"
	case Lost:
		return fmt.Sprintf("look at %s whether it was carried out, or run the story again from its beginning", host)
	default:
		return fmt.Sprintf("check scheme and port of the Tenant URL: %s does not speak HTTP there, or a proxy before it breaks the answers", host)
	}
}

// fault classifies an error. ctx is the one the request ran under.
func (c *Client) fault(ctx context.Context, err error, address string, status int, sent bool) *Fault {
	f := &Fault{Kind: kindOf(ctx, err, status), URL: c.secrets.masker().Text(address), Err: err, Status: status, Sent: sent}
	f.reason = c.secrets.masker().Text(reason(ctx, err, f.Kind))
	return f
}

// reason is the error in words, without the address that the Fault names
// already.
func reason(ctx context.Context, err error, kind FaultKind) string {
	if cause := context.Cause(ctx); cause != nil && (kind == Timeout || kind == Cancelled) {
		return cause.Error()
	}
	var where *url.Error
	if errors.As(err, &where) {
		err = where.Err
	}
	return err.Error()
}

func kindOf(ctx context.Context, err error, status int) FaultKind {
	switch {
	case errors.Is(ctx.Err(), context.Canceled), errors.Is(err, context.Canceled):
		return Cancelled
	case isTimeout(ctx, err):
		return Timeout
	case isTooLarge(err):
		return TooLarge
	case errors.Is(err, errGzip):
		return BadHTTP
	case status != 0:
		return bodyKind(err)
	}
	return connectionKind(err)
}

// bodyKind is why a body that had begun did not end.
func bodyKind(err error) FaultKind {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || isReset(err) {
		return CutOff
	}
	return BadHTTP
}

// connectionKind is why there was no answer at all.
func connectionKind(err error) FaultKind {
	var unknown *net.DNSError
	var refused *Denied
	switch {
	case errors.As(err, &refused):
		return NoToken
	case errors.As(err, &unknown):
		return UnknownHost
	case errors.Is(err, syscall.ECONNREFUSED):
		return Refused
	case isTLS(err):
		return TLS
	case isReset(err), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, errDropped):
		return Reset
	case isOp(err, "dial"):
		return Refused
	}
	return BadHTTP
}

func isTimeout(ctx context.Context, err error) bool {
	var timeout net.Error
	return errors.Is(ctx.Err(), context.DeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) ||
		errors.As(err, &timeout) && timeout.Timeout()
}

func isTooLarge(err error) bool {
	var large tooLarge
	// net/http has no error value for headers beyond MaxResponseHeaderBytes.
	return errors.As(err, &large) || strings.Contains(err.Error(), "server response headers exceeded")
}

func isReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, net.ErrClosed) ||
		strings.Contains(err.Error(), "server closed idle connection") // net/http has no error value for it
}

func isOp(err error, op string) bool {
	var failed *net.OpError
	return errors.As(err, &failed) && failed.Op == op
}

func isTLS(err error) bool {
	var (
		verification *tls.CertificateVerificationError
		record       tls.RecordHeaderError
		alert        tls.AlertError
		authority    x509.UnknownAuthorityError
		hostname     x509.HostnameError
		invalid      x509.CertificateInvalidError
	)
	return errors.As(err, &verification) || errors.As(err, &record) || errors.As(err, &alert) ||
		errors.As(err, &authority) || errors.As(err, &hostname) || errors.As(err, &invalid) ||
		errors.Is(err, http.ErrSchemeMismatch) || strings.Contains(err.Error(), "tls: ")
}
