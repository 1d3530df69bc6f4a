package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"dossier/extract/spacy"
)

// A row is a token, of either engine.
type row struct {
	Text            string
	Blank           bool
	Norm, Tag, Pos  string
	Morph, Lemma    string
	Head            int
	Dep             string
	SentStart       bool
	EntIOB, EntType string

	start int    // in bytes of the text that tokens and blanks make up
	head  string // the head, independent of how many tokens are before it
}

// UnmarshalJSON reads a token as golden.py writes it.
func (r *row) UnmarshalJSON(data []byte) error {
	fields := []any{&r.Text, &r.Blank, &r.Norm, &r.Tag, &r.Pos, &r.Morph, &r.Lemma, &r.Head, &r.Dep, &r.SentStart, &r.EntIOB, &r.EntType}
	want := len(fields)
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	if len(fields) != want {
		return fmt.Errorf("a token of %d fields, not %d", len(fields), want)
	}
	return nil
}

// rowsOf returns the tokens of a document.
func rowsOf(doc *spacy.Doc) []row {
	rows := make([]row, len(doc.Tokens))
	for i, t := range doc.Tokens {
		rows[i] = row{
			Text: t.Text, Blank: t.Whitespace, Norm: t.Norm, Tag: t.Tag, Pos: t.Pos, Morph: t.Morph, Lemma: t.Lemma,
			Head: t.Head, Dep: t.Dep, SentStart: t.SentStart, EntIOB: t.EntIOB, EntType: t.EntType,
		}
	}
	return rows
}

// place fills in where the tokens and their heads stand.
func place(rows []row) error {
	at := 0
	for i := range rows {
		rows[i].start = at
		at += len(rows[i].Text)
		if rows[i].Blank {
			at++
		}
	}
	for i := range rows {
		h := rows[i].Head
		if h < 0 || h >= len(rows) {
			return fmt.Errorf("the head of token %d is %d, of %d tokens", i, h, len(rows))
		}
		rows[i].head = fmt.Sprintf("%s at %d", rows[h].Text, rows[h].start)
	}
	return nil
}

// layers are what is compared of a token. The tokens themselves are one more
// layer, "text", and noun phrases another, "chunk".
var layers = []struct {
	name  string
	value func(*row) string
}{
	{"blank", func(r *row) string { return strconv.FormatBool(r.Blank) }},
	{"norm", func(r *row) string { return r.Norm }},
	{"tag", func(r *row) string { return r.Tag }},
	{"pos", func(r *row) string { return r.Pos }},
	{"morph", func(r *row) string { return r.Morph }},
	{"lemma", func(r *row) string { return r.Lemma }},
	{"head", func(r *row) string { return r.head }},
	{"dep", func(r *row) string { return r.Dep }},
	{"sent", func(r *row) string { return strconv.FormatBool(r.SentStart) }},
	{"ent", func(r *row) string { return strings.Trim(r.EntIOB+"-"+r.EntType, "-") }},
}

// A difference is one of a token, in one layer.
type difference struct {
	Corpus  string `json:"corpus"`
	Name    string `json:"name"`
	Layer   string `json:"layer"`
	Context string `json:"context"` // the token in brackets, words around it
	Got     string `json:"got"`
	Want    string `json:"want"`
	Text    string `json:"text"` // the whole one
}

// compare calls report for each difference between two annotations of a text.
// A token that only one of them has differs in the layer "text" and in no other.
func compare(got, want []row, report func(difference)) error {
	if err := place(got); err != nil {
		return err
	}
	if err := place(want); err != nil {
		return err
	}
	for g, w := 0, 0; g < len(got) || w < len(want); {
		switch {
		case w == len(want) || g < len(got) && got[g].start < want[w].start:
			report(difference{Layer: "text", Context: around(got, g), Got: got[g].Text})
			g++
		case g == len(got) || want[w].start < got[g].start:
			report(difference{Layer: "text", Context: around(want, w), Want: want[w].Text})
			w++
		case got[g].Text != want[w].Text:
			report(difference{Layer: "text", Context: around(want, w), Got: got[g].Text, Want: want[w].Text})
			g, w = g+1, w+1
		default:
			for _, layer := range layers {
				if a, b := layer.value(&got[g]), layer.value(&want[w]); a != b {
					report(difference{Layer: layer.name, Context: around(want, w), Got: a, Want: b})
				}
			}
			g, w = g+1, w+1
		}
	}
	return nil
}

// compareChunks is compare for noun phrases, given as tokens from and to.
func compareChunks(got, want [][2]int, rows []row, report func(difference)) {
	only := make(map[[2]int]bool)
	for _, c := range want {
		only[c] = true
	}
	for _, c := range got {
		if !only[c] {
			report(difference{Layer: "chunk", Got: phrase(rows, c)})
		}
		delete(only, c)
	}
	for _, c := range want {
		if only[c] {
			report(difference{Layer: "chunk", Want: phrase(rows, c)})
		}
	}
}

// around returns a token in brackets with the words beside it.
func around(rows []row, i int) string {
	blank := ""
	if rows[i].Blank {
		blank = " "
	}
	return phrase(rows, [2]int{i - 4, i}) + "[" + rows[i].Text + "]" + blank + phrase(rows, [2]int{i + 1, i + 5})
}

// phrase returns the text of the tokens from and to, as far as there are any.
func phrase(rows []row, span [2]int) string {
	var b strings.Builder
	for i := max(0, span[0]); i < min(len(rows), span[1]); i++ {
		b.WriteString(rows[i].Text)
		if rows[i].Blank {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
