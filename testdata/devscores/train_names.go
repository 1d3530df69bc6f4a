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

// What the typer of names is made with, beside what the model of pairs is. The
// texts kept aside take no part.
const (
	nameEpochs = 20
	nameRate   = 0.15
	nameDecay  = 1e-5 // of the weights, at each step
)

// allowed are the classes of the typer that a class of a corpus may be.
var allowed = map[string][]string{
	"Person": {"Person"}, "Organization": {"Organization"}, "Place": {"Place"}, "Event": {"Event"}, "Nationality": {"Group"},
	"Platform": {"Product"}, "Other": {"Group", "Event", "Work", "Product", "Law"},
}

// ends are the classes of subject and object of relations, in corpora that mark
// nothing else; "" where they differ.
var ends = map[string][2]string{
	"EMPLOYEE_OR_MEMBER_OF": {"Person", "Organization"}, "PLACE_OF_RESIDENCE": {"Person", "Place"}, "SPOUSE": {"Person", "Person"},
	"PLACE_OF_BIRTH": {"Person", "Place"}, "EDUCATED_AT": {"Person", "Organization"}, "CHILD_OF": {"Person", "Person"},
	"HEADQUARTERS": {"Organization", "Place"}, "DATE_OF_BIRTH": {"Person", ""}, "FOUNDED_BY": {"Organization", ""}, "NATIONALITY": {"Person", ""},
	"POLITICAL_AFFILIATION": {"Person", "Organization"}, "CEO": {"Organization", "Person"}, "DATE_OF_DEATH": {"Person", ""},
	"DATE_FOUNDED": {"Organization", ""}, "SUBSIDIARY_OF": {"Organization", "Organization"},
	"CROSSES": {"Place", "Place"}, "NEXT_TO_WATER": {"Place", "Place"}, "MILITARY_RANK": {"Person", ""}, "MOTHER": {"Person", "Person"},
	"HAS_CHILD":     {"Person", "Person"},
	"COLLABORATION": {"Organization", "Organization"}, "ACQUIRED_BY": {"Organization", "Organization"}, "CLIENT_OF": {"Organization", "Organization"},
	"SHAREHOLDER_OF": {"", "Organization"}, "COMPETITOR_OF": {"Organization", "Organization"}, "MERGED_WITH": {"Organization", "Organization"},
	"PRODUCT_OR_SERVICE_OF": {"", "Organization"},
}

// A nameExample is a candidate with the classes that it may be, by index.
type nameExample struct {
	weight float64
	clues  []uint32
	may    []bool
}

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
		i, n := 0, len(all)
		if err := e.extract(ctx, texts, func(_ *Text, a *extract.Analysis) {
			all = append(all, nameExamples(r, a, gold[i], out[i])...)
			i++
		}); err != nil {
			return err
		}
		if err := told(w, e, c.file, len(all)-n); err != nil {
			return err
		}
	}
	for _, file := range []string{"knowledgenet", "fewrel-wikipedia", "core-companies"} {
		texts, err := readCorpus(e.dir, file)
		if err != nil {
			return err
		}
		texts = slices.DeleteFunc(texts, (*Text).Aside)
		n := len(all)
		if err := e.extract(ctx, texts, func(t *Text, a *extract.Analysis) { all = append(all, endExamples(r, t, a)...) }); err != nil {
			return err
		}
		if err := told(w, e, file, len(all)-n); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "seed %d, %d epochs, %d names in all\n", seed, nameEpochs, len(all))
	weights, bias := fitNames(all)
	most := 1e-9
	for _, v := range weights {
		most = max(most, math.Abs(v))
	}
	bytesOf := make([]int8, len(weights))
	for i, v := range weights {
		bytesOf[i] = int8(math.Round(v / most * 127))
	}
	var buf bytes.Buffer
	if err := mention.WriteTyper(&buf, bytesOf, most/127, bias); err != nil {
		return err
	}
	return os.WriteFile(path, buf.Bytes(), 0o666)
}

func told(w io.Writer, e *env, file string, n int) error {
	sum, err := checksum(filepath.Join(e.dir, file+".jsonl.gz"))
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s.jsonl.gz, sha256 %s, %d names\n", file, sum, n)
	return nil
}

// nameExamples are the candidates of a text in which all names are marked.
func nameExamples(r *mention.Recognizer, a *extract.Analysis, gold []goldName, out []extract.Span) []nameExample {
	var list []nameExample
	for _, c := range r.Candidates(a) {
		x := nameExample{weight: 1, clues: c.Clues, may: make([]bool, len(mention.Classes))}
		span, none := bare(a.Document.Text, c.Span), true
		for _, g := range gold {
			if g.Span == span || g.Overlaps(span) {
				none = false
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
		}
		if none {
			if slices.ContainsFunc(out, span.Overlaps) {
				continue
			}
			x.may[slices.Index(mention.Classes[:], "")] = true
		}
		list = append(list, x)
	}
	return list
}

// endExamples are the candidates of a text that are an end of a relation.
func endExamples(r *mention.Recognizer, t *Text, a *extract.Analysis) []nameExample {
	class := map[extract.Span]string{}
	for _, rec := range t.Records {
		if rec.Kind == "claim" && rec.Subject != nil && rec.Object != nil {
			for i, end := range []*Argument{rec.Subject, rec.Object} {
				if k := ends[string(rec.Predicate)][i]; k != "" {
					class[bare(a.Document.Text, t.Span(end.Start, end.End))] = k
				}
			}
		}
	}
	var list []nameExample
	for _, c := range r.Candidates(a) {
		if k := class[bare(a.Document.Text, c.Span)]; k != "" {
			x := nameExample{weight: endWeight, clues: c.Clues, may: make([]bool, len(mention.Classes))}
			x.may[slices.Index(mention.Classes[:], k)] = true
			list = append(list, x)
		}
	}
	return list
}

// certainEpochs is how many epochs see only the names that are of one class.
const certainEpochs = 6

func (x nameExample) classes() int {
	n := 0
	for _, may := range x.may {
		if may {
			n++
		}
	}
	return n
}

// endWeight is what the end of a relation counts against a marked name.
const endWeight = 0.1

// fitNames trains a softmax by stochastic gradient with AdaGrad; where a name may
// be of several classes, their sum counts.
func fitNames(all []nameExample) (weights, bias []float64) {
	n := len(mention.Classes)
	weights, bias = make([]float64, mention.Buckets*n), make([]float64, n)
	squares, biasSquares := make([]float64, len(weights)), make([]float64, n)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(seed, 0))
	p := make([]float64, n)
	for epoch := range nameEpochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			x := all[i]
			if epoch < certainEpochs && x.classes() > 1 {
				continue
			}
			norm := math.Sqrt(float64(max(len(x.clues), 1)))
			sum, may := 0.0, 0.0
			for k := range p {
				p[k] = 0
				for _, b := range x.clues {
					p[k] += weights[int(b)*n+k]
				}
				p[k] = math.Exp(bias[k] + p[k]/norm)
				sum += p[k]
				if x.may[k] {
					may += p[k]
				}
			}
			for k := range p {
				g := p[k] / sum
				if x.may[k] {
					g -= p[k] / may
				}
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
