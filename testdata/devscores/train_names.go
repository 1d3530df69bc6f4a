package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/mention"
)

// What the typer of names is made with. The texts kept aside take no part.
const (
	nameEpochs    = 20
	certainEpochs = 6 // the first of them, which see only the names of one class
	nameRate      = 0.15
	nameDecay     = 1e-5 // of the weights, at each step
)

// allowed are the classes of the typer that a class of a corpus may be. Where the
// model's label is one of several, it is that one.
var allowed = map[string][]string{
	"Person": {"Person"}, "Organization": {"Organization"}, "Place": {"Place"}, "Event": {"Event"}, "Nationality": {"Group"},
	"Platform": {"Product"}, "Other": {"Group", "Event", "Work", "Product", "Law"},
}

// relations are corpora that mark only what stands in a relation, and endWeight what
// such a name counts against one of a text with all names marked. They are closer to
// news of companies.
var relations = []string{"knowledgenet", "core-companies"}

const endWeight = 0.1

// classesOf are the classes of subject and object of their relations, "" where they differ.
var classesOf = map[string][2]string{
	"EMPLOYEE_OR_MEMBER_OF": {"Person", "Organization"}, "POLITICAL_AFFILIATION": {"Person", "Organization"}, "EDUCATED_AT": {"Person", "Organization"},
	"PLACE_OF_RESIDENCE": {"Person", "Place"}, "PLACE_OF_BIRTH": {"Person", "Place"}, "NATIONALITY": {"Person", ""},
	"SPOUSE": {"Person", "Person"}, "CHILD_OF": {"Person", "Person"}, "DATE_OF_BIRTH": {"Person", ""}, "DATE_OF_DEATH": {"Person", ""},
	"HEADQUARTERS": {"Organization", "Place"}, "FOUNDED_BY": {"Organization", ""}, "CEO": {"Organization", "Person"},
	"DATE_FOUNDED": {"Organization", ""}, "SUBSIDIARY_OF": {"Organization", "Organization"},
	"COLLABORATION": {"Organization", "Organization"}, "ACQUIRED_BY": {"Organization", "Organization"}, "CLIENT_OF": {"Organization", "Organization"},
	"COMPETITOR_OF": {"Organization", "Organization"}, "MERGED_WITH": {"Organization", "Organization"},
	"SHAREHOLDER_OF": {"", "Organization"}, "PRODUCT_OR_SERVICE_OF": {"", "Organization"},
}

// A nameExample is a candidate with the classes that it may be.
type nameExample struct {
	weight float64
	clues  []uint32
	may    [len(mention.Classes)]bool
	one    bool // it may be one class only
}

// trainNames makes the typer of names and writes it to path, and what became of it
// to w.
func trainNames(ctx context.Context, e *env, path string, w io.Writer) error {
	lex, err := lexicon.Default()
	if err != nil {
		return err
	}
	r := mention.New(lex, e.types, nil)
	var all []nameExample
	for _, c := range nameCorpora() {
		texts, err := readCorpus(e.dir, c.file)
		if err != nil {
			return err
		}
		texts = slices.DeleteFunc(texts, (*Text).Aside)
		gold, out := make([][]goldName, len(texts)), make([][]extract.Span, len(texts))
		for i, t := range texts {
			gold[i], out[i] = c.goldNames(t)
		}
		if c.roles {
			bothRoles(texts, gold)
		}
		i, before := 0, len(all)
		err = e.extract(ctx, texts, func(_ *Text, a *extract.Analysis) {
			all = append(all, nameExamples(r, a, gold[i], out[i])...)
			i++
		})
		if err != nil {
			return err
		}
		if err := tellCorpus(w, e, c.file, len(all)-before); err != nil {
			return err
		}
	}
	for _, file := range relations {
		texts, err := readCorpus(e.dir, file)
		if err != nil {
			return err
		}
		texts = slices.DeleteFunc(texts, (*Text).Aside)
		before := len(all)
		err = e.extract(ctx, texts, func(t *Text, a *extract.Analysis) { all = append(all, endExamples(r, t, a)...) })
		if err != nil {
			return err
		}
		if err := tellCorpus(w, e, file, len(all)-before); err != nil {
			return err
		}
	}
	weights, bias := fitNames(all)
	small, scale := quantized(weights)
	fmt.Fprintf(w, "seed %d, %d epochs, %d names in all\n", seed, nameEpochs, len(all))
	var buf bytes.Buffer
	if err := mention.WriteTyper(&buf, small, scale, bias); err != nil {
		return err
	}
	return os.WriteFile(path, buf.Bytes(), 0o666)
}

