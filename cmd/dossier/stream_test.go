package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"dossier/config"
	"dossier/extract"
	"dossier/extract/source"
	"dossier/extract/spacy/models"
	"dossier/graph"
	"dossier/graph/neo4j"
	"dossier/graph/workspace"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                   "plain",
		"Zürich 日本 €":             "Zürich 日本 €",
		"a\x1b[31mb":              `a\u001b[31mb`,
		"a\u009b31mb":             `a\u009b31mb`,
		"two\nlines\tand a tab\r": `two\u000alines\u0009and a tab\u000d`,
		"\u202egpj.exe":           `\u202egpj.exe`,
		"bad \xff byte":           "bad \uFFFD byte",
		"\x7f":                    `\u007f`,
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// Whatever a text holds, no view lets it act on a terminal, and JSON says the
// same as before.
func TestNothingActsOnTheTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		for _, r := range clean(text) {
			if unsafeRune(r) {
				t.Fatalf("clean(%q) holds %U", text, r)
			}
		}
		var b bytes.Buffer
		if err := printJSON(&b, map[string]string{"k": text}); err != nil {
			t.Fatal(err)
		}
		line, end := strings.CutSuffix(b.String(), "\n")
		if !end || strings.ContainsFunc(line, unsafeRune) {
			t.Fatalf("JSON of %q: %q", text, b.String())
		}
		var back map[string]string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		if want := strings.ToValidUTF8(text, "\uFFFD"); utf8.ValidString(text) && back["k"] != want {
			t.Fatalf("JSON of %q reads as %q", text, back["k"])
		}
	})
}

func TestColour(t *testing.T) {
	item := factItem{
		Fact:    &graph.Fact{ID: "abcdefghijklmnop", Predicate: "ACQUIRED", Live: true, Claims: 2, Documents: 1, Confidence: 0.9, Basis: "past"},
		subject: &graph.Entity{Name: "A\x1b[0m"}, object: &graph.Entity{Name: "B"},
	}
	for _, tt := range []struct {
		colour bool
		want   string
	}{
		{false, `-> A\u001b[0m  ACQUIRED  B  2 claims in 1 document, confidence 0.9, admitted by edges.include past  [abcdefghij]`},
		{true, "-> \x1b[1mA\\u001b[0m\x1b[0m  \x1b[32mACQUIRED\x1b[0m  \x1b[1mB\x1b[0m" +
			"\x1b[2m  2 claims in 1 document, confidence 0.9, admitted by edges.include past\x1b[0m\x1b[2m  [abcdefghij]\x1b[0m"},
	} {
		if got := headline(&stream{colour: tt.colour}, item); got != tt.want {
			t.Errorf("colour %t:\n got %q\nwant %q", tt.colour, got, tt.want)
		}
	}
}

func TestMarked(t *testing.T) {
	e := evidenceItem{Evidence: &graph.Evidence{
		Quote: "Élodie\n met  Łukasz.", Start: 10, SubjectStart: 10, SubjectEnd: 16, ObjectStart: 23, ObjectEnd: 29,
	}}
	if got, want := marked(e), "[Élodie] met [Łukasz]."; got != want {
		t.Errorf("marked = %q, want %q", got, want)
	}
	e.SubjectStart, e.SubjectEnd = 3, 5 // in another sentence
	if got, want := marked(e), "Élodie met [Łukasz]."; got != want {
		t.Errorf("marked = %q, want %q", got, want)
	}
}

func TestWhyNot(t *testing.T) {
	for want, e := range map[string]graph.Evidence{
		"":              {Supports: true, Status: extract.Asserted},
		"it is planned": {Status: extract.Planned, Confidence: 1},
		"it is denied; somebody else than the author says it; its confidence is below 0.5": {Status: extract.Denied, Attributed: true, Confidence: 0.1},
		"somebody else than the author says it":                                            {Status: extract.Asserted, Attributed: true, Confidence: 1},
		"its confidence is below 0.5":                                                      {Status: extract.Asserted, Attributed: true, Own: true, Confidence: 0.1},
	} {
		if got := whyNot(evidenceItem{Evidence: &e}, config.Edges{Confidence: 0.5}); got != want {
			t.Errorf("whyNot(%+v) = %q, want %q", e, got, want)
		}
	}
}

func TestDiagnose(t *testing.T) {
	_, missing := os.Open("no/such/file")
	for _, tt := range []struct {
		err  error
		code int
		text string // in message or hint
	}{
		{nil, 0, ""},
		{errors.New("x"), exitFailed, "x"},
		{&usageError{"m", "h"}, exitUsage, "h"},
		{&reported{exitSomeFailed}, exitSomeFailed, ""},
		{&reported{exitDifferent}, exitDifferent, ""},
		{fmt.Errorf("while: %w", errInterrupted), exitInterrupted, "interrupted"},
		{&configError{config.Problems{{Where: "f", Message: "bad"}}}, exitUsage, "f: bad"},
		{&configError{&config.NotFoundError{File: "f"}}, exitUsage, "dossier init"},
		{&configError{missing}, exitUsage, "no such file"},
		{&models.NotInstalledError{Name: "m"}, exitFailed, "dossier model install m"},
		{&models.UnknownError{Name: "m"}, exitUsage, "en_core_web_sm"},
		{&workspace.Error{Path: "p", Why: workspace.NotFound}, exitFailed, "dossier ingest"},
		{&source.Error{Path: "p", Why: source.Binary}, exitFailed, "plain text"},
		{&neo4j.Error{Reason: neo4j.WrongPassword, What: "w", Hint: "h"}, exitFailed, "neo4j.username"},
		{&offlineError{&neo4j.Error{Reason: neo4j.ServerDown, What: "w", Hint: "start it"}}, exitFailed, "start it"},
		{os.ErrPermission, exitFailed, "who owns it"},
	} {
		d := diagnose(tt.err)
		if d.code != tt.code || !strings.Contains(d.message+"\n"+d.hint, tt.text) {
			t.Errorf("diagnose(%v) = %+v, want code %d and %q", tt.err, d, tt.code, tt.text)
		}
	}
	// The hint is said once.
	d := diagnose(&offlineError{&neo4j.Error{Reason: neo4j.ServerDown, What: "w", Hint: "start it"}})
	if strings.Contains(d.message, "start it") {
		t.Errorf("the message repeats the hint: %+v", d)
	}
}

// Every verb is documented, and every flag says what it does.
func TestHelp(t *testing.T) {
	root := newRootCommand(newApp())
	verbs := 0
	for _, c := range root.Commands() {
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: Short is %q", c.Name(), c.Short)
		}
		verbs++
	}
	if verbs < 15 {
		t.Errorf("%d verbs", verbs)
	}
}
