package directory

import "strings"

// Marking makes everything a run creates recognisable on the target. It is
// applied to what the story says before anything is mapped, so that every
// application that maps a name carries it (design §9):
//
//   - the local part of a userPrincipalName gets the marker, and the address the
//     target's mail domain; so does the original address within a guest's name;
//   - mail, otherMails, proxyAddresses and originalUserPrincipalName are treated
//     alike, whether they repeat the userPrincipalName or not: targets ask for
//     unique addresses in their own domain, and nobody else may get mail;
//   - mailNickname gets the marker, because it is what Entra maps to externalId;
//   - the display name of a group gets the marker, that of a user does not: it
//     is no key anywhere.
//
// The zero value marks nothing.
type Marking struct {
	Marker string
	Domain string // mail domain of the target; "" keeps that of the story
}

// UserPrincipalName marks a user principal name or a mail address:
// ana.reis@fabrikam.example becomes ana.reis.sim12@corp.example. A name without
// a domain gets the marker only.
func (m Marking) UserPrincipalName(name string) string {
	if local, domain, rest, guest := cutGuest(name); guest {
		return m.guest(local, domain, rest)
	}
	at := strings.LastIndexByte(name, '@')
	if at < 0 {
		return m.nickname(name)
	}
	domain := name[at+1:]
	if m.Domain != "" {
		domain = m.Domain
	}
	return m.nickname(name[:at]) + "@" + domain
}

// DisplayName marks the display name of a group: Design becomes Design sim12.
func (m Marking) DisplayName(name string) string {
	if m.Marker == "" || name == "" {
		return name
	}
	return name + " " + m.Marker
}

func (m Marking) nickname(name string) string {
	if m.Marker == "" || name == "" {
		return name
	}
	return name + "." + m.Marker
}

// address marks a proxy address, which may begin with a scheme: SMTP:ana@….
func (m Marking) address(text string) string {
	scheme, name, found := strings.Cut(text, ":")
	if !found {
		return m.UserPrincipalName(text)
	}
	return scheme + ":" + m.UserPrincipalName(name)
}

// mark marks one attribute of a user or group.
func (m Marking) mark(kind, name string, v value) value {
	var marked func(string) string
	switch name {
	case "userPrincipalName", "originalUserPrincipalName", "mail", "otherMails":
		marked = m.UserPrincipalName
	case "proxyAddresses":
		marked = m.address
	case "mailNickname":
		marked = m.nickname
	case "displayName":
		if kind == kindGroup {
			marked = m.DisplayName
		}
	}
	if marked == nil {
		return v
	}
	texts := make([]string, len(v.texts))
	for i, text := range v.texts {
		texts[i] = marked(text)
	}
	return value{texts, v.many}
}

// Marked translates a value of the story into the form it has in the directory;
// a value that carries no mark comes back as it is. The crowd is not known here:
// no story speaks of it.
func (d *Directory) Marked(text string) string {
	if marked, ok := d.marked[text]; ok {
		return marked
	}
	return text
}

// mark marks an attribute of the story and remembers how.
func (d *Directory) mark(kind, name string, v value) value {
	marked := d.marking.mark(kind, name, v)
	for i, text := range v.texts {
		if text != marked.texts[i] {
			d.marked[text] = marked.texts[i]
			if original := OriginalName(text); original != text {
				d.marked[original] = OriginalName(marked.texts[i])
			}
		}
	}
	return marked
}
