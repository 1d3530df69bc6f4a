package graphtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"dossier/extract"
	"dossier/graph"
)

// A Graph is all that a target should show. The ends of every record are in it.
type Graph []graph.Record

// History gives n graphs of some dozens of records. They share most ids, so that
// between two of them records come, go, change and move to other ends. Equal
// seeds give equal histories.
func History(seed uint64, n int) []Graph {
	rng := rand.New(rand.NewPCG(seed, 1))
	graphs := make([]Graph, n)
	for i := range graphs {
		graphs[i] = random(rng)
	}
	return graphs
}

// hostile are words that a careless target takes for something else.
var hostile = []string{
	"plain", "", "Ünïcödé 习近平 🜚", "`backtick`", "a`b\\u0060c", `"double"`, "'single'", "\\", "\\'; MATCH (n) DETACH DELETE n //",
	"$param", "{curly}", "line\nbreak\ttab", "<b>&amp;</b>", "null", "a\x1fb", "a;b,c", "-1", "=SUM(A1)", "\u202eright to left",
}

var predicates = []string{"SANCTIONED_BY", "ALLY_OF", "HEADS", "IN", "x"}

// random gives a graph drawn from a small world.
func random(rng *rand.Rand) Graph {
	const documents, entities, claims = 5, 12, 8
	word := func() string { return hostile[rng.IntN(len(hostile))] }
	var g Graph
	var present []string
	for i := range entities {
		if rng.IntN(4) == 0 {
			continue
		}
		e := entity(rng, i, word)
		present = append(present, e.ID)
		g = append(g, e)
	}
	if len(present) == 0 {
		return nil
	}
	someone := func() string { return present[rng.IntN(len(present))] }
	facts := map[string]*graph.Fact{}
	mentions := map[string]*graph.MentionedIn{}
	var said []string // ids of claims, to deny
	for d := range documents {
		if rng.IntN(4) == 0 {
			continue
		}
		doc := &graph.Document{ID: extract.Hash("document", strconv.Itoa(d)), URI: fmt.Sprintf("news/%d.txt", d),
			Title: word(), Published: fmt.Sprintf("2018-06-%02d", 1+rng.IntN(2)), Revision: strconv.Itoa(rng.IntN(2))}
		if rng.IntN(2) == 0 {
			doc.Authors = []string{"A. Writer", word()}
		}
		g = append(g, doc)
		for c := range claims {
			if rng.IntN(3) == 0 {
				continue
			}
			e := claim(rng, doc.ID, c, someone, word)
			if len(said) > 0 && rng.IntN(4) == 0 {
				e.Denies = said[rng.IntN(len(said))]
			}
			said = append(said, e.ID)
			g = append(g, e)
			support(facts, e)
			for _, end := range []string{e.Subject, e.Object} {
				m := &graph.MentionedIn{Entity: end, Document: doc.ID, Count: 1 + rng.IntN(2)}
				if end != "" && mentions[m.Key()] == nil {
					mentions[m.Key()] = m
					g = append(g, m)
				}
			}
		}
	}
	for _, f := range facts {
		g = append(g, f)
	}
	slices.SortFunc(g, compare)
	return g
}

func entity(rng *rand.Rand, i int, word func() string) *graph.Entity {
	e := &graph.Entity{ID: "organization:" + strconv.Itoa(i) + hostile[i], Type: "Company",
		Labels: []string{"Organization", "Company"}, Name: word() + strconv.Itoa(rng.IntN(3))}
	switch rng.IntN(4) {
	case 0:
		e.Type, e.Labels = "GovernmentBody", []string{"Organization", "GovernmentBody"}
		e.Links = map[string]string{"wikidata": "Q" + strconv.Itoa(i)}
	case 1:
		e.Aliases = []string{"alias " + word(), "another"}
		e.Properties = map[string][]string{"founded": {"1985"}, "name": {word()}, "wikidata": {"x"}}
		e.Links = map[string]string{"wikidata": "Q1", "id": "own"}
	}
	return e
}

