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
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"dossier/extract"
	"dossier/extract/pair"
)

// What the model of pairs is made with. The texts kept aside take no part.
const (
	seed   = 1
	epochs = 12
	rate   = 0.3
	decay  = 2e-6 // of the weights, at each step
	folds  = 5
	least  = 0.65 // confidence of a claim
	grid   = 0.05 // of confidence
)

// Types of ends.
var (
	person, organization, party = []string{"Person"}, []string{"Organization"}, []string{"PoliticalParty"}
	place, country, date        = []string{"Place"}, []string{"Country"}, []string{"Date"}
)

// trained are the labels of the model and the properties of KnowledgeNet that they
// are trained on.
var trained = []struct {
	property string
	turned   bool // the property's subject is our object
	label    pair.Label
}{
	{"SPOUSE", false, pair.Label{Relation: "SPOUSE_OF", Subject: person, Object: person}},
	{"CHILD_OF", false, pair.Label{Relation: "CHILD_OF", Subject: person, Object: person}},
	{"PLACE_OF_BIRTH", false, pair.Label{Relation: "BORN_IN", One: true, Beside: []string{"CITIZEN_OF", "DIED_IN", "LIVES_IN"}, Subject: person, Object: place}},
	{"PLACE_OF_RESIDENCE", false, pair.Label{Relation: "LIVES_IN", State: true, Beside: []string{"BORN_IN", "CITIZEN_OF", "DIED_IN"}, Subject: person, Object: place}},
	{"NATIONALITY", false, pair.Label{Relation: "CITIZEN_OF", Beside: []string{"BORN_IN", "DIED_IN", "LIVES_IN"}, Subject: person, Object: country}},
	{"EDUCATED_AT", false, pair.Label{Relation: "EDUCATED_AT", Beside: []string{"HEADS", "MEMBER_OF", "WORKS_FOR"}, Subject: person, Object: organization}},
	{"POLITICAL_AFFILIATION", false, pair.Label{Relation: "MEMBER_OF", State: true, Beside: []string{"FOUNDED"}, Subject: person, Object: party}},
	{"EMPLOYEE_OR_MEMBER_OF", false, pair.Label{Relation: "WORKS_FOR", Unless: "HEADS", State: true, Beside: []string{"EDUCATED_AT", "FOUNDED"}, Subject: person, Object: organization}},
	{"CEO", true, pair.Label{Relation: "HEADS", State: true, Role: "chief executive", Beside: []string{"EDUCATED_AT", "FOUNDED", "MEMBER_OF", "OWNS", "WORKS_FOR"}, Subject: person, Object: organization}},
	{"FOUNDED_BY", true, pair.Label{Relation: "FOUNDED", Beside: []string{"BOARD_MEMBER_OF", "HEADS", "MEMBER_OF", "OWNS", "WORKS_FOR"}, Subject: person, Object: organization}},
	{"HEADQUARTERS", false, pair.Label{Relation: "BASED_IN", State: true, Subject: organization, Object: place}},
	{"SUBSIDIARY_OF", false, pair.Label{Relation: "SUBSIDIARY_OF", State: true, Subject: organization, Object: organization}},
	{"DATE_OF_BIRTH", false, pair.Label{Relation: "birthDate", One: true, Subject: person, Object: date}},
	{"DATE_OF_DEATH", false, pair.Label{Relation: "deathDate", One: true, Subject: person, Object: date}},
	{"DATE_FOUNDED", false, pair.Label{Relation: "foundingDate", One: true, Subject: organization, Object: date}},
}

// A material is a corpus that the model is trained on beside KnowledgeNet.
type material struct {
	corpus string
	weight float64 // of a pair against one of KnowledgeNet
	// marks are the corpus's labels by relation of ours; a leading - turns it. A
	// relation that is not there is not marked.
	marks   map[string][]string
	unsaid  bool     // nothing is marked: what no rule has found is taken for not said
	onePair bool     // only the pair that is marked is judged, for all relations
	none    []string // relations that the corpus does not tell
	use     func(*Text) bool
}

// family is what texts about companies do not tell.
var family = []string{"SPOUSE_OF", "CHILD_OF", "BORN_IN"}

// materials: those in which nothing is marked are what news is like, where few pairs
// hold and KnowledgeNet's texts alone would make the model too sure.
var materials = []material{
	{corpus: "gum", weight: 2, unsaid: true, use: func(t *Text) bool { // lives are what KnowledgeNet has
		return !strings.HasPrefix(t.ID, "GUM_bio") && !strings.HasPrefix(t.ID, "GUM_voyage")
	}},
	{corpus: "re3d-public-domain", weight: 2, unsaid: true},
	{corpus: "uds-factuality", weight: 2, unsaid: true},
	{corpus: "carb-openie-dev", weight: 2, unsaid: true},
	{corpus: "fewrel-wikipedia", weight: 1, onePair: true, marks: map[string][]string{
		"SPOUSE_OF": {"SPOUSE"}, "CHILD_OF": {"MOTHER", "-HAS_CHILD"}}},
	{corpus: "core-companies", weight: 1, onePair: true, none: family, marks: map[string][]string{"SUBSIDIARY_OF": {"SUBSIDIARY_OF"}}},
	{corpus: "fire-finance", weight: 1, none: family, marks: map[string][]string{
		"WORKS_FOR": {"Employeeof"}, "BASED_IN": {"Locatedin"}, "SUBSIDIARY_OF": {"Subsidiaryof"}}},
}

