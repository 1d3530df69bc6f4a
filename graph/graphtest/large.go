package graphtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"dossier/extract"
	"dossier/graph"
)

// Large gives a graph with the given number of claims in the proportions of a
// real one: a fifth as many entities, of which few are spoken of very often,
// and twenty claims to a document. Equal arguments give equal graphs.
func Large(claims int) Graph {
	rng := rand.New(rand.NewPCG(1, 3))
	entities := max(claims/5, 2)
	zipf := rand.NewZipf(rng, 1.1, 8, uint64(entities-1))
	name := func(n uint64) string { return "organization:" + strconv.FormatUint(n, 10) }
	var g Graph
	for i := range entities {
		g = append(g, &graph.Entity{ID: name(uint64(i)), Type: "Company", Labels: []string{"Organization", "Company"},
			Name: fmt.Sprintf("Organization number %d", i), Aliases: []string{fmt.Sprintf("No. %d", i)}})
	}
	facts := map[string]*graph.Fact{}
	mentions := map[string]*graph.MentionedIn{}
	var doc *graph.Document
	for i := range claims {
		if i%20 == 0 {
			doc = &graph.Document{ID: extract.Hash("document", strconv.Itoa(i)), URI: fmt.Sprintf("news/%d.txt", i),
				Title: fmt.Sprintf("What happened on day %d", i), Published: "2018-06-03"}
			g = append(g, doc)
		}
		e := &graph.Evidence{
			ID: extract.Hash("claim", strconv.Itoa(i)), Document: doc.ID, Predicate: "RELATION_" + strconv.Itoa(rng.IntN(40)),
			Subject: name(zipf.Uint64()), Object: name(zipf.Uint64()), Status: extract.Asserted, Nuance: extract.NuanceAsserted,
			Confidence: 0.9, Supports: true, Start: 100 * (i % 20), End: 100*(i%20) + 99, Rules: []string{"RELATION/verb"},
			Quote: fmt.Sprintf("In sentence number %d it is said at some length, as newspapers do, that one of them did something to the other.", i),
		}
		g = append(g, e)
		support(facts, e)
		for _, end := range []string{e.Subject, e.Object} {
			m := &graph.MentionedIn{Entity: end, Document: doc.ID, Count: 1}
			if old := mentions[m.Key()]; old != nil {
				old.Count++
			} else {
				mentions[m.Key()] = m
				g = append(g, m)
			}
		}
	}
	for _, f := range facts {
		g = append(g, f)
	}
	slices.SortFunc(g, compare)
	return g
}
