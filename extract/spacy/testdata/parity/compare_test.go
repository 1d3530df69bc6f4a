package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dossier/extract/spacy/spacytest"
)

// sentence is "Ann isn't here." with the annotation of some pipeline.
func sentence() []row {
	return []row{
		{Text: "Ann", Blank: true, Norm: "ann", Tag: "NNP", Pos: "PROPN", Morph: "Number=Sing", Lemma: "Ann", Head: 1, Dep: "nsubj", SentStart: true, EntIOB: "B", EntType: "PERSON"},
		{Text: "is", Norm: "is", Tag: "VBZ", Pos: "AUX", Lemma: "be", Head: 1, Dep: "ROOT", EntIOB: "O"},
		{Text: "n't", Blank: true, Norm: "not", Tag: "RB", Pos: "PART", Lemma: "not", Head: 1, Dep: "neg", EntIOB: "O"},
		{Text: "here", Norm: "here", Tag: "RB", Pos: "ADV", Lemma: "here", Head: 1, Dep: "advmod", EntIOB: "O"},
		{Text: ".", Norm: ".", Tag: ".", Pos: "PUNCT", Lemma: ".", Head: 1, Dep: "punct", EntIOB: "O"},
	}
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name  string
		alter func([]row) []row
		want  map[string]int
	}{
		{"nothing", func(r []row) []row { return r }, map[string]int{}},
		{"blank", func(r []row) []row { r[4].Blank = true; return r }, map[string]int{"blank": 1}},
		{"norm", func(r []row) []row { r[2].Norm = "n't"; return r }, map[string]int{"norm": 1}},
		{"tag", func(r []row) []row { r[0].Tag = "NN"; return r }, map[string]int{"tag": 1}},
		{"pos", func(r []row) []row { r[1].Pos = "VERB"; return r }, map[string]int{"pos": 1}},
		{"morph", func(r []row) []row { r[0].Morph = ""; return r }, map[string]int{"morph": 1}},
		{"lemma", func(r []row) []row { r[0].Lemma, r[1].Lemma = "ann", "is"; return r }, map[string]int{"lemma": 2}},
		{"head", func(r []row) []row { r[3].Head = 3; return r }, map[string]int{"head": 1}},
		{"dep", func(r []row) []row { r[3].Dep = "acomp"; return r }, map[string]int{"dep": 1}},
		{"sentence", func(r []row) []row { r[3].SentStart = true; return r }, map[string]int{"sent": 1}},
		{"iob", func(r []row) []row { r[0].EntIOB = "I"; return r }, map[string]int{"ent": 1}},
		{"entity type", func(r []row) []row { r[0].EntType = "ORG"; return r }, map[string]int{"ent": 1}},
		{"one token of two, and so another head of others", func(r []row) []row {
			r[1].Text, r[1].Blank = "isn't", true
			r = slices.Delete(r, 2, 3)
			return r
		}, map[string]int{"text": 2, "head": 3}},
		{"the first of two split", func(r []row) []row {
			first, second := r[0], r[0]
			first.Text, second.Text, first.Blank, second.Head = "A", "nn", false, 2
			for i := range r {
				r[i].Head = 2
			}
			first.Head = 2
			return append([]row{first, second}, r[1:]...)
		}, map[string]int{"text": 2}},
		{"the last ones missing", func(r []row) []row { return r[:3] }, map[string]int{"text": 2}},
		{"more at the end", func(r []row) []row { return append(r, row{Text: "!"}) }, map[string]int{"text": 1}},
		{"no tokens", func(r []row) []row { return nil }, map[string]int{"text": 5}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, swap := range []bool{false, true} {
				got, want := test.alter(sentence()), sentence()
				if swap {
					got, want = want, got
				}
				found := make(map[string]int)
				if err := compare(got, want, func(d difference) {
					found[d.Layer]++
					if d.Got == d.Want || !strings.Contains(d.Context, "[") {
						t.Errorf("a difference that says nothing: %+v", d)
					}
				}); err != nil {
					t.Fatal(err)
				}
				if !maps.Equal(found, test.want) {
					t.Errorf("swapped %t: found %v, want %v", swap, found, test.want)
				}
			}
		})
	}
	for _, head := range []int{-1, 5} {
		bad := sentence()
		bad[2].Head = head
		if err := compare(bad, sentence(), func(difference) {}); err == nil {
			t.Errorf("a head of %d was accepted", head)
		}
	}
}

