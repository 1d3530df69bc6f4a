package eval

import (
	"cmp"
	"slices"
)

// A Count holds what P, R and F1 are made of.
type Count struct {
	TP, FP, FN int
}

// Add adds d to c.
func (c *Count) Add(d Count) { c.TP += d.TP; c.FP += d.FP; c.FN += d.FN }

// note counts one thing found and returns 1 if it was right, else 0.
func (c *Count) note(right bool) int {
	if right {
		c.TP++
		return 1
	}
	c.FP++
	return 0
}

// P returns the precision, 0 where nothing was found.
func (c Count) P() float64 { return ratio(c.TP, c.TP+c.FP) }

// R returns the recall, 0 where nothing was to be found.
func (c Count) R() float64 { return ratio(c.TP, c.TP+c.FN) }

// F returns the harmonic mean of P and R.
func (c Count) F() float64 { return ratio(2*c.TP, 2*c.TP+c.FP+c.FN) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// An Accuracy counts decisions.
type Accuracy struct {
	Right, All int
}

// Value returns the share of right decisions, 0 where there were none.
func (a Accuracy) Value() float64 { return ratio(a.Right, a.All) }

func (a *Accuracy) note(right bool) {
	a.All++
	if right {
		a.Right++
	}
}

// Scores are what was measured over some documents.
type Scores struct {
	Documents int
	Missing   []string // names of gold documents whose text the system does not hold
	Names     Count    // names by exact span
	Typed     Count    // and by root type
	Entities  Count    // chains of names: a name shared, the root type agrees
	Claims    Count    // predicate, sentence, ends
	AtStatus  Count    // and status
	Edges     Count    // subject, predicate, object of claims that support an edge
	Status    Accuracy
	Confusion map[[2]string]int // found claims by status in gold and as found
	Speaker   Accuracy          // over claims that gold attributes or the system does
	Reversed  int               // claims with subject and object exchanged
	// Edges of the system that gold has the other way round.
	ReversedEdges int
	Relations     map[string]*Relation
	Errors        []Error
}

// A Relation holds the scores of one predicate.
type Relation struct {
	Claims, AtStatus, Edges Count
}

// An ErrorKind says what is wrong with a claim.
type ErrorKind string

// The kinds of error.
const (
	Missed      ErrorKind = "missed"
	Spurious    ErrorKind = "spurious"
	Reversed    ErrorKind = "reversed"
	WrongStatus ErrorKind = "status"
	WrongSource ErrorKind = "speaker"
	// WrongEdge is an edge that gold has not though the claim is right: it supports
	// none, or the resolution takes its ends for other things.
	WrongEdge ErrorKind = "edge"
)

// An Error is a claim that is wrong or was not found.
type Error struct {
	Kind                       ErrorKind
	Document                   string
	Subject, Predicate, Object string // as the text says them
	Gold, Got                  string // what differs: status or speaker; of an edge, the entities of its ends
	Quote                      string
}

// Score compares system with gold, document by document of gold. root gives the
// root of an entity type.
func Score(gold, system *Corpus, root func(string) string) *Scores {
	s := &Scores{Confusion: map[[2]string]int{}, Relations: map[string]*Relation{}}
	for _, g := range gold.Documents {
		s.Documents++
		d := system.find(g)
		if d == nil {
			s.Missing = append(s.Missing, g.Name)
			d = &Document{}
		}
		s.document(g, d, root)
	}
	slices.SortStableFunc(s.Errors, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Predicate, b.Predicate))
	})
	return s
}

func (s *Scores) document(g, d *Document, root func(string) string) {
	s.names(g, d, root)
	same := align(g, d)
	s.entities(g, d, same, root)
	got := g.counted(d.Claims)
	s.edges(g, got, s.claims(g, got, same), same)
}

func (s *Scores) names(g, d *Document, root func(string) string) {
	type span struct{ start, end int }
	want := map[span]string{}
	for _, m := range g.Mentions {
		if m.Form == "name" {
			want[span{m.Start, m.End}] = root(m.Type)
		}
	}
	all, typed := len(want), len(want)
	for _, m := range d.Mentions {
		if m.Form != "name" || g.ignores(m.Start, m.End) {
			continue
		}
		typ, exact := want[span{m.Start, m.End}]
		delete(want, span{m.Start, m.End}) // a second one at the same place is wrong
		all -= s.Names.note(exact)
		typed -= s.Typed.note(exact && typ == root(m.Type))
	}
	s.Names.FN += all
	s.Typed.FN += typed
}

// align maps each entity of d to the entity of g with which it shares most
// mentions, ties to the smaller id; those whose main words overlap count as shared.
func align(g, d *Document) map[string]string {
	shared := map[[2]string]int{}
	for _, m := range d.Mentions {
		for _, w := range g.Mentions {
			if m.Entity != "" && w.Entity != "" && m.speaks(w) {
				shared[[2]string{m.Entity, w.Entity}]++
			}
		}
	}
	best := map[string]string{}
	for pair, n := range shared {
		cur, ok := best[pair[0]]
		if c := shared[[2]string{pair[0], cur}]; !ok || n > c || n == c && pair[1] < cur {
			best[pair[0]] = pair[1]
		}
	}
	return best
}

func (s *Scores) entities(g, d *Document, same map[string]string, root func(string) string) {
	want := namedTypes(g, g)
	hit := map[string]bool{}
	for id, typ := range namedTypes(d, g) {
		gid, ok := same[id]
		if w, named := want[gid]; ok && named && !hit[gid] && root(w) == root(typ) {
			hit[gid] = true
			s.Entities.TP++
		} else {
			s.Entities.FP++
		}
	}
	s.Entities.FN += len(want) - len(hit)
}

// namedTypes maps each entity with a name in d to the type of its first one
// where g counts.
func namedTypes(d, g *Document) map[string]string {
	out := map[string]string{}
	for _, m := range d.Mentions {
		if _, ok := out[m.Entity]; !ok && m.Form == "name" && m.Entity != "" && !g.ignores(m.Start, m.End) {
			out[m.Entity] = m.Type
		}
	}
	return out
}
