package resolve

import (
	"cmp"
	"slices"

	"dossier/extract"
	"dossier/graph"
)

// A Witness is a piece of evidence with what a fact must know of its document.
type Witness struct {
	Evidence  *graph.Evidence
	Published string // of the document
	Revision  string // of its text: equal ones are copies, one independent source
}

// Fact makes the record of the fact id from all its evidence, of which there is
// at least one piece, in any order. It sets Denies of the evidence that denies
// another piece and clears it elsewhere.
func (c *Config) Fact(id string, witnesses []Witness) *graph.Fact {
	w := slices.Clone(witnesses)
	slices.SortFunc(w, compareWitness)
	linkDenials(w)

	supporting := slices.DeleteFunc(slices.Clone(w), func(x Witness) bool { return !x.Evidence.Supports })
	shown := supporting
	if len(shown) == 0 {
		shown = w
	}
	first := direction(shown)
	f := &graph.Fact{
		ID: id, Subject: first.Subject, Predicate: first.Predicate, Object: first.Object,
		Value: first.Value, Datatype: first.Datatype,
		Symmetric: first.Object != "" && c.Relations[first.Predicate].Symmetric,
		Live:      len(supporting) > 0,
	}
	for _, x := range w {
		f.Evidence = append(f.Evidence, x.Evidence.ID)
	}
	slices.Sort(f.Evidence)
	if f.Live {
		tally(f, supporting)
	}
	return f
}

// tally fills in what is counted over the evidence that supports f, which is
// sorted by [compareWitness].
func tally(f *graph.Fact, supporting []Witness) {
	documents := map[string]bool{}
	best := map[string]float64{} // confidence by revision
	quoted := supporting[0]
	f.Basis = basis(quoted.Evidence)
	for _, x := range supporting {
		e := x.Evidence
		documents[e.Document] = true
		best[x.Revision] = max(best[x.Revision], e.Confidence)
		if e.Confidence > quoted.Evidence.Confidence {
			quoted = x
		}
		if b := basis(e); basisRank(b) < basisRank(f.Basis) {
			f.Basis = b
		}
		if x.Published != "" {
			f.FirstPublished = earliest(f.FirstPublished, x.Published)
			f.LastPublished = max(f.LastPublished, x.Published)
		}
		if t := e.Time; t != nil {
			since, until := t.From, t.To
			if e.Nuance == extract.NuanceEnded {
				until = max(until, t.Value)
			} else {
				since = earliest(since, t.Value)
			}
			f.Since = earliest(f.Since, since)
			f.Until = max(f.Until, until)
		}
	}
	f.Claims = len(supporting)
	f.Documents = len(documents)
	f.Sources = len(best)
	f.Confidence = combine(best)
	f.Quote = extract.Fold(quoted.Evidence.Quote)
}

// combine returns the chance that not all independent sources are wrong. The
// order of multiplication is fixed: floats do not commute over three.
func combine(best map[string]float64) float64 {
	values := make([]float64, 0, len(best))
	for _, v := range best {
		values = append(values, v)
	}
	slices.Sort(values)
	wrong := 1.0
	for _, v := range values {
		wrong *= 1 - v
	}
	return Round(1 - wrong)
}

// basisRank orders by how far the policy was widened.
func basisRank(b string) int {
	return slices.Index([]string{"", "past", "speakers", "past, speakers"}, b)
}

// direction returns the evidence whose direction the fact shows: the one that
// most have, else that of the first.
func direction(w []Witness) *graph.Evidence {
	count := map[string]int{}
	for _, x := range w {
		count[x.Evidence.Subject]++
	}
	best := w[0].Evidence
	for _, x := range w {
		if count[x.Evidence.Subject] > count[best.Subject] {
			best = x.Evidence
		}
	}
	return best
}

// linkDenials lets each denial name the claim it denies: in its own document
// the nearest before it, else the nearest after; else the first of the others.
func linkDenials(w []Witness) {
	for _, x := range w {
		e := x.Evidence
		e.Denies = ""
		if e.Status != extract.Denied {
			continue
		}
		var denied *graph.Evidence
		for _, y := range w {
			o := y.Evidence
			switch {
			case o.Status == extract.Denied:
			case denied == nil,
				o.Document == e.Document && denied.Document != e.Document,
				o.Document == e.Document && comparePlace(o, e) < 0: // w is sorted: nearer than any before
				denied = o
			}
		}
		if denied != nil {
			e.Denies = denied.ID
		}
	}
}

// compareWitness orders by publication, undated last, then document and place.
func compareWitness(x, y Witness) int {
	return cmp.Or(
		comparePublished(x.Published, y.Published),
		cmp.Compare(x.Evidence.Document, y.Evidence.Document),
		comparePlace(x.Evidence, y.Evidence))
}

func comparePublished(x, y string) int {
	if (x == "") != (y == "") {
		return cmp.Compare(y, x)
	}
	return cmp.Compare(x, y)
}

// comparePlace orders evidence of one document by where it stands.
func comparePlace(x, y *graph.Evidence) int {
	return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.SubjectStart, y.SubjectStart),
		cmp.Compare(x.ObjectStart, y.ObjectStart), cmp.Compare(x.ID, y.ID))
}

// earliest returns the smaller of two dates, of which either may be unknown.
func earliest(x, y string) string {
	if x == "" || y != "" && y < x {
		return y
	}
	return x
}
