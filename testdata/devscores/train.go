package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/pair"
)

// What the model of pairs is made with. The texts kept aside take no part.
const (
	seed     = 1
	epochs   = 12
	rate     = 0.3
	decay    = 2e-6 // of the weights, at each step
	folds    = 5
	minRight = 0.75 // the least share of right claims for a score to count
	minCount = 8    // right claims that a step of confidence rests on
)

// trained are the labels of the model and the properties they are trained on. Left
// to the rules are WORKS_FOR, BASED_IN and LIVES_IN, of which the model finds in
// news what is not said, and FOUNDED, of which it finds nothing that rules do not.
var trained = []struct {
	property string
	turned   bool // the property's subject is our object
	label    pair.Label
}{
	{"SPOUSE", false, pair.Label{Relation: "SPOUSE_OF", Subject: []string{"Person"}, Object: []string{"Person"}}},
	{"CHILD_OF", false, pair.Label{Relation: "CHILD_OF", Subject: []string{"Person"}, Object: []string{"Person"}}},
	{"PLACE_OF_BIRTH", false, pair.Label{Relation: "BORN_IN", Subject: []string{"Person"}, Object: []string{"Place"}}},
	{"NATIONALITY", false, pair.Label{Relation: "CITIZEN_OF", Subject: []string{"Person"}, Object: []string{"Country"}}},
	{"EDUCATED_AT", false, pair.Label{Relation: "EDUCATED_AT", Subject: []string{"Person"}, Object: []string{"Organization"}}},
	{"POLITICAL_AFFILIATION", false, pair.Label{Relation: "MEMBER_OF", State: true, Subject: []string{"Person"}, Object: []string{"PoliticalParty"}}},
	{"CEO", true, pair.Label{Relation: "HEADS", State: true, Role: "chief executive", Subject: []string{"Person"}, Object: []string{"Organization"}}},
	{"SUBSIDIARY_OF", false, pair.Label{Relation: "SUBSIDIARY_OF", State: true, Subject: []string{"Organization"}, Object: []string{"Organization"}}},
}

// background are texts of other kinds, in which nothing is marked: what a rule has
// not found there is taken for not said. It is what news is like, where few pairs
// hold and KnowledgeNet's texts would make the model too sure.
var background = []string{"gum", "re3d-public-domain", "uds-factuality"}

// backgroundText reports whether t is of the kind: of GUM the news and interviews
// only, since lives are what KnowledgeNet has.
func backgroundText(t *Text) bool {
	return !t.Aside() && (!strings.HasPrefix(t.ID, "GUM_") || strings.HasPrefix(t.ID, "GUM_news") || strings.HasPrefix(t.ID, "GUM_interview"))
}

// backgroundWeight is what a pair of the background counts against one of the
// corpus: some of what it is taken not to say it does say.
const backgroundWeight = 0.5

// An example is a candidate with what the corpus says of it, label by label: 1, 0,
// or -1 where it says nothing.
type example struct {
	text     string
	touched  bool // a rule has made a claim of the two
	weight   float64
	features []uint32
	says     []int8
}

// train makes the model of pairs and writes it to path, and what became of it to w.
func train(ctx context.Context, e *env, path string, w io.Writer) error {
	texts, err := readCorpus(e.dir, "knowledgenet")
	if err != nil {
		return err
	}
	texts = slices.DeleteFunc(texts, (*Text).Aside)
	var all []example
	if err := e.extract(ctx, texts, func(t *Text, a *extract.Analysis) { all = append(all, examples(e.types, t, a, 1)...) }); err != nil {
		return err
	}
	for _, name := range background {
		others, err := readCorpus(e.dir, name)
		if err != nil {
			return err
		}
		others = slices.DeleteFunc(others, func(t *Text) bool { return !backgroundText(t) })
		if err := e.extract(ctx, others, func(t *Text, a *extract.Analysis) { all = append(all, examples(e.types, t, a, backgroundWeight)...) }); err != nil {
			return err
		}
	}
	for _, name := range append([]string{"knowledgenet"}, background...) {
		sum, err := checksum(filepath.Join(e.dir, name+".jsonl.gz"))
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s.jsonl.gz, sha256 %s\n", name, sum)
	}
	fmt.Fprintf(w, "seed %d, %d epochs, %d texts of knowledgenet, %d pairs in all\n", seed, epochs, len(texts), len(all))
	labels := make([]pair.Label, len(trained))
	weights := make([]int8, pair.Buckets*len(trained))
	for l := range trained {
		labels[l] = trained[l].label
		held := heldOut(all, l)
		labels[l].Steps = steps(held)
		fit := fitLabel(all, l, func(example) bool { return true })
		labels[l].Bias = fit.bias
		labels[l].Scale = quantize(fit.weights, weights, l)
		fmt.Fprintf(w, "%-16s %5d pairs, %4d hold; steps %.2f\n", labels[l].Relation, len(held), count(held), labels[l].Steps)
	}
	var out bytes.Buffer
	if err := pair.Write(&out, labels, weights); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o666)
}

func checksum(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read corpus: %w", err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data)), nil
}

