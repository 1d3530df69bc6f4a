package rule

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Lists are word lists by name, without the @ that rules put before it.
type Lists map[string][]string

// ParseList reads a list file: one entry a line, lower case or not, with
// comments after #. An entry given twice is an error, as a list is kept by hand.
func ParseList(f File) ([]string, error) {
	var errs Errors
	s := newSource(f, &errs)
	if i := firstInvalid(f.Data); i >= 0 {
		s.errorAt(strings.Count(string(f.Data[:i]), "\n")+1, 1, 1, "save the file as UTF-8", "invalid UTF-8")
		return nil, errs
	}
	seen := map[string]int{}
	var out []string
	for i, line := range s.lines() {
		text, _, _ := strings.Cut(line, "#")
		entry := fold(text)
		if entry == "" {
			continue
		}
		if first, ok := seen[entry]; ok {
			s.errorAt(i+1, 1, utf8.RuneCountInString(line), "remove one of them", "entry %q repeated, first in line %d", entry, first)
			continue
		}
		seen[entry] = i + 1
		out = append(out, entry)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return out, nil
}

// fold is the form in which words are compared: lower case, single blanks.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// ReadFS reads an ontology folder: rule files *.yaml and lists lists/*.txt.
func ReadFS(fsys fs.FS, builtIn bool) ([]File, Lists, error) {
	var files []File
	lists := Lists{}
	var errs Errors
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		isList := path.Ext(name) == ".txt" && path.Base(path.Dir(name)) == "lists"
		if !isList && path.Ext(name) != ".yaml" && path.Ext(name) != ".yml" {
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		f := File{Name: name, Data: data, BuiltIn: builtIn}
		if !isList {
			files = append(files, f)
			return nil
		}
		entries, err := ParseList(f)
		if e, ok := err.(Errors); ok {
			errs = append(errs, e...)
		}
		lists[strings.TrimSuffix(path.Base(name), ".txt")] = entries
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read ontology: %w", err)
	}
	if len(errs) > 0 {
		return nil, nil, errs
	}
	return files, lists, nil
}

// names returns the names of the lists with their @, sorted.
func (l Lists) names() []string {
	var out []string
	for n := range l {
		out = append(out, "@"+n)
	}
	slices.Sort(out)
	return out
}
