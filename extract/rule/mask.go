package rule

import (
	"bytes"
	"slices"
	"strings"
)

// Most of the built-in files is tests, which few runs need, and reading them takes
// most of the time of Load. So those of the block layout, "example:" or
// "counter:" on a line of its own and the items below it, are left out until
// somebody asks for them.

// withoutTests returns f with the lines of its tests empty, so that all else
// keeps its place.
func withoutTests(f File) File {
	out := make([]byte, 0, len(f.Data))
	test := -1 // indentation of the key whose items are left out
	for line := range bytes.Lines(f.Data) {
		text := bytes.TrimLeft(line, " ")
		indent := len(line) - len(text)
		isItem := indent > test || indent == test && bytes.HasPrefix(text, []byte("- "))
		if key, ok := strings.CutSuffix(string(bytes.TrimSpace(text)), ":"); ok && slices.Contains(testKeys, key) {
			test = indent
		} else if test < 0 || !isItem && len(bytes.TrimSpace(text)) > 0 {
			test = -1
			out = append(out, line...)
			continue
		}
		out = append(out, '\n')
	}
	f.Data = out
	return f
}
