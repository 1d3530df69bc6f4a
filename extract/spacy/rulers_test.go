package spacy_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/extract/spacy"
)

// goldenPipeline is a pipeline with rulers and what spaCy makes of texts with it.
type goldenPipeline struct {
	Name, Config string
	Pipeline     []string
	Files        map[string]string
	Docs         []struct {
		Text   string
		Tokens [][3]string // iob, entity type, entity id
		Ents   []goldenSpan
		Spans  map[string][]goldenSpan
		JSON   json.RawMessage
	}
}

// goldenSpan is start, end, label, id.
type goldenSpan [4]any

func asGoldenSpans(spans []spacy.Span) []goldenSpan {
	out := []goldenSpan{}
	for _, s := range spans {
		out = append(out, goldenSpan{float64(s.Start), float64(s.End), s.Label, s.ID})
	}
	return out
}

var pipelineLine = regexp.MustCompile(`(?m)^pipeline = .*$`)

// withRulers opens the model with other components.
func withRulers(files map[string][]byte, pipeline []string, config string, more map[string]string) (*spacy.Language, error) {
	fsys := memoryFS(files)
	names, err := json.Marshal(pipeline)
	if err != nil {
		return nil, err
	}
	file := *fsys["config.cfg"]
	file.Data = []byte(pipelineLine.ReplaceAllLiteralString(string(file.Data), "pipeline = "+string(names)) + "\n" + config)
	fsys["config.cfg"] = &file
	for name, text := range more {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return spacy.OpenFS(fsys)
}

// TestRulersGolden compares entities and span groups with those of spaCy's rulers.
func TestRulersGolden(t *testing.T) {
	files := wheelFiles(t)
	pipelines, ents, spans := 0, 0, 0
	goldenLines(t, "testdata/pipelines.golden.jsonl.gz", func(line []byte) {
		var g goldenPipeline
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		pipelines++
		t.Run(g.Name, func(t *testing.T) {
			nlp, err := withRulers(files, g.Pipeline, g.Config, g.Files)
			if err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, d := range g.Docs {
				texts = append(texts, d.Text)
			}
			for i, doc := range nlp.Pipe(texts) {
				want := g.Docs[i]
				tokens := [][3]string{}
				for _, tok := range doc.Tokens {
					tokens = append(tokens, [3]string{tok.EntIOB, tok.EntType, tok.EntID})
				}
				if !reflect.DeepEqual(tokens, want.Tokens) {
					t.Errorf("%.40q: tokens\n got %v\nwant %v", doc.Text, tokens, want.Tokens)
				}
				if got := asGoldenSpans(doc.Ents); fmt.Sprint(got) != fmt.Sprint(want.Ents) {
					t.Errorf("%.40q: entities\n got %v\nwant %v", doc.Text, got, want.Ents)
				}
				groups := make(map[string][]goldenSpan)
				for key, group := range doc.Spans {
					groups[key] = asGoldenSpans(group)
					spans += len(group)
				}
				if !reflect.DeepEqual(groups, want.Spans) {
					t.Errorf("%.40q: span groups\n got %v\nwant %v", doc.Text, groups, want.Spans)
				}
				ents += len(doc.Ents)
				if len(want.JSON) > 0 {
					compareSpansJSON(t, doc, want.JSON)
				}
			}
		})
	})
	t.Logf("%d pipelines, %d entities, %d spans", pipelines, ents, spans)
	if pipelines < 30 || ents < 500 || spans < 500 {
		t.Error("the golden file holds too little")
	}
}

// compareSpansJSON compares the key "spans" of Doc.to_json.
func compareSpansJSON(t *testing.T, doc *spacy.Doc, want []byte) {
	t.Helper()
	data, err := json.Marshal(doc.JSON())
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Spans any }
	var wanted any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &wanted); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Spans, wanted) {
		t.Errorf("%.40q: JSON of the span groups\n got %v\nwant %v", doc.Text, got.Spans, wanted)
	}
}

