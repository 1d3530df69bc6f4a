package spacy_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"dossier/extract/spacy"
)

// A pipeline like the published ones, but of a few kilobytes: what is damaged in it
// matters. Its weights come from a fixed series of numbers, so it says nonsense.

const (
	tinyWidth  = 8 // of a token's vector
	tinyHidden = 4
	tinyPieces = 2
)

const tinyConfig = `[nlp]
lang = "en"
pipeline = ["tok2vec","tagger","parser","attribute_ruler","lemmatizer","ner"]
disabled = []
tokenizer = {"@tokenizers":"spacy.Tokenizer.v1"}

[components]

[components.attribute_ruler]
factory = "attribute_ruler"

[components.lemmatizer]
factory = "lemmatizer"
mode = "rule"

[components.ner]
factory = "ner"

[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 4
maxout_pieces = 2
use_upper = true

[components.ner.model.tok2vec]
@architectures = "spacy.Tok2Vec.v2"

[components.ner.model.tok2vec.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 8
attrs = ["NORM","SPACY"]
rows = [7,7]
include_static_vectors = false

[components.ner.model.tok2vec.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 8
depth = 1
window_size = 1
maxout_pieces = 2

[components.parser]
factory = "parser"

[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = 4
maxout_pieces = 2
use_upper = true

[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 8
upstream = "tok2vec"

[components.tagger]
factory = "tagger"
neg_prefix = "!"

[components.tagger.model]
@architectures = "spacy.Tagger.v2"
normalize = false

[components.tagger.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 8
upstream = "tok2vec"

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 8
attrs = ["NORM","SPACY"]
rows = [7,7]
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 8
depth = 1
window_size = 1
maxout_pieces = 2
`

// tinyFiles returns the files of the tiny pipeline. Its tokenizer is that of the
// English model, without the exceptions.
func tinyFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	d := new(dice)
	strs := spacy.NewStringStore()
	id := func(s string) uint64 { return strs.ID(s) }
	parserMoves := `{"0":{"":9},"1":{"":8},"2":{"det":5,"nsubj":4,"conj||dobj":2},"3":{"dobj":3,"conj||nsubj":1},"4":{"ROOT":2}}`
	nerMoves := `{"0":{},"1":{"ORG":4,"GPE":2},"2":{"ORG":4,"GPE":2},"3":{"ORG":4,"GPE":2},"4":{"ORG":4,"GPE":2},"5":{"":1}}`
	return map[string][]byte{
		"config.cfg":        []byte(tinyConfig),
		"tokenizer":         withoutExceptions(tb, wheelFiles(tb)["tokenizer"]),
		"vocab/lookups.bin": pack(pairs{"lexeme_norm", pairs{id("cos"), "because", id("gonna"), "going to"}}),
		"tok2vec/model":     tinyNetwork(tinyTok2Vec(d)...),
		"tagger/model":      tinyNetwork(tinyTagger(d, 3)...),
		"tagger/cfg":        []byte(`{"labels":["NN","VBZ","_SP"],"overwrite":false}`),
		"parser/model":      tinyNetwork(append(tinyTransitions(d, 8, 8), layer{name: "tok2vec-listener"})...),
		"parser/moves":      pack(pairs{"moves", parserMoves, "strings", list{"ROOT", "det"}, "cfg", pairs{}}),
		"parser/cfg":        []byte(`{"moves":null,"beam_width":1,"learn_tokens":false}`),
		"ner/model":         tinyNetwork(append(tinyTransitions(d, 3, 9), tinyTok2Vec(d)...)...),
		"ner/moves":         pack(pairs{"moves", nerMoves}),
		"ner/cfg":           []byte(`{"moves":null,"beam_width":1,"learn_tokens":false}`),
		"lemmatizer/lookups/lookups.bin": pack(pairs{
			"lemma_rules", pairs{id("noun"), list{list{"s", ""}, list{"ies", "y"}}, id("verb"), list{list{"es", "e"}}},
			"lemma_index", pairs{id("noun"), list{"dog", "city"}, id("verb"), list{"make"}},
			"lemma_exc", pairs{id("noun"), pairs{"mice", list{"mouse"}}, id("verb"), pairs{}},
		}),
		"attribute_ruler/patterns": pack(list{
			pairs{"patterns", list{list{pairs{"TAG", "NN"}}}, "attrs", pairs{"POS", "NOUN", "MORPH", "Number=Sing"}, "index", 0},
			pairs{"patterns", list{list{pairs{"TAG", pairs{"IN", list{"VBZ", "VB"}}}}}, "attrs", pairs{"POS", "VERB", "MORPH", "_"}, "index", 0},
			pairs{"patterns", list{list{pairs{"LOWER", "the"}, pairs{"DEP", pairs{"NOT_IN", list{"det"}}}}}, "attrs", pairs{"TAG", "DT", "LEMMA", "the"}, "index", -1},
			pairs{"patterns", list{list{pairs{"ORTH", pairs{"REGEX", "^[A-Z]+$"}}}, list{pairs{"IS_SPACE", true}}}, "attrs", pairs{"POS", "X"}, "index", 0},
		}),
	}
}

// withoutExceptions returns a tokenizer file with all of it but the exceptions.
func withoutExceptions(tb testing.TB, data []byte) []byte {
	tb.Helper()
	patterns := spacy.TokenizerPatterns(data)
	out := pairs{"faster_heuristics", true, "exceptions", pairs{
		"can't", list{pairs{65, "ca"}, pairs{65, "n't", 67, "not"}},
		":(", list{pairs{65, ":("}},
		"a.m.", list{pairs{65, "a.m."}},
	}}
	for _, name := range []string{"prefix_search", "suffix_search", "infix_finditer", "url_match"} {
		if patterns[name] == "" {
			tb.Fatalf("the tokenizer has no %s", name)
		}
		out = append(out, name, patterns[name])
	}
	return pack(append(out, "token_match", nil))
}