// An example is a candidate with what the corpus says of it, label by label: 1, 0,
// or -1 where it says nothing.
type example struct {
	text     string
	touched  bool   // a rule has made a claim of the two
	left     []bool // that leaves room for the label
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
	if err := e.extractAll(ctx, texts, func(t *Text, a *extract.Analysis) {
		all = append(all, examples(e.types, t, a, 1, func(l int, x *example, s, o *extract.Mention) int8 {
			return says(t, trained[l].property, trained[l].turned, a, s, o)
		})...)
	}); err != nil {
		return err
	}
	names := []string{"knowledgenet"}
	for _, m := range materials {
		names = append(names, m.corpus)
		others, err := readCorpus(e.dir, m.corpus)
		if err != nil {
			return err
		}
		others = slices.DeleteFunc(others, func(t *Text) bool { return t.Aside() || m.use != nil && !m.use(t) })
		if err := e.extract(ctx, others, func(t *Text, a *extract.Analysis) { all = append(all, examples(e.types, t, a, m.weight, m.says(t))...) }); err != nil {
			return err
		}
	}
	for _, name := range names {
		sum, err := checksum(filepath.Join(e.dir, name+".jsonl.gz"))
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s.jsonl.gz, sha256 %s\n", name, sum)
	}
	fmt.Fprintf(w, "seed %d, %d epochs, %d texts of knowledgenet, %d pairs in all\n", seed, epochs, len(texts), len(all))
	labels := make([]pair.Label, len(trained))
	weights := make([]int8, pair.Buckets*len(trained))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	lines := make([]string, len(trained))
	for l := range trained {
		g.Go(func() error {
			labels[l] = trained[l].label
			held := heldOut(all, l)
			labels[l].Steps = steps(held)
			fit := fitLabel(all, l, func(example) bool { return true })
			labels[l].Bias = fit.bias
			labels[l].Scale = quantize(fit.weights, weights, l)
			lines[l] = fmt.Sprintf("%-16s %5d pairs, %4d hold; steps %.2f\n", labels[l].Relation, len(held), count(held), labels[l].Steps)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, line := range lines {
		io.WriteString(w, line)
	}
	var out bytes.Buffer
	if err := pair.Write(&out, labels, weights); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o666)
}

// says returns what the text says of a pair for a label.
func (m material) says(t *Text) func(int, *example, *extract.Mention, *extract.Mention) int8 {
	return func(l int, x *example, s, o *extract.Mention) int8 {
		marks := m.marks[trained[l].label.Relation]
		none := m.unsaid || slices.Contains(m.none, trained[l].label.Relation)
		switch {
		case x.touched && none:
			return -1
		case none:
			return 0
		case marks == nil && !m.onePair:
			return -1
		}
		judged := !m.onePair
		for _, r := range t.Records {
			if r.Kind != "claim" || r.Subject == nil || r.Object == nil {
				continue
			}
			subject, object := t.Span(r.Subject.Start, r.Subject.End), t.Span(r.Object.Start, r.Object.End)
			here, there := subject.Overlaps(s.Span) && object.Overlaps(o.Span), subject.Overlaps(o.Span) && object.Overlaps(s.Span)
			if here && (slices.Contains(marks, string(r.Predicate))) || there && (slices.Contains(marks, "-"+string(r.Predicate)) || slices.Contains(marks, string(r.Predicate)) && trained[l].property == "SPOUSE") {
				return 1
			}
			judged = judged || here || there
		}
		if judged && marks != nil {
			return 0
		}
		return -1
	}
}

func checksum(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read corpus: %w", err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data)), nil
}

// examples are the candidates of a text of which says knows something.
func examples(types *extract.Types, t *Text, a *extract.Analysis, weight float64, says func(int, *example, *extract.Mention, *extract.Mention) int8) []example {
	var out []example
	touched := pair.NewTouched(a)
	pairs := pair.Candidates(a)
	features := pair.Features(a, pairs)
	for i, c := range pairs {
		s, o := &a.Mentions[c.Subject], &a.Mentions[c.Object]
		x := example{text: t.ID, weight: weight, says: make([]int8, len(trained)), left: make([]bool, len(trained))}
		known := false
		for l := range trained {
			x.says[l] = -1
			x.touched, x.left[l] = touched.Of(a, c, &trained[l].label)
			if trained[l].label.Fits(types, a, c) {
				x.says[l] = says(l, &x, s, o)
			}
			known = known || x.says[l] >= 0
		}
		if known {
			x.features = features[i]
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
			if o.Chain >= 0 && s.Chain >= 0 && speaksOf(a, s.Chain, subject) && speaksOf(a, o.Chain, object) {
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
			if x.says[l] >= 0 && in(x) && x.left[l] {
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

// steps finds from which scores on how many are right: the grid of confidence on a
// logistic curve through the held-out scores.
func steps(held []scored) []pair.Step {
	slope, shift := curve(held)
	if slope <= 0 {
		return nil
	}
	var out []pair.Step
	for c := least; c < 0.99; c += grid {
		score := (math.Log(c/(1-c)) - shift) / slope
		out = append(out, pair.Step{Score: math.Round(score*1000) / 1000, Confidence: math.Round(c*100) / 100})
	}
	return out
}

// curve fits the logistic curve of being right by score: Newton's method.
func curve(held []scored) (slope, shift float64) {
	for range 50 {
		var gs, gb, ss, sb, bb float64
		for _, x := range held {
			p := 1 / (1 + math.Exp(-slope*x.score-shift))
			d := p
			if x.right {
				d--
			}
			w := p * (1 - p)
			gs, gb = gs+d*x.score, gb+d
			ss, sb, bb = ss+w*x.score*x.score, sb+w*x.score, bb+w
		}
		ss, bb = ss+1e-3, bb+1e-3
		det := ss*bb - sb*sb
		slope -= (bb*gs - sb*gb) / det
		shift -= (ss*gb - sb*gs) / det
	}
	return slope, shift
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