// TestRulersRefused opens rulers that cannot be run as spaCy would.
func TestRulersRefused(t *testing.T) {
	files := wheelFiles(t)
	entity := "[components.r]\nfactory = \"entity_ruler\"\n"
	span := "[components.r]\nfactory = \"span_ruler\"\n"
	cfg := `{"overwrite":false,"phrase_matcher_attr":null,"ent_id_sep":"||"}`
	pattern := func(p string) map[string]string {
		return map[string]string{"r/cfg": cfg, "r/patterns.jsonl": `{"label":"X","pattern":` + p + `}` + "\n"}
	}
	tests := []struct {
		config string
		files  map[string]string
		want   string
	}{
		{entity, pattern(`[{"IS_STOP":true}]`), "IS_STOP: the list of stop words is not part of a model"},
		{entity, pattern(`[{"_":{"x":1}}]`), "custom attributes"},
		{entity, pattern(`[{"HEAD":1}]`), "cannot test HEAD"},
		{entity, pattern(`[{"NOSUCH":1}]`), "cannot test NOSUCH"},
		{entity, pattern(`[{"LOWER":{"LIKE":"a"}}]`), "LIKE: a pattern cannot use this operator"},
		{entity, pattern(`[{"LOWER":{"REGEX":"(a)\\1"}}]`), "back-reference"},
		{entity, pattern(`[{"LOWER":{"REGEX":{"FUZZY":"a"}}}]`), "where spaCy fails"},
		{entity, pattern(`[{"LENGTH":{"REGEX":"5"}}]`), "no string"},
		{entity, pattern(`[{"LENGTH":{">":"5"}}]`), "want a number"},
		{entity, pattern(`[{"LENGTH":-1}]`), "cannot be a value"},
		{entity, pattern(`[{"LOWER":null}]`), "None"},
		{entity, pattern(`[{"LOWER":"a","OP":"{3,2}"}]`), `unknown operator "{3,2}"`},
		{entity, pattern(`[{"LOWER":"a","OP":"{999999}"}]`), "repeats more than"},
		{entity, pattern(`[{"LOWER":"a","OP":"{0}"}]`), "takes no token"},
		{entity, pattern(`[{"MORPH":{"IN":["Number"]}}]`), "not morphological features"},
		{entity, pattern(`[]`), "takes no token"},
		{entity, pattern(`7`), "a pattern is a int"},
		{entity, pattern(`[{"TAG":"NN"}]`), "tests TAG, which no component before it sets"},
		{entity, pattern(strings.Repeat("[", 100)), "nest too deep"},
		{entity, map[string]string{"r/cfg": cfg, "r/patterns.jsonl": "{\"label\":\"X\"\n"}, "line 1"},
		{entity, map[string]string{"r/cfg": cfg, "r/patterns.jsonl": `{"pattern":"a"}`}, "it has no label"},
		{entity, map[string]string{"r/cfg": cfg, "r/patterns.jsonl": `{"label":"X","pattern":"a","id":5}`}, "its id is a int"},
		{entity, map[string]string{"r/cfg": `{"phrase_matcher_attr":"POS"}`, "r/patterns.jsonl": `{"label":"X","pattern":"a"}`}, `sets the attribute POS of the phrase "a"`},
		{entity, map[string]string{"r/cfg": `{"phrase_matcher_attr":"SENT_START"}`, "r/patterns.jsonl": ""}, "SENT_START"},
		{entity, nil, `component "r": open r/cfg`},
		{entity + "[components.r.matcher_fuzzy_compare]\n@misc = \"mine\"\n", pattern(`"a"`), `"mine" is not supported`},
		{span, nil, `component "r": open r/patterns`},
		{span + "[components.r.spans_filter]\n@misc = \"mine\"\n", nil, `"mine" is not supported`},
		{span + "annotate_ents = true\n", nil, "no ents_filter"},
	}
	for _, test := range tests {
		_, err := withRulers(files, []string{"r"}, test.config, test.files)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: error %v\nwant one with %s", test.files, err, test.want)
		}
	}
}

// TestSetOrder compares with the order of Python sets:
//
//	items = [((i*0x9E3779B97F4A7C15) % 2**64, i*7 % 101, i%13*1000 + i%7) for i in range(n)]
//	print(hashlib.sha256(",".join("%d.%d.%d" % t for t in set(items)).encode()).hexdigest()[:16])
func TestSetOrder(t *testing.T) {
	for _, test := range []struct {
		n    int
		want string
	}{
		{1, "f0b8c77d978d7b4a"}, {4, "714231635f9a1662"}, {5, "aa8d54e97877f6c1"}, {19, "e15962cefc80f8e5"}, {20, "873f5f3498c9b252"},
		{77, "6cd91d219d4b0b63"}, {307, "a118c64b2c84d305"}, {2000, "851361af17fa1b1d"}, {20000, "3544075c845d0ef9"},
		{300000, "95c99ef3458de73f"},
	} {
		ids, spans := make([]uint64, test.n), make([][2]int, test.n)
		for i := range ids {
			ids[i], spans[i] = uint64(i)*0x9E3779B97F4A7C15, [2]int{i * 7 % 101, i%13*1000 + i%7}
		}
		h := sha256.New()
		for n, i := range spacy.SetOrder(ids, spans) {
			if n > 0 {
				h.Write([]byte(","))
			}
			fmt.Fprintf(h, "%d.%d.%d", ids[i], spans[i][0], spans[i][1])
		}
		if got := hex.EncodeToString(h.Sum(nil)[:8]); got != test.want {
			t.Errorf("%d items: order %s, want %s", test.n, got, test.want)
		}
	}
}
