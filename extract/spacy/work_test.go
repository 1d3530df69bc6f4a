package spacy_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// TestLinearWork: the work for a text grows no faster than the text, whatever it
// repeats and whatever tree it gets. Work is how often each block of this package's
// code runs, as the compiler counts it for testdata/work.
//
// The texts are short, so that the tests are. They go through tiny pipelines, whose
// parsers draw trees as deep and as flat as trees can be, and a few through a real one.
func TestLinearWork(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	const (
		short = 2000 // bytes
		times = 4
		most  = 6.0 // times the work, for times the text; of n*n it would be 16
		grain = 64  // runs a byte that are no matter: caches, blocks of rows, searches of bounded length
	)
	model := spacytest.Model(t)
	tiny, shapes := tinyParsers(t)
	t.Logf("shapes of trees: %v", shapes)
	var jobs []workJob
	add := func(model, unit string) {
		for _, size := range []int{short, times * short} {
			jobs = append(jobs, workJob{model, strings.Repeat(unit, size/len(unit))})
		}
	}
	for _, unit := range []string{
		"a", " ", "\n", ".", "(", "'", "-", "@", "한", "!!!???...", "a.b", "http://", "don't ", "👩\u200d🚀", "a ", "a\n\n", "( ", "a- ",
		"U.S.-", "1km", "It's :) ", "x@y.com ", "A.B. ", "\u00a0a", "Σ'", "He ran. ", "who's ", "a. m. ", "can't :( a.m. ", ") (",
	} {
		add(tiny[0], unit)
	}
	for _, model := range tiny {
		for _, unit := range treeUnits {
			add(model, unit)
		}
	}
	for _, unit := range []string{"(", "and a dog, ", "Ann sued ZTE Corp. in May. "} {
		add(model, unit)
	}
	work := countWork(t, jobs)
	for i := 0; i < len(jobs); i += 2 {
		for block, n := range work[i+1] {
			if before := work[i][block]; n > most*before && n > grain*times*short {
				t.Errorf("%s, %.20q...: %s ran %.0f times for %d bytes, %.0f times for %d", filepath.Base(jobs[i].Model), jobs[i].Text, block, before, short, n, times*short)
			}
		}
	}
}

// treeUnits are what the texts repeat that the shape of the tree matters for.
var treeUnits = []string{"a ", "and the dogs ", "x. y, "}

// tinyParsers writes tiny pipelines whose parsers differ in their weights, and
// returns their folders and the shapes of the trees that they draw.
func tinyParsers(t *testing.T) (dirs []string, shapes map[string]int) {
	t.Helper()
	shapes = make(map[string]int)
	files := tinyFiles(t)
	files["parser/moves"] = pack(pairs{"moves", `{"0":{"":9},"1":{"":8},"2":{"conj":5,"nsubj||conj":4},"3":{"conj":3,"dobj":2,"conj||x":1},"4":{"ROOT":2}}`})
	root := t.TempDir()
	for seed := range 7 {
		d := dice(7919 * (seed + 1))
		files["parser/model"] = tinyNetwork(append(tinyTransitions(&d, 8, 8), layer{name: "tok2vec-listener"})...)
		dir := filepath.Join(root, fmt.Sprint("tiny", seed))
		if err := os.CopyFS(dir, memoryFS(files)); err != nil {
			t.Fatal(err)
		}
		dirs = append(dirs, dir)
		nlp, err := spacy.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, unit := range treeUnits {
			for _, s := range shapesOf(nlp.Pipe([]string{strings.Repeat(unit, 100)})[0]) {
				shapes[s]++
			}
		}
	}
	for _, s := range []string{"deep to the left", "deep to the right", "flat to the left", "flat to the right", "many roots"} {
		if shapes[s] == 0 {
			t.Errorf("no parser draws a tree %s", s)
		}
	}
	return dirs, shapes
}

// shapesOf names what is extreme about a document's trees.
func shapesOf(doc *spacy.Doc) (shapes []string) {
	n := len(doc.Tokens)
	children, deepest, roots := make([]int, n), 0, 0
	at, widest := 0, 0
	for i, tok := range doc.Tokens {
		if tok.Head == i {
			roots++
			continue
		}
		depth := 0
		for h := i; doc.Tokens[h].Head != h; h = doc.Tokens[h].Head {
			depth++
		}
		if depth > deepest {
			deepest, at = depth, i
		}
		if children[tok.Head]++; children[tok.Head] > children[widest] {
			widest = tok.Head
		}
	}
	side := func(right bool) string {
		if right {
			return "right"
		}
		return "left"
	}
	if deepest > n/3 {
		shapes = append(shapes, "deep to the "+side(doc.Tokens[at].Head < at))
	}
	if children[widest] > n/3 {
		shapes = append(shapes, "flat to the "+side(widest < n/2))
	}
	if roots > n/3 {
		shapes = append(shapes, "many roots")
	}
	return shapes
}

type workJob struct{ Model, Text string }

// countWork annotates texts and returns how often each block of code ran for each.
func countWork(t *testing.T, jobs []workJob) []map[string]float64 {
	t.Helper()
	dir := t.TempDir()
	call := func(stdin []byte, name string, args ...string) {
		t.Helper()
		c := exec.Command(name, args...)
		c.Env = append(os.Environ(), "GOCOVERDIR="+dir)
		c.Stdin = bytes.NewReader(stdin)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", c, err, out)
		}
	}
	program := filepath.Join(dir, "work")
	const counted = "dossier/extract/spacy,dossier/extract/spacy/testdata/work"
	call(nil, "go", "build", "-cover", "-covermode=atomic", "-coverpkg="+counted, "-o", program, "./testdata/work")
	stdin, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	call(stdin, program, dir)
	var work []map[string]float64
	for i := range jobs {
		sub := filepath.Join(dir, strconv.Itoa(i))
		call(nil, "go", "tool", "covdata", "textfmt", "-i="+sub, "-o="+filepath.Join(sub, "text"))
		work = append(work, readWork(t, filepath.Join(sub, "text")))
	}
	return work
}

// readWork reads lines such as
//
//	dossier/extract/spacy/file.go:1.2,3.4 statements count
func readWork(t *testing.T, name string) map[string]float64 {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	work := make(map[string]float64)
	total := 0.0
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var block string
		var statements, n float64
		if _, err := fmt.Sscan(lines.Text(), &block, &statements, &n); err == nil {
			work[strings.TrimPrefix(block, "dossier/extract/spacy/")] = n
			total += n
		}
	}
	if err := lines.Err(); err != nil || len(work) < 100 || total < 1000 {
		t.Fatalf("%d blocks of code ran %.0f times, %v", len(work), total, err)
	}
	return work
}