// examples are the candidates of a text; those of weight 1 are marked.
func examples(types *extract.Types, t *Text, a *extract.Analysis, weight float64) []example {
	var out []example
	touched := map[[3]int]bool{}
	for _, c := range a.Claims {
		touched[[3]int{c.Sentence, min(c.Subject.Chain, c.Object.Chain), max(c.Subject.Chain, c.Object.Chain)}] = true
	}
	for _, c := range pair.Candidates(a) {
		s, o := &a.Mentions[c.Subject], &a.Mentions[c.Object]
		x := example{text: t.ID, weight: weight, says: make([]int8, len(trained)), touched: touched[[3]int{s.Sentence, min(s.Chain, o.Chain), max(s.Chain, o.Chain)}]}
		known := false
		for l := range trained {
			x.says[l] = -1
			switch {
			case !trained[l].label.Fits(types, a, c) || weight < 1 && x.touched:
			case weight < 1:
				x.says[l] = 0
			default:
				x.says[l] = says(t, trained[l].property, trained[l].turned, a, s, o)
			}
			known = known || x.says[l] >= 0
		}
		if known {
			x.features = pair.Features(a, c)
			out = append(out, x)
		}
	}
	return out
}

// says tells what the corpus says of a pair of mentions: that the property holds,
// that it does not, or nothing, as where it holds of other mentions of the same.
func says(t *Text, property string, turned bool, a *extract.Analysis, s, o *extract.Mention) int8 {
	if turned {
		s, o = o, s
	}
	complete := false
	holds := int8(0)
	for _, r := range t.Records {
		switch {
		case r.Kind == "passage":
			in := t.Span(r.Start, r.End)
			complete = complete || slices.Contains(r.CompleteFor, property) && in.Contains(s.Span) && in.Contains(o.Span)
		case r.Kind == "claim" && string(r.Predicate) == property && r.Subject != nil && r.Object != nil:
			subject, object := t.Span(r.Subject.Start, r.Subject.End), t.Span(r.Object.Start, r.Object.End)
			if subject.Overlaps(s.Span) && object.Overlaps(o.Span) || property == "SPOUSE" && subject.Overlaps(o.Span) && object.Overlaps(s.Span) {
				return 1
			}
			if speaksOf(a, s.Chain, subject) && speaksOf(a, o.Chain, object) {
				holds = -1
			}
		}
	}
	if !complete {
		return -1
	}
	return holds
}

func speaksOf(a *extract.Analysis, chain int, s extract.Span) bool {
	return slices.ContainsFunc(a.Chains[chain].Mentions, func(m int) bool { return a.Mentions[m].Overlaps(s) })
}

// A fit is one label's weights.
type fit struct {
	weights []float64
	bias    float64
}

func (f *fit) score(x example) float64 {
	sum := 0.0
	for _, b := range x.features {
		sum += f.weights[b]
	}
	return f.bias + sum/math.Sqrt(float64(max(len(x.features), 1)))
}

// fitLabel trains a logistic regression by stochastic gradient with AdaGrad.
func fitLabel(all []example, l int, use func(example) bool) *fit {
	var mine []int
	for i, x := range all {
		if x.says[l] >= 0 && use(x) {
			mine = append(mine, i)
		}
	}
	f := &fit{weights: make([]float64, pair.Buckets)}
	squares := make([]float64, pair.Buckets)
	biasSquares := 1e-8
	random := rand.New(rand.NewPCG(seed, uint64(l)))
	for range epochs {
		random.Shuffle(len(mine), func(i, j int) { mine[i], mine[j] = mine[j], mine[i] })
		for _, i := range mine {
			x := all[i]
			norm := math.Sqrt(float64(max(len(x.features), 1)))
			g := x.weight * (1/(1+math.Exp(-f.score(x))) - float64(x.says[l]))
			for _, b := range x.features {
				gb := g/norm + decay*f.weights[b]
				squares[b] += gb * gb
				f.weights[b] -= rate * gb / (math.Sqrt(squares[b]) + 1e-8)
			}
			biasSquares += g * g
			f.bias -= rate * g / math.Sqrt(biasSquares)
		}
	}
	return f
}

// A scored example is one that the model that scored it had not seen.
type scored struct {
	score float64
	right bool
}

// heldOut scores each example by a model of the other folds; what a rule has
// touched is the rules' business and does not count.
func heldOut(all []example, l int) []scored {
	var out []scored
	for k := range folds {
		in := func(x example) bool { return fold(x.text) == k }
		f := fitLabel(all, l, func(x example) bool { return !in(x) })
		for _, x := range all {
			if x.says[l] >= 0 && in(x) && !x.touched {
				out = append(out, scored{f.score(x), x.says[l] == 1})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return out
}

func fold(text string) int {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return int(h>>8) % folds
}

// steps finds from which scores on how large a share is right: as many steps as
// have enough right claims each, each at least as sure as the one below.
func steps(held []scored) []pair.Step {
	var out []pair.Step
	right, n := 0, 0
	from := 0
	for i, x := range held {
		n++
		if x.right {
			right++
		}
		last := i+1 == len(held) || held[i+1].score != x.score
		if !last || right < minCount {
			continue
		}
		share := float64(right) / float64(n)
		if share < minRight {
			if i-from > 400 {
				break
			}
			continue
		}
		out = append(out, pair.Step{Score: x.score, Confidence: math.Round(share*100) / 100})
		right, n, from = 0, 0, i
	}
	slices.Reverse(out)
	for i := len(out) - 2; i >= 0; i-- { // no surer below than above
		out[i].Confidence = min(out[i].Confidence, out[i+1].Confidence)
	}
	return out
}

func count(held []scored) int {
	n := 0
	for _, x := range held {
		if x.right {
			n++
		}
	}
	return n
}

// quantize writes weights as bytes into the column of label l and returns what a
// step of one stands for.
func quantize(from []float64, to []int8, l int) float64 {
	most := 1e-9
	for _, w := range from {
		most = max(most, math.Abs(w))
	}
	scale := most / 127
	for b, w := range from {
		to[b*len(trained)+l] = int8(math.Round(w / scale))
	}
	return scale
}
