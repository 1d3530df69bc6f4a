package spacy_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// TestMain lets the examples find the model, and skips them if there is none.
func TestMain(m *testing.M) {
	flag.Parse()
	if path, err := spacytest.Find(); err == nil {
		os.Setenv("DOSSIER_MODEL", path)
	} else if skip := flag.Lookup("test.skip"); skip.Value.String() == "" {
		skip.Value.Set("^Example")
	}
	os.Exit(m.Run())
}

func Example() {
	// en_core_web_sm-3.8.0-py3-none-any.whl, say.
	nlp, err := spacy.Open(os.Getenv("DOSSIER_MODEL"))
	if err != nil {
		log.Fatal(err)
	}
	doc := nlp.Pipe([]string{"The U.S. fined ZTE Corp. $1 billion in 2018."})[0]
	for _, t := range doc.Tokens {
		fmt.Printf("%-8s %-8s %-6s %-9s %s\n", t.Text, t.Lemma, t.Pos, t.Dep, doc.Tokens[t.Head].Text)
	}
	for _, e := range doc.Ents {
		fmt.Println(e.Label, doc.Text[doc.Tokens[e.Start].Start:doc.Tokens[e.End-1].End])
	}
	// Output:
	// The      the      DET    det       U.S.
	// U.S.     U.S.     PROPN  nsubj     fined
	// fined    fin      VERB   ROOT      fined
	// ZTE      ZTE      PROPN  compound  Corp.
	// Corp.    Corp.    PROPN  dative    fined
	// $        $        SYM    quantmod  billion
	// 1        1        NUM    compound  billion
	// billion  billion  NUM    dobj      fined
	// in       in       ADP    prep      billion
	// 2018     2018     NUM    pobj      in
	// .        .        PUNCT  punct     fined
	// GPE U.S.
	// ORG ZTE Corp.
	// MONEY $1 billion
	// DATE 2018
}

func ExampleLanguage_Pipe() {
	nlp, err := spacy.Open(os.Getenv("DOSSIER_MODEL"))
	if err != nil {
		log.Fatal(err)
	}
	texts := []string{"ZTE makes phones.", "Orix lends money to banks."}
	for i, doc := range nlp.Pipe(texts) {
		for _, t := range doc.Tokens {
			if t.Dep == "ROOT" {
				fmt.Println(i, t.Lemma)
			}
		}
	}
	// Output:
	// 0 make
	// 1 lend
}

func ExampleDoc_Sents() {
	nlp, err := spacy.Open(os.Getenv("DOSSIER_MODEL"))
	if err != nil {
		log.Fatal(err)
	}
	doc := nlp.Pipe([]string{"Mr. Xi left. He didn't say why."})[0]
	for _, s := range doc.Sents() {
		fmt.Println(doc.Text[doc.Tokens[s.Start].Start:doc.Tokens[s.End-1].End])
	}
	// Output:
	// Mr. Xi left.
	// He didn't say why.
}

func ExampleDoc_NounChunks() {
	nlp, err := spacy.Open(os.Getenv("DOSSIER_MODEL"))
	if err != nil {
		log.Fatal(err)
	}
	doc := nlp.Pipe([]string{"The new owner of the bank fired its old board."})[0]
	for _, c := range doc.NounChunks() {
		noun := doc.Tokens[c.End-1]
		fmt.Println(doc.Text[doc.Tokens[c.Start].Start:noun.End], noun.Dep)
	}
	// Output:
	// The new owner nsubj
	// the bank pobj
	// its old board dobj
}

func ExampleDoc_JSON() {
	nlp, err := spacy.Open(os.Getenv("DOSSIER_MODEL"))
	if err != nil {
		log.Fatal(err)
	}
	data, err := json.MarshalIndent(nlp.Pipe([]string{"ZTE left."})[0].JSON(), "", " ")
	if err != nil {
		log.Fatal(err)
	}
	os.Stdout.Write(data)
	// Output:
	// {
	//  "text": "ZTE left.",
	//  "ents": [
	//   {
	//    "start": 0,
	//    "end": 3,
	//    "label": "ORG"
	//   }
	//  ],
	//  "sents": [
	//   {
	//    "start": 0,
	//    "end": 9
	//   }
	//  ],
	//  "tokens": [
	//   {
	//    "id": 0,
	//    "start": 0,
	//    "end": 3,
	//    "tag": "NNP",
	//    "pos": "PROPN",
	//    "morph": "Number=Sing",
	//    "lemma": "ZTE",
	//    "dep": "nsubj",
	//    "head": 1
	//   },
	//   {
	//    "id": 1,
	//    "start": 4,
	//    "end": 8,
	//    "tag": "VBD",
	//    "pos": "VERB",
	//    "morph": "Tense=Past|VerbForm=Fin",
	//    "lemma": "leave",
	//    "dep": "ROOT",
	//    "head": 1
	//   },
	//   {
	//    "id": 2,
	//    "start": 8,
	//    "end": 9,
	//    "tag": ".",
	//    "pos": "PUNCT",
	//    "morph": "PunctType=Peri",
	//    "lemma": ".",
	//    "dep": "punct",
	//    "head": 1
	//   }
	//  ]
	// }
}

func ExampleConlluWriter() {
	nlp, err := spacy.Open(os.Getenv("DOSSIER_MODEL"))
	if err != nil {
		log.Fatal(err)
	}
	w := spacy.NewConlluWriter(os.Stdout)
	w.Begin("note")
	for _, doc := range nlp.Pipe([]string{"ZTE can't pay.\n\nOrix won't."}) {
		if err := w.Write(doc); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// # newdoc id = note
	// # sent_id = note-1
	// # text = ZTE can't pay.
	// 1	ZTE	ZTE	PROPN	NNP	Number=Sing	4	nsubj	_	NER=B-ORG
	// 2	ca	can	AUX	MD	VerbType=Mod	4	aux	_	SpaceAfter=No
	// 3	n't	not	PART	RB	Polarity=Neg	4	neg	_	_
	// 4	pay	pay	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
	// 5	.	.	PUNCT	.	PunctType=Peri	4	punct	_	SpacesAfter=\n\n
	//
	// # sent_id = note-2
	// # text = Orix won't.
	// 1	Orix	Orix	PROPN	NNP	Number=Sing	2	nsubj	_	_
	// 2	wo	will	AUX	MD	VerbType=Mod	0	root	_	SpaceAfter=No
	// 3	n't	not	PART	RB	Polarity=Neg	2	neg	_	SpaceAfter=No
	// 4	.	.	PUNCT	.	PunctType=Peri	2	punct	_	SpaceAfter=No
}

func ExamplePieces() {
	text := strings.NewReader("One line.\nAnother.\n\nA paragraph of its own.")
	for piece, err := range spacy.Pieces(text, 25) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%d %q\n", piece.Start, piece.Text)
	}
	// Output:
	// 0 "One line.\nAnother.\n\n"
	// 20 "A paragraph of its own."
}
