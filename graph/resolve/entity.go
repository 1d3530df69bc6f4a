package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"dossier/extract"
	"dossier/graph"
)

// A Vote is how many mentions of an entity's chains speak for a type.
type Vote struct {
	Type     string
	Mentions int
}

// A Spelling is a name of an entity and in how many documents it stands.
type Spelling struct {
	Name      string
	Documents int
}

// Entity makes the record of the entity id from all that its chains say: votes
// and spellings in any order, without repeats; merged lists the keys other than
// id that belong to it. properties are the values of its live facts about
// literals by predicate.
func (c *Config) Entity(id string, votes []Vote, spellings []Spelling, merged []string, properties map[string][]string) *graph.Entity {
	ref := c.reference(id)
	e := &graph.Entity{ID: id, Name: ref.Name, Type: ref.Type, Links: maps.Clone(ref.Links), Merged: sorted(merged)}
	if e.Type == "" {
		e.Type = elect(votes, c.Types)
	}
	e.Labels = c.Types.Path(e.Type)
	if name := c.Judgements.name(id, merged); name != "" {
		e.Name = name
	}
	if e.Name == "" {
		e.Name = bestName(id, spellings, c.Types.Root(e.Type))
	}
	for _, s := range append(spellings[:len(spellings):len(spellings)], Spelling{Name: ref.Name}) {
		if s.Name != "" && s.Name != e.Name {
			e.Aliases = append(e.Aliases, s.Name)
		}
	}
	e.Aliases = sorted(e.Aliases)
	for predicate, values := range properties {
		if e.Properties == nil {
			e.Properties = map[string][]string{}
		}
		e.Properties[predicate] = sorted(values)
	}
	return e
}

// elect walks down from the root with the most votes. A vote for a type is one
// for its ancestors too and against none of its children, so a single
// "Company" makes an Organization a company, while a tie between two children
// stops at their parent, the highest type that is safe.
func elect(votes []Vote, types *extract.Types) string {
	score := map[string]int{}
	for _, v := range votes {
		for _, t := range types.Path(v.Type) {
			score[t] += v.Mentions
		}
	}
	current := ""
	for {
		best, tie := "", false
		for t, n := range score {
			path := types.Path(t)
			parent := ""
			if len(path) > 1 {
				parent = path[len(path)-2]
			}
			if parent != current {
				continue
			}
			switch {
			case best == "" || n > score[best]:
				best, tie = t, false
			case n == score[best]:
				tie = true
				best = min(best, t)
			}
		}
		if best == "" || tie && current != "" {
			return current
		}
		current = best
	}
}

// bestName returns the spelling to show: of those whose core made the id the
// one that most documents use, else the shorter ("ZTE" before "ZTE Corp."). An
// entity of a gazetteer may have no such spelling; then any.
func bestName(id string, spellings []Spelling, root string) string {
	_, core, _ := strings.Cut(id, ":")
	core, _, _ = strings.Cut(core, ".") // of a key that is cut
	rank := func(s Spelling) int {
		if Core(s.Name, root) == core {
			return 0
		}
		return 1
	}
	best := slices.MinFunc(spellings, func(x, y Spelling) int {
		return cmp.Or(
			cmp.Compare(rank(x), rank(y)),
			cmp.Compare(y.Documents, x.Documents),
			cmp.Compare(len(x.Name), len(y.Name)),
			cmp.Compare(x.Name, y.Name))
	})
	return best.Name
}

func sorted(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}
