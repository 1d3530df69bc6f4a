package mention

import (
	"maps"
	"math"
	"os"
	"strconv"
	"slices"
	"strings"
)

// weights is what each kind of evidence counts in the vote on what a name
// speaks of. The model alone counts for two, for one if the name is one word.
var weights = map[string]float64{"gazetteer": 5, "cue": 4, "acronym": 4, "title": 3, "phrase": 3, "context": 1, "repeat": .5}

func (n *name) weight() float64 {
	if n.rule != "ner" {
		return weights[n.rule]
	}
	if n.last-n.first == 1 {
		return 1
	}
	return 2
}

// A ballot counts votes by root of the type tree. What the model says of the
// same words is one witness however often it says so, for it errs alike: its
// votes are shared out.
type ballot struct {
	model  map[string]float64
	others map[string]float64
	words  int
	logs   [9]float64 // by class: sum of what the typer says
	typed  int
}

// the most that the model's label and the other evidence count in sum.
const (
	most      = 6
	labelMost = 2
)

func (b *ballot) totals() map[string]float64 {
	sum := 0.0
	for _, root := range slices.Sorted(maps.Keys(b.model)) {
		sum += b.model[root]
	}
	out := map[string]float64{}
	for root, v := range b.model {
		out[root] = v / sum * min(sum, labelMost)
	}
	for root, v := range b.others {
		out[root] += max(min(v, most), -most)
	}
	return out
}

