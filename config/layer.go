package config

import (
	"path/filepath"
	"strings"
)

// A layer is what one place says: values by key, and where each stands.
type layer struct {
	values map[string]any
	origin map[string]place
	items  map[string][]place // of a list in the file
}

// A place says where a value comes from.
type place struct {
	where  string // file, variable, flag
	line   int
	column int
	source string
	width  int
}

func (p place) problem(message, hint string) Problem {
	return Problem{
		Where: p.where, Line: p.line, Column: p.column, Source: p.source, Width: p.width,
		Message: message, Hint: hint,
	}
}

func newLayer() layer {
	return layer{values: map[string]any{}, origin: map[string]place{}, items: map[string][]place{}}
}

func (l layer) set(f field, value any, at place) {
	l.values[f.key] = value
	l.origin[f.key] = at
}

// resolve makes the paths of l absolute, seen from dir.
func (l layer) resolve(dir string) {
	abs := func(p string) string {
		if p == "" || filepath.IsAbs(p) {
			return p
		}
		return filepath.Join(dir, filepath.FromSlash(p))
	}
	for _, f := range fields() {
		if !f.path {
			continue
		}
		switch v := l.values[f.key].(type) {
		case string:
			l.values[f.key] = abs(v)
		case []string:
			out := make([]string, len(v))
			for i, p := range v {
				out[i] = abs(p)
			}
			l.values[f.key] = out
		}
	}
}

// nested returns the values of l as maps within maps, the form that is merged.
func (l layer) nested() map[string]any {
	root := map[string]any{}
	for key, value := range l.values {
		m := root
		parts := strings.Split(key, ".")
		for _, p := range parts[:len(parts)-1] {
			next, ok := m[p].(map[string]any)
			if !ok {
				next = map[string]any{}
				m[p] = next
			}
			m = next
		}
		m[parts[len(parts)-1]] = value
	}
	return root
}

// defaultLayer holds the values of Default.
func defaultLayer() layer {
	l, c := newLayer(), Default()
	for _, f := range fields() {
		l.set(f, f.value(c), place{where: "default"})
	}
	return l
}

// originOf returns where the value of key in force stands, and in which layer:
// the last that has it.
func originOf(key string, layers []layer) (at place, rank int) {
	for i, l := range layers {
		if p, ok := l.origin[key]; ok {
			at, rank = p, i
		}
	}
	return at, rank
}
