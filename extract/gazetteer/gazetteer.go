package gazetteer

import (
	"fmt"
	"io"
	"strings"

	"dossier/extract"
)

// A Gazetteer finds names. It does not change and may be shared. Its zero value,
// and nil, know no name.
type Gazetteer struct {
	index    *index
	checksum string
	close    func() error
}

// New makes a gazetteer of entries in memory; each needs an id of its own, a type
// that is no value, and names that begin with a letter or digit.
func New(types *extract.Types, entries ...Entry) (*Gazetteer, error) {
	b := newBuilder(types)
	for i, e := range entries {
		if problem := b.add(e); problem != "" {
			return nil, fmt.Errorf("gazetteer entry %d: %s", i+1, problem)
		}
	}
	var sum strings.Builder
	for _, e := range b.entries {
		io.WriteString(&sum, extract.Hash(append([]string{e.ID, e.Type, fmt.Sprint(e.Links)}, e.Names...)...))
	}
	return b.gazetteer(extract.Hash("entries", sum.String()))
}

// A builder gathers entries.
type builder struct {
	types   *extract.Types
	entries []Entry
	seen    map[string]bool
}

func newBuilder(types *extract.Types) *builder {
	return &builder{types: types, seen: map[string]bool{}}
}

// add takes e or says what is wrong with it.
func (b *builder) add(e Entry) string {
	if problem := check(b.types, &e); problem != "" {
		return problem
	}
	if b.seen[e.ID] {
		return fmt.Sprintf("id %q occurs twice; give all names of one thing in one entry", e.ID)
	}
	b.seen[e.ID] = true
	b.entries = append(b.entries, e)
	return ""
}

func (b *builder) gazetteer(checksum string) (*Gazetteer, error) {
	data, err := build(b.entries, checksum)
	if err != nil {
		return nil, err
	}
	x, err := openIndex(data)
	if err != nil {
		return nil, err
	}
	return &Gazetteer{index: x, checksum: checksum}, nil
}

// Checksum changes with anything in the lists. That of nil is that of none.
func (g *Gazetteer) Checksum() string {
	if g == nil || g.index == nil {
		return extract.Hash("no gazetteer")
	}
	return g.checksum
}

// Len returns how many things and how many different names g has.
func (g *Gazetteer) Len() (entries, names int) {
	if g == nil || g.index == nil {
		return 0, 0
	}
	return int(g.index.Entries), int(g.index.Names)
}

// A Target is what a name may speak of.
type Target struct{ ID, Type string }

// Longest returns what the longest name may mean that text begins with and for
// whose length in bytes fits holds.
func (g *Gazetteer) Longest(text string, fits func(n int) bool) (targets []Target, n int, ok bool) {
	if g == nil || g.index == nil {
		return nil, 0, false
	}
	name, n, ok := g.index.longest(text, fits)
	if !ok {
		return nil, 0, false
	}
	for _, i := range g.index.name(name).entries {
		if e := g.index.entry(i); e.ID != "" {
			targets = append(targets, Target{strings.Clone(e.ID), strings.Clone(e.Type)})
		}
	}
	return targets, n, len(targets) > 0
}

// Entry returns the entry with an id, of its names the one to show only.
func (g *Gazetteer) Entry(id string) (Entry, bool) {
	if g == nil || g.index == nil {
		return Entry{}, false
	}
	e, ok := g.index.find(id)
	if !ok {
		return Entry{}, false
	}
	out := Entry{ID: strings.Clone(e.ID), Type: strings.Clone(e.Type), Names: []string{strings.Clone(e.Names[0])}}
	for k, v := range e.Links {
		if out.Links == nil {
			out.Links = map[string]string{}
		}
		out.Links[strings.Clone(k)] = strings.Clone(v)
	}
	return out, true
}

// Close gives back what g holds open. No call may follow or be under way.
func (g *Gazetteer) Close() error {
	if g == nil || g.close == nil {
		return nil
	}
	return g.close()
}
