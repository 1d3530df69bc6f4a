package config

import (
	"path"
	"slices"
	"strings"
)

// Match reports whether the file at slash path rel, relative to Config.Dir, is
// chosen: by one of Include, if there are any, and by none of Exclude. A pattern
// without a slash is compared with each name in rel, one with a slash with rel
// and the folders above it. Within a name *, ? and [a-z] are those of
// [path.Match]; ** stands for any number of folders.
func (s Sources) Match(rel string) bool {
	in := func(patterns []string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { return matchAbove(p, rel) })
	}
	return (len(s.Include) == 0 || in(s.Include)) && !in(s.Exclude)
}

// matchAbove compares pattern with rel and everything above it.
func matchAbove(pattern, rel string) bool {
	names := strings.Split(rel, "/")
	if !strings.Contains(pattern, "/") {
		return slices.ContainsFunc(names, func(n string) bool { return matchName(pattern, n) })
	}
	parts := strings.Split(strings.Trim(strings.TrimPrefix(pattern, "./"), "/"), "/")
	for n := len(names); n > 0; n-- {
		if matchParts(parts, names[:n]) {
			return true
		}
	}
	return false
}

func matchParts(parts, names []string) bool {
	// open[i] says that the names so far can be read by parts[:i].
	open := make([]bool, len(parts)+1)
	open[0] = true
	skip := func() {
		for i, p := range parts {
			if p == "**" && open[i] {
				open[i+1] = true
			}
		}
	}
	skip()
	for _, name := range names {
		for i := len(parts); i > 0; i-- {
			switch p := parts[i-1]; {
			case p == "**":
				open[i] = open[i] || open[i-1]
			default:
				open[i] = open[i-1] && matchName(p, name)
			}
		}
		open[0] = false
		skip()
	}
	return open[len(parts)]
}

func matchName(pattern, name string) bool {
	ok, _ := path.Match(pattern, name) // bad patterns were refused at load
	return ok
}

// badPattern returns what is wrong with p, or "".
func badPattern(p string) string {
	for _, part := range strings.Split(p, "/") {
		if part == "" && strings.Trim(p, "/") == "" {
			return "an empty pattern"
		}
		if _, err := path.Match(part, ""); err != nil {
			return "a bracket or a backslash is not closed"
		}
	}
	return ""
}