func claim(rng *rand.Rand, doc string, i int, someone, word func() string) *graph.Evidence {
	e := &graph.Evidence{
		ID: extract.Hash("claim", doc, strconv.Itoa(i)), Document: doc,
		Predicate: predicates[rng.IntN(len(predicates))], Subject: someone(),
		Status:     extract.Statuses[rng.IntN(len(extract.Statuses))],
		Confidence: float64(rng.IntN(1000)) / 1000, Quote: "It said " + word() + ".", Start: 10 * i, End: 10*i + 9,
		Rules: []string{"rule/" + strconv.Itoa(rng.IntN(2))},
	}
	if rng.IntN(5) == 0 {
		e.Value, e.Datatype = "1985 "+word(), "date"
	} else {
		e.Object = someone()
	}
	e.Supports = e.Status == extract.Asserted || e.Status == extract.Past
	switch rng.IntN(4) {
	case 0:
		e.Speakers, e.Attributed = []string{"", someone(), someone()}, true
	case 1:
		e.Time = &extract.Time{Value: "2018-06", Precision: "month"}
		e.Qualifiers = []graph.Qualifier{{Role: "office", Text: word()}, {Role: "place", Text: "there", Entity: someone()}}
	}
	return e
}

// support adds a claim to its fact.
func support(facts map[string]*graph.Fact, e *graph.Evidence) {
	symmetric := e.Predicate == "ALLY_OF"
	key := graph.FactID(e.Subject, e.Predicate, e.Object+e.Value, symmetric)
	f := facts[key]
	if f == nil {
		f = &graph.Fact{ID: key, Subject: e.Subject, Predicate: e.Predicate, Object: e.Object,
			Value: e.Value, Datatype: e.Datatype, Symmetric: symmetric}
		facts[key] = f
	}
	f.Evidence = append(f.Evidence, e.ID)
	slices.Sort(f.Evidence)
	if e.Supports {
		f.Live = true
		f.Claims++
		f.Documents, f.Sources = 1, 1
		f.Confidence = max(f.Confidence, e.Confidence)
		f.Quote = max(f.Quote, e.Quote)
	}
}

func compare(a, b graph.Record) int {
	rank := func(r graph.Record) int { return slices.Index(graph.Kinds[:], r.Kind()) }
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	switch {
	case a.Key() < b.Key():
		return -1
	case a.Key() > b.Key():
		return 1
	}
	return 0
}

// Diff gives the changes from one graph to another, sorted.
func Diff(from, to Graph) []graph.Change {
	var h Holding
	h.set(from)
	return h.Diff(to)
}

// A Holding is what a caller knows of a target: which records it holds, or after
// an Apply that broke off may hold. Its zero value is that of an empty target.
type Holding struct{ records map[id]held }

type held struct {
	graph.Record
	certain bool
}

func (h *Holding) set(g Graph) {
	h.records = map[id]held{}
	for _, r := range g {
		h.records[of(r)] = held{r, true}
	}
}

// Diff gives the changes that make the target hold exactly g, sorted.
func (h *Holding) Diff(g Graph) []graph.Change {
	wanted := map[id]bool{}
	var changes []graph.Change
	for _, r := range g {
		wanted[of(r)] = true
		old, ok := h.records[of(r)]
		switch {
		case !ok:
			changes = append(changes, graph.Change{Action: graph.Create, Record: r})
		case !old.certain || old.Hash() != r.Hash():
			changes = append(changes, graph.Change{Action: graph.Modify, Record: r})
		}
	}
	for key, old := range h.records {
		if !wanted[key] {
			changes = append(changes, graph.Change{Action: graph.Delete, Record: old.Record})
		}
	}
	graph.Sort(changes)
	return changes
}

// Applied notes that changes were sent to the target, of which the first n were
// acknowledged. The others may have been carried out or not.
func (h *Holding) Applied(changes []graph.Change, n int) {
	if h.records == nil {
		h.records = map[id]held{}
	}
	for i, c := range changes {
		switch {
		case i >= n:
			h.records[of(c.Record)] = held{c.Record, false}
		case c.Action == graph.Delete:
			delete(h.records, of(c.Record))
		default:
			h.records[of(c.Record)] = held{c.Record, true}
		}
	}
}
