package rule

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"dossier/extract"
)

// typesKey and listsKey are the top-level keys that are no relations.
const (
	typesKey = "types"
	listsKey = "lists"
)

// typePattern: in Neo4j a type is a label.
var typePattern = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$`)

// A userType is an entity type that a rule file adds.
type userType struct {
	src   *source
	key   *node
	is    *node // the type above it
	nouns []string
}

// readTypes adds the entity types that stand in rule files to the tree, and the
// nouns that say that something is of one.
func (l *loader) readTypes(roots []fileRoot) {
	found := map[string]userType{}
	for _, f := range roots {
		n := f.root.get(typesKey)
		if n == nil {
			continue
		}
		if n.kind != mapNode {
			f.errorf(n, `write "HedgeFund: {is: Company, nouns: [hedge fund]}"`, "types must be a mapping")
			continue
		}
		for _, e := range n.entries {
			if t, ok := l.readType(f.source, e, found); ok {
				found[e.key.text] = t
			}
		}
	}
	l.growTypes(found)
}

func (l *loader) readType(s *source, e entry, found map[string]userType) (t userType, ok bool) {
	name := e.key.text
	switch {
	case !typePattern.MatchString(name):
		s.errorf(e.key, "begin with a capital and use letters and digits, some of them small", "%q is no name of an entity type", name)
		return t, false
	case l.types.Known(name):
		s.errorf(e.key, "choose another name", "entity type %s is built in", name)
		return t, false
	case found[name].key != nil:
		s.errorf(e.key, "name it once", "entity type %s is defined twice", name)
		return t, false
	case e.value.kind != mapNode:
		s.errorf(e.key, `write "{is: Company, nouns: [hedge fund]}"`, "entity type %s has no entry", name)
		return t, false
	}
	t = userType{src: s, key: e.key}
	r := &reader{source: s, loader: l}
	for _, k := range e.value.entries {
		switch k.key.text {
		case "is":
			t.is = k.value
		case "nouns":
			for _, item := range r.scalars(k.value) {
				if w, ok := r.word(item, "a noun"); ok {
					t.nouns = append(t.nouns, fold(w))
				}
			}
		default:
			unknownKey(s, k.key, []string{"is", "nouns"})
		}
	}
	if t.is == nil || t.is.kind != scalarNode {
		s.errorf(e.key, `name the type above it: "is: Company"`, "entity type %s stands below none", name)
		return t, false
	}
	return t, true
}

// growTypes puts the found types below those that they name.
func (l *loader) growTypes(found map[string]userType) {
	l.nouns = map[string][]string{}
	if len(found) == 0 {
		return
	}
	above := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		t, is := found[name], found[name].is.text
		switch {
		case found[is].key == nil && l.types.Path(is) == nil:
			t.src.errorf(t.is, didYouMean(is, slices.Concat(l.types.Names(), slices.Collect(maps.Keys(found)))), "unknown entity type %q", is)
			continue
		case extract.IsValue(is):
			t.src.errorf(t.is, "values are no nodes", "entity type %s cannot stand below %s", name, is)
			continue
		}
		above[name] = is
		for _, n := range t.nouns {
			l.nouns[n] = append(l.nouns[n], name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(above)) {
		if circle := circleOf(name, above); circle != nil {
			t := found[name]
			t.src.errorf(t.is, "", "entity type %s stands below itself: %s", name, strings.Join(circle, " is "))
			return
		}
	}
	grown, err := l.types.With(above)
	if err != nil { // one of the types above it is in error, which was told
		return
	}
	l.types = grown
}

// circleOf returns the way from name back to name, nil if there is none.
func circleOf(name string, above map[string]string) []string {
	way := []string{name}
	for at := above[name]; at != "" && len(way) <= len(above); at = above[at] {
		way = append(way, at)
		if at == name {
			return way
		}
	}
	return nil
}
