package lexicon

import (
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
	var rows []row
	for i, l := range strings.Split(string(data), "\n") {
		if l = strings.TrimSpace(l); l == "" || l[0] == '#' {
			continue
		}
		r := row{file: path.Base(file), line: i + 1, fields: strings.Split(l, "|")}
		if len(r.fields) > n {
			return nil, r.errorf("%d fields, want %d", len(r.fields), n)
		}
		for len(r.fields) < n {
			r.fields = append(r.fields, "")
		}
		for j := range r.fields {
			r.fields[j] = strings.TrimSpace(r.fields[j])
		}
		if r.fields[0] == "" {
			return nil, r.errorf("the first field is empty")
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// split cuts a field at sep and drops blanks and empty parts.
func split(field, sep string) []string {
	var out []string
	for _, s := range strings.Split(field, sep) {
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
