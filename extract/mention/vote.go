package mention

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// worth is what each kind of evidence counts in the vote on what a name
// speaks of. The model alone counts for two, for one if the name is one word.
var worth = map[string]float64{"gazetteer": 5, "cue": 4, "acronym": 4, "title": 3, "phrase": 3, "context": 1, "repeat": .5}

func (n *name) weight() float64 {
	if n.rule != "ner" {
		return worth[n.rule]
	}
	if n.last-n.first == 1 {
		return 1
	}
	return 2
}

// A ballot counts what speaks for each class of one name: what the typer says of
// all its mentions, and the votes of better evidence.
type ballot struct {
	words  int
	labels [len(Classes)]float64 // how often the model's is of it
	votes  [len(Classes)]float64
	logs   [len(Classes)]float64 // sum over the mentions
	typed  float64               // how many those are
}

// What ends an election.
const (
	most       = 6  // votes of a class that count
	voteWorth  = .8 // what a vote is worth in the logarithm of a likelihood
	labelWorth = 2  // and the model's label, beside being a clue
	noName     = .6 // how likely a name that the model sees must be none
	aName      = .8 // and one that it does not see to be one
	another    = .5 // and what it sees to be of another class than it says
)

// likely returns how likely each class is. Mentions of one name are not told
// apart by their surroundings alone, so many of them count less than their sum.
func (b *ballot) likely() (p [len(Classes)]float64) {
	sum, labels := 0.0, 1e-9
	for _, n := range b.labels {
		labels += n
	}
	for k := range p {
		p[k] = voteWorth * max(min(b.votes[k], most), -most)
		p[k] += labelWorth * b.labels[k] / labels
		if b.typed > 0 {
			p[k] += b.logs[k] / math.Sqrt(b.typed)
		}
	}
	top := slices.Max(p[:])
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// best returns the likeliest class and how likely it is, "" only if none is false.
func (b *ballot) best(none bool) (class string, p float64) {
	for k, v := range b.likely() {
		if v > p && (none || Classes[k] != "") {
			class, p = Classes[k], v
		}
	}
	return class, p
}

// An election decides the roots of names over the whole document: the same
// words speak of the same thing wherever they stand, and where the model calls
// them a person here and a body there, what stands around them tells.
type election struct {
	r       *Recognizer
	ballots map[string]*ballot // by the words of the name
	types   map[string]string  // by the same: the type that good evidence shows
	titled  map[string]bool    // names of one word that a title precedes somewhere
}

// elect decides the types of names that only the model or a repetition speaks
// for, and shows visit, unless nil, each with its clues.
func (r *Recognizer) elect(scans []*scan, known *repeats, visit func(*name, *clues)) {
	e := &election{r: r, ballots: map[string]*ballot{}, types: map[string]string{}, titled: map[string]bool{}}
	for _, first := range slices.Sorted(maps.Keys(known.byFirst)) {
		for _, k := range known.byFirst[first] {
			if k.weight > 2 {
				key := strings.Join(k.words, " ")
				e.ballot(key).vote(r.types.Root(k.typ), k.weight)
				e.types[key] = k.typ
			}
		}
	}
	each := func(do func(*scan, *name)) {
		for _, s := range scans {
			for i := range s.names {
				do(s, &s.names[i])
			}
		}
	}
	each(e.count)
	var c clues
	each(func(s *scan, n *name) {
		if b := e.ballots[s.key(n)]; s.open(n) && b != nil {
			s.clues(n, &c)
			b.clues(n, &c)
			if visit != nil {
				visit(n, &c)
			}
			e.r.typer.add(c.set, &b.logs)
			b.typed++
		}
	})
	e.families()
	for _, s := range scans {
		e.lists(s)
	}
	each(e.decide)
	for _, s := range scans {
		s.names = slices.DeleteFunc(s.names, func(n name) bool { return n.typ == "" })
		s.own()
	}
}

func (e *election) ballot(key string) *ballot {
	b := e.ballots[key]
	if b == nil {
		b = &ballot{words: 1 + strings.Count(key, " ")}
		e.ballots[key] = b
	}
	return b
}

func (b *ballot) vote(root string, weight float64) {
	if k := slices.Index(Classes[:], root); k >= 0 && root != "" {
		b.votes[k] += weight
	}
}

// key returns the words of n.
func (s *scan) key(n *name) string { return strings.Join(texts(s, n.first, n.last), " ") }

// open reports whether the type of n is still to be decided.
func (s *scan) open(n *name) bool {
	return (n.rule == "ner" || n.rule == "repeat" || n.rule == "context") && !n.inner
}

// count adds the votes of one mention.
func (e *election) count(s *scan, n *name) {
	if n.rule == "demonym" || n.via != "" {
		return
	}
	key := s.key(n)
	b := e.ballot(key)
	if n.rule == "context" && n.typ != "" && e.types[key] == "" {
		e.types[key] = n.typ
	}
	if s.open(n) {
		if root := e.r.types.Root(byLabel[n.label]); root != "" {
			b.labels[slices.Index(Classes[:], root)]++
		}
	} else {
		b.vote(e.r.types.Root(n.typ), n.weight())
		if n.rule == "title" && b.words == 1 {
			e.titled[s.toks[n.first].Text] = true
		}
	}
	if _, given := e.r.lex.GivenName(s.toks[n.first].Text); given && s.open(n) && n.last-n.first > 1 && n.last-n.first < 4 && s.cueType(n.first, n.last) == "" {
		b.vote("Person", 1)
		if n.label == "PERSON" {
			b.vote("Person", 1.5)
		}
	}
	s.context(n, b)
}

// clues adds what the document shows of the same words at other places.
func (b *ballot) clues(n *name, c *clues) {
	for k, v := range b.votes {
		switch {
		case v >= 4:
			c.add("voted 4", Classes[k], "")
		case v >= 2:
			c.add("voted 2", Classes[k], "")
		case v >= 1:
			c.add("voted 1", Classes[k], "")
		case v < 0:
			c.add("voted against", Classes[k], "")
		}
	}
	for k, v := range b.labels {
		if v > 0 {
			c.add("labelled", Classes[k], n.label)
		}
	}
}

// families lets a person's full name vote for the family name, and a little for
// the given name.
func (e *election) families() {
	bodies := map[string]bool{} // first words of their names
	for key, b := range e.ballots {
		if class, _ := b.best(false); b.words > 1 && class == "Organization" && b.votes[1] > 2 {
			first, _, _ := strings.Cut(key, " ")
			bodies[first] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(e.ballots)) {
		b := e.ballots[key]
		if b.words < 2 || b.words > 4 {
			continue
		}
		if class, p := b.best(false); class != "Person" || p < .6 {
			continue
		}
		words := strings.Fields(key)
		if e.r.lex.Is("honorary", words[len(words)-1]) {
			words = words[:len(words)-1]
		}
		for i, w := range words {
			if o := e.ballots[w]; bodies[w] {
				continue // Stella Delacourt and Delacourt Slipways
			} else if o != nil && i == len(words)-1 {
				o.vote("Person", 3)
			} else if o != nil && i == 0 {
				o.vote("Person", 1.5)
			}
		}
	}
}

// decide gives n the class that most speaks for. A name of one word that is both a
// person's, under a title, and a body's is the body's without one.
func (e *election) decide(s *scan, n *name) {
	key := s.key(n)
	b := e.ballots[key]
	if !s.open(n) || b == nil {
		return
	}
	class, p := b.best(true)
	switch {
	case n.typ == "" && (class == "" || p < aName):
		return
	case n.typ != "" && p < another && !e.titled[key]:
		class = e.r.types.Root(n.typ)
	case class == "" && p > noName:
		n.typ = ""
		return
	case e.titled[key] && b.votes[1] > 2:
		class = "Organization"
	case class == "":
		class, _ = b.best(false)
	}
	if t := e.types[key]; class == n.typ && e.r.types.Root(t) == class {
		n.typ = t
	}
	if class == e.r.types.Root(n.typ) {
		return
	}
	if n.typ != "" {
		n.rule = "repeat"
	}
	n.typ = class
	if t := e.types[key]; e.r.types.Root(t) == class {
		n.typ = t
	}
}

// lists lets the members of a list vote for each other: of "Barnsley, Leeds,
// Pudsey and York" the known ones tell the unknown.
func (e *election) lists(s *scan) {
	for i := 0; i < len(s.names); {
		j := i + 1
		for j < len(s.names) && s.joinedInList(&s.names[j-1], &s.names[j]) {
			j++
		}
		if j-i > 2 {
			e.list(s, s.names[i:j])
		}
		i = j
	}
}

// list adds to each member's ballot what the others are, if most agree.
func (e *election) list(s *scan, members []name) {
	var all [len(Classes)]float64
	keys := make([]string, len(members))
	for i := range members {
		keys[i] = s.key(&members[i])
		if b := e.ballots[keys[i]]; b != nil {
			for k, p := range b.likely() {
				all[k] += p / float64(len(members))
			}
		}
	}
	best := slices.Index(all[:], slices.Max(all[:]))
	if all[best]*3 < 2 {
		return
	}
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		e.ballot(k).votes[best] += 1.5
	}
}

// joinedInList reports whether only commas, and, or & and articles stand between two
// names, a comma or a conjunction at least.
func (s *scan) joinedInList(a, b *name) bool {
	if b.first < a.last || b.first-a.last > 3 || b.first == a.last {
		return false
	}
	joined := false
	for i := a.last; i < b.first; i++ {
		switch s.lower[i] {
		case ",", "and", "or", "&", ";":
			joined = true
		case "the":
		default:
			return false
		}
	}
	return joined
}