// A layer is a node of a network.
type layer struct {
	name   string
	refs   pairs
	attrs  pairs
	params pairs
}

func tinyTok2Vec(d *dice) []layer {
	embed := func(seed int) layer {
		return layer{name: "hashembed", attrs: pairs{"seed", pack(seed)}, params: pairs{"E", d.weights(7, tinyWidth)}}
	}
	maxout := func(inputs int) layer {
		return layer{name: "maxout", params: pairs{"W", d.weights(tinyWidth, tinyPieces, inputs), "b", d.weights(tinyWidth, tinyPieces)}}
	}
	norm := layer{name: "layernorm", params: pairs{"G", d.weights(tinyWidth), "b", d.weights(tinyWidth)}}
	return []layer{
		{name: "extract_features", attrs: pairs{"columns", pack(list{"NORM", "SPACY"})}},
		embed(8), embed(9),
		maxout(2 * tinyWidth), norm,
		{name: "expand_window", attrs: pairs{"window_size", pack(1)}},
		maxout(3 * tinyWidth), norm,
	}
}

func tinyTagger(d *dice, labels int) []layer {
	return []layer{
		{name: "tok2vec-listener>>with_array(softmax)", refs: pairs{"tok2vec", 1, "softmax", 2, "output_layer", 2}},
		{name: "tok2vec-listener"},
		{name: "softmax", params: pairs{"W", d.weights(labels, tinyWidth), "b", d.weights(labels)}},
	}
}

func tinyTransitions(d *dice, slots, actions int) []layer {
	const h, p = tinyHidden, tinyPieces
	return []layer{
		{name: "parser_model", refs: pairs{"tok2vec", 1, "lower", 2, "upper", 3}, attrs: pairs{"has_upper", pack(true)}},
		{name: "tok2vec-listener>>list2array>>linear"},
		{name: "precomputable_affine", params: pairs{"W", d.weights(slots, h, p, h), "b", d.weights(h, p), "pad", d.weights(1, slots, h, p)}},
		{name: "linear", params: pairs{"W", d.weights(actions, h), "b", d.weights(actions)}},
		{name: "linear", params: pairs{"W", d.weights(h, tinyWidth), "b", d.weights(h)}},
	}
}

// tinyNetwork encodes layers as thinc does.
func tinyNetwork(layers ...layer) []byte {
	var nodes, attrs, params, shims list
	for i, l := range layers {
		nodes = append(nodes, pairs{"index", i, "name", l.name, "dims", pairs{}, "refs", l.refs})
		attrs, params, shims = append(attrs, l.attrs), append(params, l.params), append(shims, list{})
	}
	return pack(pairs{"nodes", nodes, "attrs", attrs, "params", params, "shims", shims})
}

// A dice makes weights.
type dice uint32

// weights returns an array of a shape, with values from -2 to 2.
func (d *dice) weights(shape ...int) pairs {
	n := 1
	dims := list{}
	for _, d := range shape {
		n *= d
		dims = append(dims, d)
	}
	var data []byte
	for range n {
		*d = *d*1664525 + 1013904223
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(int32(*d))/(1<<30)))
	}
	return pairs{bin("nd"), true, bin("type"), "<f4", bin("kind"), bin(""), bin("shape"), dims, bin("data"), data}
}

type (
	list  []any
	pairs []any // key, value, key, value
	bin   string
)

// pack encodes a value as MessagePack.
func pack(v any) []byte { return appendPacked(nil, v) }

func appendPacked(b []byte, v any) []byte {
	sized := func(code byte, n int) []byte { return binary.BigEndian.AppendUint32(append(b, code), uint32(n)) }
	switch v := v.(type) {
	case nil:
		return append(b, 0xc0)
	case bool:
		if v {
			return append(b, 0xc3)
		}
		return append(b, 0xc2)
	case int:
		return binary.BigEndian.AppendUint64(append(b, 0xd3), uint64(v))
	case uint64:
		return binary.BigEndian.AppendUint64(append(b, 0xcf), v)
	case string:
		return append(sized(0xdb, len(v)), v...)
	case bin:
		return append(sized(0xc6, len(v)), v...)
	case []byte:
		return append(sized(0xc6, len(v)), v...)
	case list:
		b = sized(0xdd, len(v))
		for _, x := range v {
			b = appendPacked(b, x)
		}
		return b
	case pairs:
		b = sized(0xdf, len(v)/2)
		for _, x := range v {
			b = appendPacked(b, x)
		}
		return b
	}
	panic(fmt.Sprintf("pack %T", v))
}

// TestTinyPipeline: the tiny pipeline opens and all of its components work.
func TestTinyPipeline(t *testing.T) {
	nlp, err := spacy.OpenFS(memoryFS(tinyFiles(t)))
	if err != nil {
		t.Fatal(err)
	}
	text := "The dogs can't see ZTE \n at 5 a.m. in the cities of France, and mice make it :( so."
	doc := nlp.Pipe([]string{text})[0]
	checkTokens(t, doc, text)
	checkTrees(t, doc)
	tags, deps := make(map[string]bool), make(map[string]bool)
	for _, tok := range doc.Tokens {
		tags[tok.Tag], deps[tok.Dep] = true, true
	}
	if len(tags) < 2 || len(deps) < 2 || len(doc.Ents) == 0 {
		data, _ := json.Marshal(doc.JSON())
		t.Errorf("a component says nothing: %s", data)
	}
}
