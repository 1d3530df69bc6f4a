package spacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isURL reports whether the whole of s is a URL, a host with a known shape of
// name, or an e-mail address, in time linear in its length.
//
// The pattern allows a scheme and a user part before the host, both optional, so
// the host may begin at the start, after "scheme://" and after every '@'. It ends
// at the first '/', '?', '#' or ':', and no host holds an '@'.
func (a *affixes) isURL(s string) bool {
	if a.hostAt(s) {
		return true
	}
	if scheme, rest, ok := strings.Cut(s, "://"); ok && isScheme(scheme) && a.hostAt(rest) {
		return true
	}
	for i := 1; i < len(s); i++ {
		if s[i] == '@' && a.hostAt(s[i+1:]) {
			return true
		}
	}
	return false
}

// isScheme reports whether s is at least two word characters, '+', '-' or '.'.
func isScheme(s string) bool {
	n := 0
	for _, r := range s {
		if !(unicode.In(r, unicode.L, unicode.N) || strings.ContainsRune("_+-.", r)) {
			return false
		}
		n++
	}
	return n >= 2
}

// hostAt reports whether s is a host, an optional port, and an optional path.
func (a *affixes) hostAt(s string) bool {
	end := strings.IndexAny(s, "/?#:@")
	if end < 0 {
		return a.isHost(s)
	}
	switch s[end] {
	case '@':
		return false
	case ':':
		if !isPort(s[end+1:]) {
			return false
		}
	}
	return a.isHost(s[:end])
}

// isPort reports whether s begins with two to five decimal digits, of any script,
// followed by nothing or a path.
func isPort(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Nd, r) {
			return 2 <= n && (r == '/' || r == '?' || r == '#')
		}
		if n++; n > 5 {
			return false
		}
	}
	return 2 <= n
}

// isHost reports whether s is a domain name or a public IPv4 address.
func (a *affixes) isHost(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot < 0 {
		return false
	}
	return a.isTopLevel(s[dot+1:]) && areLabels(s[:dot]) || isAddress(s)
}

// isTopLevel reports whether s is 2 to 63 lower-case letters.
func (a *affixes) isTopLevel(s string) bool {
	n := 0
	for _, r := range s {
		if n++; n > 63 || !a.lower.has(r) {
			return false
		}
	}
	return n >= 2
}

// areLabels reports whether s is labels of 1 to 64 characters with dots between,
// which begin and end in a letter or digit and may hold '_' and '-' inside.
func areLabels(s string) bool {
	n := 0
	inner := false // the last character may not end a label
	for _, r := range s {
		switch {
		case r == '.':
			if n == 0 || inner {
				return false
			}
			n = 0
			continue
		case r == '_' || r == '-':
			if n == 0 {
				return false
			}
			inner = true
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || 0xa1 <= r && r <= 0xffff:
			inner = false
		default:
			return false
		}
		if n++; n > 64 {
			return false
		}
	}
	return n > 0 && !inner
}

// isAddress reports whether s is four octets and not in a private range.
func isAddress(s string) bool {
	var octets [4]string
	for i := range octets {
		head, tail, more := strings.Cut(s, ".")
		if more != (i < 3) || len(head) > 3*utf8.UTFMax {
			return false
		}
		octets[i], s = head, tail
	}
	a, b := octets[0], octets[1]
	if !isOctet(a, "223", false) || !isOctet(b, "255", true) || !isOctet(octets[2], "255", true) || !isOctet(octets[3], "254", false) {
		return false
	}
	switch a {
	case "10", "127":
		return false
	case "169":
		return b != "254"
	case "192":
		return b != "168"
	case "172":
		second := []rune(b)
		if len(second) != 2 {
			return true
		}
		return !(second[0] == '1' && '6' <= second[1] && second[1] <= '9' || second[0] == '2' ||
			second[0] == '3' && (second[1] == '0' || second[1] == '1'))
	}
	return true
}

// isOctet reports whether s is one to three digits up to limit (of three ASCII
// digits). Digits that decide about the limit must be ASCII; the others may be of
// any script. Only with zero set may the first be a 0 or not ASCII.
func isOctet(s, limit string, zero bool) bool {
	d := []rune(s)
	if len(d) == 0 || len(d) > 3 {
		return false
	}
	for _, r := range d {
		if !unicode.Is(unicode.Nd, r) {
			return false
		}
	}
	if !zero && !('1' <= d[0] && d[0] <= '9') {
		return false
	}
	if len(d) < 3 {
		return true
	}
	if d[0] == '1' {
		return true
	}
	if d[0] != '2' {
		return false
	}
	middle, last := rune(limit[1]), rune(limit[2])
	return '0' <= d[1] && d[1] < middle || d[1] == middle && '0' <= d[2] && d[2] <= last
}
