package spacy

import (
	"encoding/json"
	"fmt"
	"math"

	"dossier/extract/spacy/msgpack"
)

// An editTreeLemmatizer ("trainable_lemmatizer") makes the lemma of a token by one
// of the edits that it has learned.
type editTreeLemmatizer struct {
	classifier
	trees     []editTree
	classes   []int // tree of each class
	topK      int   // how many classes are tried
	backoff   string
	overwrite bool
}

// An editTree changes a string: one that matches keeps its middle and has its ends
// changed by other trees, one that does not puts one string in the place of another.
type editTree struct {
	match           bool
	prefixLen       int // of the ends, in characters
	suffixLen       int
	prefix, suffix  int // trees, -1 for none
	orig, subst     string
	height          int
	origID, substID uint64
}

// maxTreeHeight bounds the trees; one is no higher than a word is long.
const maxTreeHeight = 256

func (l *loader) editTreeLemmatizer(s spec) (component, error) {
	n, source, err := l.network(s)
	if err != nil {
		return nil, err
	}
	var cfg struct{ Labels []int }
	e := &editTreeLemmatizer{topK: 1}
	backoff := new("orth")
	if err := l.readCfg(s, &cfg, map[string]any{"overwrite": &e.overwrite, "top_k": &e.topK, "backoff": &backoff}); err != nil {
		return nil, err
	}
	if backoff != nil {
		e.backoff = *backoff
	}
	switch e.backoff {
	case "", "orth", "lower", "norm":
	default:
		return nil, fmt.Errorf("backoff %q is not supported", e.backoff)
	}
	const maxTopK = 20 // beyond it, spaCy ranks equal scores in another way
	if e.topK < 1 || e.topK > maxTopK {
		return nil, fmt.Errorf("top_k %d is not supported, only 1 to %d", e.topK, maxTopK)
	}
	data, err := l.files.read(s.name + "/trees")
	if err != nil {
		return nil, err
	}
	if e.trees, err = readEditTrees(data); err != nil {
		return nil, fmt.Errorf("read its trees: %w", err)
	}
	for _, tree := range cfg.Labels {
		if tree < 0 || tree >= len(e.trees) {
			return nil, fmt.Errorf("label %d is none of its %d trees", tree, len(e.trees))
		}
	}
	e.classes = cfg.Labels
	if data, err = l.files.read("vocab/strings.json"); err != nil {
		return nil, err
	}
	if err := l.strings.spell(e.trees, data); err != nil {
		return nil, err
	}
	e.classifier, err = newClassifier(n, source, len(e.classes))
	return e, err
}

// readEditTrees reads the component's file "trees". A tree refers only to trees before it.
func readEditTrees(data []byte) ([]editTree, error) {
	var trees []editTree
	child := func(d *msgpack.Decoder) int {
		i := d.Uint64()
		if i == math.MaxUint32 {
			return -1
		}
		if i >= uint64(len(trees)) {
			d.Fail(fmt.Errorf("tree %d refers to tree %d", len(trees), i))
			return -1
		}
		return int(i)
	}
	length := func(d *msgpack.Decoder) int {
		n := d.Uint64()
		if n > math.MaxInt32 {
			d.Fail(fmt.Errorf("tree %d has an end of %d characters", len(trees), n))
		}
		return int(n)
	}
	d := msgpack.NewDecoder(data)
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		if d.Str() != "trees" {
			d.Skip()
			continue
		}
		for i := d.Array(); i > 0 && d.Err() == nil; i-- {
			t := editTree{prefix: -1, suffix: -1}
			for i := d.Map(); i > 0 && d.Err() == nil; i-- {
				switch d.Str() {
				case "prefix_len":
					t.prefixLen, t.match = length(d), true
				case "suffix_len":
					t.suffixLen = length(d)
				case "prefix_tree":
					t.prefix = child(d)
				case "suffix_tree":
					t.suffix = child(d)
				case "orig":
					t.origID = d.Uint64()
				case "subst":
					t.substID = d.Uint64()
				default:
					d.Skip()
				}
			}
			for _, end := range [][2]int{{t.prefix, t.prefixLen}, {t.suffix, t.suffixLen}} {
				if end[0] < 0 {
					continue
				}
				t.height = max(t.height, trees[end[0]].height+1)
				// Nothing can only be substituted: else two trees for nothing, each with
				// two trees for nothing, would never end.
				if t.height > maxTreeHeight || end[1] == 0 && trees[end[0]].match {
					d.Fail(fmt.Errorf("tree %d does not end", len(trees)))
				}
			}
			trees = append(trees, t)
		}
	}
	return trees, d.End()
}

// spell sets the strings of the trees, which have only their ids; data is a JSON
// array of all strings that the pipeline knows.
func (v *stringStore) spell(trees []editTree, data []byte) error {
	spelled := make(map[uint64]string)
	for s, id := range v.symbols {
		spelled[id] = s
	}
	var all []string
	if err := json.Unmarshal(data, &all); err != nil {
		return fmt.Errorf("read vocab/strings.json: %w", err)
	}
	for _, s := range all {
		spelled[v.id(s)] = s
	}
	for i := range trees {
		t := &trees[i]
		if t.match {
			continue
		}
		var okOrig, okSubst bool
		t.orig, okOrig = spelled[t.origID]
		t.subst, okSubst = spelled[t.substID]
		if !okOrig || !okSubst {
			return fmt.Errorf("tree %d substitutes strings that are not in vocab/strings.json", i)
		}
	}
	return nil
}

func (e *editTreeLemmatizer) annotate(b *batch, s *scratch) {
	e.classify(b, s, func(d *batchDoc, i int, scores []float32) {
		if t := &d.doc.Tokens[i]; t.Lemma == "" || e.overwrite {
			e.lemmatize(t, d.words[i].lex, scores)
		}
	})
}

// lemmatize sets the lemma by the best of the classes whose tree fits the word.
func (e *editTreeLemmatizer) lemmatize(t *Token, lex *lexeme, scores []float32) {
	form := []rune(lex.text)
	for range min(e.topK, len(scores)) {
		best := argmax(scores)
		if lemma, ok := e.apply(nil, e.classes[best], form); ok {
			t.Lemma = string(lemma)
			return
		}
		scores[best] = -math.MaxFloat32
	}
	switch e.backoff {
	case "orth":
		t.Lemma = lex.text
	case "lower":
		t.Lemma = lex.lower
	case "norm":
		t.Lemma = t.Norm
	}
}

// apply appends what a tree makes of a form to lemma; false if it does not fit.
func (e *editTreeLemmatizer) apply(lemma []rune, tree int, form []rune) ([]rune, bool) {
	t := &e.trees[tree]
	if !t.match {
		return append(lemma, []rune(t.subst)...), string(form) == t.orig
	}
	if t.prefixLen+t.suffixLen > len(form) {
		return nil, false
	}
	ok := true
	end := len(form) - t.suffixLen
	if t.prefix >= 0 {
		if lemma, ok = e.apply(lemma, t.prefix, form[:t.prefixLen]); !ok {
			return nil, false
		}
	}
	lemma = append(lemma, form[t.prefixLen:end]...)
	if t.suffix >= 0 {
		lemma, ok = e.apply(lemma, t.suffix, form[end:])
	}
	return lemma, ok
}
