package spacy_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// A conlluSentence is what an independent reader finds in a sentence.
type conlluSentence struct {
	comments []string
	words    [][]string // ten columns each
}

// readConllu reads a file strictly, by the rules of the format: those for the values
// of columns only if the model is one to trust.
func readConllu(data string, trusted bool) (sents []conlluSentence, err error) {
	if data == "" {
		return nil, nil
	}
	if !strings.HasSuffix(data, "\n\n") {
		return nil, errors.New("the last sentence does not end in an empty line")
	}
	for block := range strings.SplitSeq(strings.TrimSuffix(data, "\n\n"), "\n\n") {
		var s conlluSentence
		for line := range strings.SplitSeq(block, "\n") {
			if strings.HasPrefix(line, "#") && len(s.words) == 0 {
				s.comments = append(s.comments, line)
				continue
			}
			s.words = append(s.words, strings.Split(line, "\t"))
		}
		if err := s.check(trusted); err != nil {
			return nil, fmt.Errorf("%w in\n%s", err, block)
		}
		sents = append(sents, s)
	}
	return sents, nil
}

func (s *conlluSentence) check(trusted bool) error {
	universal := strings.Fields("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X _")
	if len(s.words) == 0 {
		return errors.New("no words")
	}
	roots := 0
	for i, w := range s.words {
		if len(w) != 10 || w[0] != strconv.Itoa(i+1) {
			return fmt.Errorf("word %d: %q", i+1, w)
		}
		for _, field := range w {
			if field == "" || trusted && strings.TrimSpace(field) != field {
				return fmt.Errorf("word %d: field %q", i+1, field)
			}
		}
		if !slices.Contains(universal, w[3]) {
			return fmt.Errorf("word %d: part of speech %s", i+1, w[3])
		}
		for _, column := range []int{5, 9} {
			if err := checkFeatures(w[column]); err != nil && (trusted || column == 9) {
				return fmt.Errorf("word %d: %w", i+1, err)
			}
		}
		if w[6] == "0" {
			roots++
		}
		if (w[6] == "0") != (w[7] == "root") || (w[6] == "_") != (w[7] == "_") {
			return fmt.Errorf("word %d: head %s, relation %s", i+1, w[6], w[7])
		}
		// Up to the root, or in a circle.
		for at, steps := i, 0; s.words[at][6] != "0" && w[6] != "_"; steps++ {
			head, err := strconv.Atoi(s.words[at][6])
			if err != nil || head < 1 || head > len(s.words) || steps > len(s.words) {
				return fmt.Errorf("word %d: no way to a root", i+1)
			}
			at = head - 1
		}
	}
	if roots != 1 && s.words[0][6] != "_" {
		return fmt.Errorf("%d roots", roots)
	}
	text, ok := strings.CutPrefix(s.comments[len(s.comments)-1], "# text = ")
	if !ok || text != s.text() {
		return fmt.Errorf("%q is not the text %q", text, s.text())
	}
	return nil
}

// checkFeatures checks that names are in order, each once.
func checkFeatures(field string) error {
	if field == "_" {
		return nil
	}
	last := ""
	for feature := range strings.SplitSeq(field, "|") {
		name, value, ok := strings.Cut(feature, "=")
		if name = strings.ToLower(name); !ok || value == "" || name <= last {
			return fmt.Errorf("feature %q", feature)
		}
		last = name
	}
	return nil
}

// misc returns a value of the last column, "" if it is not there.
func misc(w []string, name string) string {
	for field := range strings.SplitSeq(w[9], "|") {
		if value, ok := strings.CutPrefix(field, name+"="); ok {
			value = strings.NewReplacer(`\\`, `\\`, `\s`, " ", `\p`, "|", `"`, `\"`).Replace(value)
			value, err := strconv.Unquote(`"` + value + `"`)
			if err != nil {
				panic(fmt.Sprintf("%v in %q", err, w))
			}
			return value
		}
	}
	return ""
}