// winner returns the root with most votes and how many it has, "" if there are
// none. Equals go by name, so that the outcome does not hang on order.
func winner(votes map[string]float64) (string, float64) {
	best := ""
	for _, t := range slices.Sorted(maps.Keys(votes)) {
		if best == "" || votes[t] > votes[best] {
			best = t
		}
	}
	return best, votes[best]
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

// elect corrects the types of names that only the model or a repetition speaks
// for.
func (r *Recognizer) elect(scans []*scan, known *repeats, visit func(*scan, *name, *clues)) {
	e := &election{r: r, ballots: map[string]*ballot{}, types: map[string]string{}, titled: map[string]bool{}}
	for _, first := range slices.Sorted(maps.Keys(known.byFirst)) {
		for _, k := range known.byFirst[first] {
			if k.weight > labelMost {
				key := strings.Join(k.words, " ")
				e.ballot(key).others[r.types.Root(k.typ)] += k.weight
				e.types[key] = k.typ
			}
		}
	}
	for _, s := range scans {
		for i := range s.names {
			e.count(s, &s.names[i])
		}
	}
	e.families()
	for _, s := range scans {
		e.lists(s)
	}
	var c clues
	logs := make([]float64, len(Classes))
	for _, s := range scans {
		for i := range s.names {
			n := &s.names[i]
			if !e.open(s, n) {
				continue
			}
			s.clues(n, &c)
			e.elsewhere(s, n, &c)
			if visit != nil {
				visit(s, n, &c)
			}
			r.typer.logs(c.set, logs)
			b := e.ballot(strings.Join(texts(s, n.first, n.last), " "))
			for k := range logs {
				b.logs[k] += logs[k]
			}
			b.typed++
		}
	}
	for _, s := range scans {
		for i := range s.names {
			e.decide(s, &s.names[i])
		}
		s.names = slices.DeleteFunc(s.names, func(n name) bool { return n.typ == "" })
		s.own()
	}
}

// open reports whether the type of n is still to be decided.
func (e *election) open(s *scan, n *name) bool {
	return (n.rule == "ner" || n.rule == "repeat" || n.rule == "context") && !n.inner
}

// elsewhere adds what the document shows of the same words at other places.
func (e *election) elsewhere(s *scan, n *name, c *clues) {
	key := strings.Join(texts(s, n.first, n.last), " ")
	b := e.ballots[key]
	if b == nil {
		return
	}
	for _, root := range slices.Sorted(maps.Keys(b.others)) {
		v := b.others[root]
		switch {
		case v >= 4:
			c.add("elsewhere 4", root, "")
		case v >= 2:
			c.add("elsewhere 2", root, "")
		case v >= 1:
			c.add("elsewhere 1", root, "")
		case v < 0:
			c.add("elsewhere 0", root, "")
		}
	}
	for _, root := range slices.Sorted(maps.Keys(b.model)) {
		c.add("labelled", root, n.label)
	}
}

func (e *election) ballot(key string) *ballot {
	b := e.ballots[key]
	if b == nil {
		b = &ballot{model: map[string]float64{}, others: map[string]float64{}, words: 1 + strings.Count(key, " ")}
		e.ballots[key] = b
	}
	return b
}

// count adds the votes of one mention.
func (e *election) count(s *scan, n *name) {
	if n.rule == "demonym" || n.via != "" {
		return
	}
	if n.typ == "" {
		e.ballot(strings.Join(texts(s, n.first, n.last), " "))
		return
	}
	b := e.ballot(strings.Join(texts(s, n.first, n.last), " "))
	root := e.r.types.Root(n.typ)
	switch n.rule {
	case "ner":
		b.model[root] += n.weight()
	case "repeat":
		if l := byLabel[n.label]; l != "" {
			b.model[e.r.types.Root(l)]++
		} else {
			b.model[root] += .5
		}
	default:
		b.others[root] += n.weight()
		if n.rule == "title" && b.words == 1 {
			e.titled[s.toks[n.first].Text] = true
		}
	}
	s.context(n, b.others)
}

// families lets a person's full name vote for the family name, and a little for
// the given name.
func (e *election) families() {
	bodies := map[string]bool{} // first words of their names
	for key, b := range e.ballots {
		if root, votes := winner(b.totals()); b.words > 1 && root == "Organization" && votes > labelMost {
			first, _, _ := strings.Cut(key, " ")
			bodies[first] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(e.ballots)) {
		b := e.ballots[key]
		if b.words < 2 || b.words > 4 {
			continue
		}
		if root, votes := winner(b.totals()); root != "Person" || votes < 2 {
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
				o.others["Person"] += 3
			} else if o != nil && i == 0 {
				o.others["Person"] += 1.5
			}
		}
	}
}

// decide gives n the class that most speaks for. A name of one word that is both a
// person's, under a title, and a body's is the body's without one.
func (e *election) decide(s *scan, n *name) {
	if !e.open(s, n) {
		return
	}
	unseen := n.typ == ""
	key := strings.Join(texts(s, n.first, n.last), " ")
	b := e.ballots[key]
	if b == nil || b.typed == 0 {
		return
	}
	best, most, sum := -1, math.Inf(-1), 0.0
	score := make([]float64, len(Classes))
	for k, class := range Classes {
		score[k] = knob("ALPHA", 1) * b.logs[k] / math.Pow(float64(b.typed), knob("BETA", .5))
		if class != "" {
			score[k] += knob("GAMMA", .8) * max(min(b.others[class], most6), -most6)
		}
		if score[k] > most {
			best, most = k, score[k]
		}
		sum += math.Exp(score[k])
	}
	if e.titled[key] && b.others["Organization"] > labelMost {
		best = 1
	}
	class := Classes[best]
	if n.typ == "" && (math.Exp(most)/sum < knob("UNSEEN", .7) || class == "") {
		return
	}
	if class == "" {
		if math.Exp(most)/sum > knob("NONE", .6) {
			n.typ = ""
			return
		}
		score[best], best, most = math.Inf(-1), -1, math.Inf(-1)
		for k := range score {
			if score[k] > most {
				best, most = k, score[k]
			}
		}
		class = Classes[best]
	}
	if class == e.r.types.Root(n.typ) {
		return
	}
	n.typ = class
	if !unseen {
		n.rule = "repeat"
	}
	if t := e.types[key]; e.r.types.Root(t) == class {
		n.typ = t
	}
}

const most6 = 6

func knob(name string, v float64) float64 {
	if s := os.Getenv(name); s != "" {
		v, _ = strconv.ParseFloat(s, 64)
	}
	return v
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
	all := map[string]float64{}
	keys := make([]string, len(members))
	for k := range members {
		n := &members[k]
		keys[k] = strings.Join(texts(s, n.first, n.last), " ")
		if b := e.ballots[keys[k]]; b != nil {
			best, votes := winner(b.totals())
			all[best] += min(votes, 4)
		}
	}
	sum := 0.0
	for _, t := range slices.Sorted(maps.Keys(all)) {
		sum += all[t]
	}
	best, votes := winner(all)
	if best == "" || votes*3 < sum*2 {
		return
	}
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		e.ballot(k).others[best] += 1.5
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
