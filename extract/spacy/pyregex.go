package spacy

import (
	"fmt"
	"regexp"
	"strings"
)

// compileRegex returns what Python's re.search reports of strings, for the
// patterns that Go's regexp runs with the same meaning: without look-around,
// references, word boundaries, flags, and "$" before anything else.
func compileRegex(pattern string) (func(string) bool, error) {
	expr, err := goRegex(pattern)
	if err != nil {
		return nil, fmt.Errorf("regular expression %q: %w", pattern, err)
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, fmt.Errorf("regular expression %q: %w", pattern, err)
	}
	return re.MatchString, nil
}

const (
	pythonSpace = `\x09-\x0d\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}`
	pythonWord  = `\p{L}\p{N}_`
)

// goRegex writes a Python regular expression in Go's syntax.
func goRegex(pattern string) (string, error) {
	var b strings.Builder
	depth := 0 // of groups
	for i := 0; i < len(pattern); {
		rest := pattern[i:]
		out, n := rest[:1], 1
		var err error
		switch rest[0] {
		case '\\':
			out, n, err = goEscape(rest, false)
		case '[':
			out, n, err = goClass(rest)
		case '(':
			depth++
			if strings.HasPrefix(rest, "(?") && !strings.HasPrefix(rest, "(?:") && !strings.HasPrefix(rest, "(?P<") {
				err = fmt.Errorf("%.4q is not supported", rest)
			}
		case ')':
			depth--
		case '$': // stands also before a line break that ends the string
			out = `(?:\n?\z)`
			after := rest[1:]
			if strings.Trim(after, ")") != "" && !(depth == 0 && after[0] == '|') {
				err = fmt.Errorf("\"$\" is supported only at the end")
			}
		case '{':
			if strings.HasPrefix(rest, "{,") {
				err = fmt.Errorf("\"{,\" is not supported")
			}
		}
		if err != nil {
			return "", err
		}
		b.WriteString(out)
		i += n
	}
	return b.String(), nil
}

// goEscape writes the escape at the beginning of s, of n bytes, in Go's syntax.
func goEscape(s string, inClass bool) (out string, n int, err error) {
	if len(s) < 2 {
		return "", 0, fmt.Errorf("it ends with a backslash")
	}
	class := func(set string) string {
		if inClass {
			return set
		}
		return "[" + set + "]"
	}
	switch c := s[1]; {
	case c == 'd':
		return `\p{Nd}`, 2, nil
	case c == 'D':
		return `\P{Nd}`, 2, nil
	case c == 'w':
		return class(pythonWord), 2, nil
	case c == 's':
		return class(pythonSpace), 2, nil
	case c == 'W' && !inClass:
		return "[^" + pythonWord + "]", 2, nil
	case c == 'S' && !inClass:
		return "[^" + pythonSpace + "]", 2, nil
	case c == 'A' && !inClass:
		return `\A`, 2, nil
	case c == 'Z' && !inClass:
		return `\z`, 2, nil
	case strings.IndexByte("afnrtv", c) >= 0, '!' <= c && c <= '/', ':' <= c && c <= '@', '[' <= c && c <= '`', '{' <= c && c <= '~':
		return s[:2], 2, nil
	case strings.IndexByte(" \t\n\v\f\r", c) >= 0:
		return s[1:2], 2, nil
	case c == 'x' && len(s) >= 4 && s[2] != '{':
		return s[:4], 4, nil
	}
	return "", 0, fmt.Errorf("%.2q is not supported", s)
}

// goClass writes the set of characters at the beginning of s in Go's syntax.
func goClass(s string) (out string, n int, err error) {
	var b strings.Builder
	i := 1
	if strings.HasPrefix(s, "[^") {
		i++
	}
	b.WriteString(s[:i])
	for first := true; i < len(s); first = false {
		switch c := s[i]; {
		case c == ']' && !first:
			b.WriteByte(c)
			return b.String(), i + 1, nil
		case c == '\\':
			out, n, err := goEscape(s[i:], true)
			if err != nil {
				return "", 0, err
			}
			b.WriteString(out)
			i += n
			continue
		case c == '[' || c == ']':
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
		i++
	}
	return "", 0, fmt.Errorf("a set of characters does not end")
}