func tellCorpus(w io.Writer, e *env, file string, names int) error {
	sum, err := checksum(filepath.Join(e.dir, file+".jsonl.gz"))
	if err == nil {
		fmt.Fprintf(w, "%s.jsonl.gz, sha256 %s, %d names\n", file, sum, names)
	}
	return err
}

// nameExamples are the candidates of a text in which all names are marked. What
// touches a stretch of out is none, unless it is one of gold.
func nameExamples(r *mention.Recognizer, a *extract.Analysis, gold []goldName, out []extract.Span) []nameExample {
	var list []nameExample
	for _, c := range r.Candidates(a) {
		x := nameExample{weight: 1, clues: c.Clues}
		span := bare(a.Document.Text, c.Span)
		for _, g := range gold {
			if !g.Overlaps(span) {
				continue
			}
			for _, class := range g.classes {
				may := allowed[class]
				if slices.Contains(may, c.Class) {
					may = []string{c.Class}
				}
				for _, k := range may {
					x.may[slices.Index(mention.Classes[:], k)] = true
				}
			}
		}
		n := classes(x.may[:])
		if n == 0 && slices.ContainsFunc(out, span.Overlaps) {
			continue
		}
		if n == 0 {
			x.may[slices.Index(mention.Classes[:], "")] = true
		}
		x.one = n < 2
		list = append(list, x)
	}
	return list
}

// endExamples are the candidates of a text that are an end of a relation.
func endExamples(r *mention.Recognizer, t *Text, a *extract.Analysis) []nameExample {
	class := map[extract.Span]string{}
	for _, rec := range t.Records {
		if rec.Kind != "claim" || rec.Subject == nil || rec.Object == nil {
			continue
		}
		for i, end := range []*Argument{rec.Subject, rec.Object} {
			class[bare(a.Document.Text, t.Span(end.Start, end.End))] = classesOf[string(rec.Predicate)][i]
		}
	}
	var list []nameExample
	for _, c := range r.Candidates(a) {
		if k := class[bare(a.Document.Text, c.Span)]; k != "" {
			x := nameExample{weight: endWeight, clues: c.Clues, one: true}
			x.may[slices.Index(mention.Classes[:], k)] = true
			list = append(list, x)
		}
	}
	return list
}

// classes returns how many of may are set.
func classes(may []bool) int {
	n := 0
	for _, ok := range may {
		if ok {
			n++
		}
	}
	return n
}

// fitNames trains a softmax by stochastic gradient with AdaGrad; where a name may
// be of several classes, their sum counts. weights go by bucket, then class.
func fitNames(all []nameExample) (weights, bias []float64) {
	const n = len(mention.Classes)
	weights, bias = make([]float64, mention.Buckets*n), make([]float64, n)
	squares, biasSquares := make([]float64, len(weights)), make([]float64, n)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(seed, 0))
	for epoch := range nameEpochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			x := &all[i]
			if epoch < certainEpochs && !x.one {
				continue
			}
			norm := math.Sqrt(float64(max(len(x.clues), 1)))
			for k, g := range slope(x, weights, bias, norm) {
				g *= x.weight
				for _, b := range x.clues {
					j := int(b)*n + k
					gb := g/norm + nameDecay*weights[j]
					squares[j] += gb * gb
					weights[j] -= nameRate * gb / (math.Sqrt(squares[j]) + 1e-8)
				}
				biasSquares[k] += g * g
				bias[k] -= nameRate * g / (math.Sqrt(biasSquares[k]) + 1e-8)
			}
		}
	}
	return weights, bias
}

// slope returns by how much the loss of x rises with the score of each class.
func slope(x *nameExample, weights, bias []float64, norm float64) (g [len(mention.Classes)]float64) {
	sum, may := 0.0, 0.0
	for k := range g {
		for _, b := range x.clues {
			g[k] += weights[int(b)*len(g)+k]
		}
		g[k] = math.Exp(bias[k] + g[k]/norm)
		sum += g[k]
		if x.may[k] {
			may += g[k]
		}
	}
	for k, p := range g {
		g[k] = p / sum
		if x.may[k] {
			g[k] -= p / may
		}
	}
	return g
}

// quantized returns weights as bytes and what a step of one stands for.
func quantized(weights []float64) ([]int8, float64) {
	most := 1e-9
	for _, w := range weights {
		most = max(most, math.Abs(w))
	}
	out := make([]int8, len(weights))
	for i, w := range weights {
		out[i] = int8(math.Round(w / most * 127))
	}
	return out, most / 127
}