// text returns the sentence, white space as blanks, without the last.
func (s *conlluSentence) text() string {
	var b strings.Builder
	for i, w := range s.words {
		b.WriteString(w[1])
		if i+1 < len(s.words) && misc(w, "SpaceAfter") != "No" {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// rebuild returns the words and the text of a document from what was written.
func rebuild(sents []conlluSentence) (words []string, text string) {
	var b strings.Builder
	for _, s := range sents {
		for _, w := range s.words {
			form := w[1]
			if in := misc(w, "SpacesInToken"); in != "" {
				form = in
			}
			words = append(words, form)
			b.WriteString(misc(w, "SpacesBefore"))
			b.WriteString(form)
			switch after := misc(w, "SpacesAfter"); {
			case after != "":
				b.WriteString(after)
			case misc(w, "SpaceAfter") != "No":
				b.WriteByte(' ')
			}
		}
	}
	return words, b.String()
}

// checkConllu writes a document, reads it back, and compares.
func checkConllu(t *testing.T, doc *spacy.Doc, trusted bool) {
	t.Helper()
	var b bytes.Buffer
	if err := spacy.NewConlluWriter(&b).Write(doc); err != nil {
		t.Fatal(err)
	}
	sents, err := readConllu(b.String(), trusted)
	if err != nil {
		t.Fatalf("%q: %v", doc.Text, err)
	}
	var words []string
	for _, tok := range doc.Tokens {
		if strings.TrimFunc(tok.Text, isPythonSpace) != "" {
			words = append(words, tok.Text)
		}
	}
	gotWords, gotText := rebuild(sents)
	if !slices.Equal(gotWords, words) {
		t.Fatalf("words %q of %q were read back as %q", words, doc.Text, gotWords)
	}
	if gotText != doc.Text && words != nil {
		t.Fatalf("text %q was read back as %q", doc.Text, gotText)
	}
}

func isPythonSpace(r rune) bool {
	return strings.ContainsRune(" \t\n\v\f\r\x1c\x1d\x1e\x1f\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000", r)
}

// TestConlluGolden writes real annotation and compares what a reader finds in it
// with what spaCy said: tags, and heads by way of the words only.
func TestConlluGolden(t *testing.T) {
	nlp := spacytest.Language(t)
	for _, file := range []string{"testdata/tricky.golden.jsonl.gz", "testdata/articles.golden.jsonl.gz"} {
		for _, g := range readGolden(t, file) {
			doc := nlp.Pipe([]string{g.Text})[0]
			checkConllu(t, doc, true)
			var b bytes.Buffer
			if err := spacy.NewConlluWriter(&b).Write(doc); err != nil {
				t.Fatal(err)
			}
			sents, err := readConllu(b.String(), true)
			if err != nil {
				t.Fatal(err)
			}
			var words []int // tokens of the golden that are words
			for i, tok := range g.Tokens {
				if strings.TrimFunc(tok[0].(string), isPythonSpace) != "" {
					words = append(words, i)
				}
			}
			k := 0
			for _, s := range sents {
				first := k
				for _, w := range s.words {
					i := words[k]
					want := g.Tokens[i]
					ner := ""
					if want[10] != "O" {
						ner = want[10].(string) + "-" + want[11].(string)
					}
					if w[1] != want[0] || w[2] != want[6] || w[3] != want[4] || w[4] != want[3] || w[5] != cmpOr(want[5], "_") || misc(w, "NER") != ner {
						t.Errorf("%s: word %q of token %v", g.Name, w, want)
					}
					if w[6] != "0" {
						head, _ := strconv.Atoi(w[6])
						if got, want := words[first+head-1], int(want[7].(float64)); got != want && strings.TrimFunc(g.Tokens[want][0].(string), isPythonSpace) != "" {
							t.Errorf("%s: the head of token %d is %d, want %d", g.Name, i, got, want)
						}
						if w[7] != want[8] {
							t.Errorf("%s: the relation of token %d is %s, want %s", g.Name, i, w[7], want[8])
						}
					}
					k++
				}
			}
			if k != len(words) {
				t.Errorf("%s: %d words written, want %d", g.Name, k, len(words))
			}
		}
	}
}

func cmpOr(v any, or string) any {
	if v == "" {
		return or
	}
	return v
}

// TestConllu writes trees made by hand.
func TestConllu(t *testing.T) {
	// doc makes tokens of "text/head/dep/iob-type", an underscore for a blank after it.
	doc := func(text string, tokens ...string) *spacy.Doc {
		d := &spacy.Doc{Text: text}
		at := 0
		for _, s := range tokens {
			f := strings.Split(s, "/")
			head, err := strconv.Atoi(f[1])
			if err != nil {
				t.Fatal(err)
			}
			tok := spacy.Token{Text: f[0], Start: at, End: at + len(f[0]), Head: head, Dep: f[2], EntIOB: "O"}
			if len(f) > 3 {
				tok.EntIOB, tok.EntType, _ = strings.Cut(f[3], "-")
			}
			if at = tok.End; at < len(text) && text[at] == ' ' && !strings.HasPrefix(f[0], "\n") {
				tok.Whitespace = true
				at++
			}
			if len(f) > 4 {
				tok.SentStart = true
			}
			d.Tokens = append(d.Tokens, tok)
		}
		if at != len(text) {
			t.Fatalf("the tokens of %q end at byte %d", text, at)
		}
		return d
	}
	tests := []struct {
		name string
		doc  *spacy.Doc
		want []string // form, head, relation, misc
	}{
		{"nothing", doc(""), nil},
		{"white space only", doc("\n\n", "\n\n/0/ROOT"), nil},
		{"plain", doc("ZTE sued", "ZTE/1/nsubj/B-ORG", "sued/1/ROOT"), []string{"ZTE 2 nsubj NER=B-ORG", "sued 0 root SpaceAfter=No"}},
		{"white space all round", doc("\n\ta\n\nb \n", "\n\t/1/dep", "a/1/ROOT", "\n\n/1/dep", "b/1/x", "\n/3/dep"),
			[]string{`a 0 root SpacesAfter=\n\n|SpacesBefore=\n\t`, `b 1 x SpacesAfter=\s\n`}},
		{"hangs from white space", doc("a\nb", "a/1/x", "\n/2/dep", "b/2/ROOT"), []string{`a 2 x SpacesAfter=\n`, "b 0 root SpaceAfter=No"}},
		{"white space is the root", doc("\na b c", "\n/0/ROOT", "a/0/x", "b/3/y", "c/0/z"),
			[]string{`a 0 root SpacesBefore=\n`, "b 3 y _", "c 1 z SpaceAfter=No"}},
		{"circle of white space", doc("\na\n", "\n/2/dep", "a/0/x", "\n/0/dep"), []string{`a 0 root SpacesAfter=\n|SpacesBefore=\n`}},
		{"two roots", doc("a b", "a/0/ROOT", "b/1/ROOT"), []string{"a 0 root _", "b 1 dep SpaceAfter=No"}},
		{"head in another sentence", doc("a b", "a/1/x", "b/1/ROOT/O/start"), []string{"a 0 root _", "b 0 root SpaceAfter=No"}},
		{"no parser", doc("a b", "a/0/", "b/1/"), []string{"a _ _ _", "b _ _ SpaceAfter=No"}},
		{"no entity may hold it", doc("a", "a/0/ROOT/B-"), []string{"a 0 root SpaceAfter=No"}},
		{"bars", doc(`|\`, `|/0/ROOT/B-X|Y`, `\/0/x/I-X|Y`), []string{`| 0 root NER=B-X\pY|SpaceAfter=No`, `\ 1 x NER=I-X\pY|SpaceAfter=No`}},
		{"backslashes", doc(`a\s \\p`, `a\s/0/ROOT/B-\s`, `\\p/0/x`), []string{`a\s 0 root NER=B-\\s`, `\\p 1 x SpaceAfter=No`}},
		{"white space in a word", doc("10\u00a0000", "10\u00a0000/0/ROOT"), []string{`10 000 0 root SpaceAfter=No|SpacesInToken=10\u00a0000`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			checkConllu(t, test.doc, true)
			var b bytes.Buffer
			if err := spacy.NewConlluWriter(&b).Write(test.doc); err != nil {
				t.Fatal(err)
			}
			sents, err := readConllu(b.String(), true)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range sents {
				for _, w := range s.words {
					got = append(got, strings.Join([]string{w[1], w[6], w[7], w[9]}, " "))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

// TestConlluNames: sentences are numbered through the parts of a document.
func TestConlluNames(t *testing.T) {
	word := func(text string) *spacy.Doc {
		return &spacy.Doc{Text: text, Tokens: []spacy.Token{{Text: text, End: len(text), Dep: "ROOT", EntIOB: "O"}}}
	}
	var b bytes.Buffer
	w := spacy.NewConlluWriter(&b)
	write := func(text string) {
		if err := w.Write(word(text)); err != nil {
			t.Fatal(err)
		}
	}
	write("a")
	w.Begin("my file\n.txt")
	write(" ")
	write("b")
	write("c")
	w.Begin("")
	write("d")
	var got []string
	sents, err := readConllu(b.String(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sents {
		got = append(got, strings.Join(s.comments, "; "))
	}
	want := []string{
		"# sent_id = 1; # text = a",
		"# newdoc id = my_file_.txt; # sent_id = my_file_.txt-1; # text = b", "# sent_id = my_file_.txt-2; # text = c",
		"# newdoc id = ; # sent_id = -1; # text = d",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}