func TestCompareChunks(t *testing.T) {
	rows := sentence()
	for _, test := range []struct {
		got, want [][2]int
		diff      []difference
	}{
		{[][2]int{{0, 1}}, [][2]int{{0, 1}}, nil},
		{nil, [][2]int{{0, 1}}, []difference{{Layer: "chunk", Want: "Ann "}}},
		{[][2]int{{0, 1}, {3, 5}}, [][2]int{{0, 1}}, []difference{{Layer: "chunk", Got: "here."}}},
		{[][2]int{{0, 2}}, [][2]int{{0, 1}}, []difference{{Layer: "chunk", Got: "Ann is"}, {Layer: "chunk", Want: "Ann "}}},
	} {
		var diff []difference
		compareChunks(test.got, test.want, rows, func(d difference) { diff = append(diff, d) })
		if !reflect.DeepEqual(diff, test.diff) {
			t.Errorf("%v, %v: %+v, want %+v", test.got, test.want, diff, test.diff)
		}
	}
}

func TestRow(t *testing.T) {
	var r row
	if err := json.Unmarshal([]byte(`["is",true,"is","VBZ","AUX","Tense=Pres","be",1,"ROOT",false,"B","ORG"]`), &r); err != nil {
		t.Fatal(err)
	}
	if want := (row{Text: "is", Blank: true, Norm: "is", Tag: "VBZ", Pos: "AUX", Morph: "Tense=Pres", Lemma: "be", Head: 1, Dep: "ROOT", EntIOB: "B", EntType: "ORG"}); r != want {
		t.Errorf("got %+v, want %+v", r, want)
	}
	for _, bad := range []string{`["is",true]`, `["is",true,"is","VBZ","AUX","","be",1,"ROOT",false,"B","ORG","x"]`, `[1,true,"is","VBZ","AUX","","be",1,"ROOT",false,"B","ORG"]`} {
		if err := json.Unmarshal([]byte(bad), &r); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

// TestCompareWith runs the command over a golden, as it is and with one token altered.
func TestCompareWith(t *testing.T) {
	model := spacytest.Model(t)
	f, err := os.Open("../tricky.golden.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	golden, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(golden)
	if err != nil {
		t.Fatal(err)
	}
	compared := func(data []byte) report {
		t.Helper()
		var out bytes.Buffer
		if err := compareWith(model, bytes.NewReader(data), &out); err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(&out)
		var opening map[string]string
		var rep report
		if err := dec.Decode(&opening); err != nil || opening["refused"] != "" {
			t.Fatal(opening, err)
		}
		if err := dec.Decode(&rep); err != nil {
			t.Fatal(err)
		}
		return rep
	}
	same := compared(data)
	if len(same.Corpora) != 1 || same.Corpora[0].Docs < 50 || same.Corpora[0].Tokens < 500 {
		t.Fatalf("compared too little: %+v", same)
	}
	if len(same.Corpora[0].Differences) > 0 {
		t.Errorf("differs from its golden: %+v", same)
	}
	altered := bytes.Replace(data, []byte(`"nsubj"`), []byte(`"dobj"`), 1)
	rep := compared(altered)
	if n := rep.Corpora[0].Differences; !maps.Equal(n, map[string]int{"dep": 1}) {
		t.Errorf("one altered token: %v", n)
	}
	if len(rep.Shown) != 1 || rep.Shown[0].Got != "nsubj" || rep.Shown[0].Want != "dobj" || rep.Shown[0].Text == "" {
		t.Errorf("one altered token: %+v", rep.Shown)
	}
}

func TestRefused(t *testing.T) {
	var out bytes.Buffer
	if err := compareWith(t.TempDir(), strings.NewReader(""), &out); err != nil {
		t.Fatal(err)
	}
	var opening map[string]string
	if err := json.Unmarshal(out.Bytes(), &opening); err != nil || opening["refused"] == "" {
		t.Errorf("an empty folder: %q, %v", out.String(), err)
	}
}
