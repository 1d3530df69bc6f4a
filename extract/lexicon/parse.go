package lexicon

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// A row is one entry of a list file.
type row struct {
	file   string
	line   int
	fields []string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// readRows reads the entries of file, which must have n fields each. Trailing
// empty fields may be left out.
func readRows(fsys fs.FS, file string, n int) ([]row, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("reading word list: %w", err)
	}
	return parseRows(path.Base(file), data, n)
}

// parseRows reads the entries of data; errors call it name.
func parseRows(name string, data []byte, n int) ([]row, error) {
	rows := make([]row, 0, bytes.Count(data, []byte("\n"))+1)
	fields := make([]string, 0, n*cap(rows)) // of all rows
	i := 0
	for l := range strings.Lines(string(data)) {
		i++
		if l = strings.TrimSpace(l); l == "" || l[0] == '#' {
			continue
		}
		r := row{file: name, line: i}
		if k := strings.Count(l, "|") + 1; k > n {
			return nil, r.errorf("%d fields, want %d", k, n)
		}
		first := len(fields)
		for len(fields) < first+n {
			var f string
			f, l, _ = strings.Cut(l, "|")
			fields = append(fields, strings.TrimSpace(f))
		}
		r.fields = fields[first:len(fields):len(fields)]
		if r.fields[0] == "" {
			return nil, r.errorf("the first field is empty")
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// split cuts a field at sep and drops blanks and empty parts.
func split(field, sep string) []string {
	if field == "" {
		return nil
	}
	out := make([]string, 0, strings.Count(field, sep)+1)
	for s := range strings.SplitSeq(field, sep) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// weak cuts the mark ~ off a name and reports whether it was there.
func weak(name string) (string, bool) {
	n, ok := strings.CutSuffix(name, "~")
	return strings.TrimSpace(n), ok
}
