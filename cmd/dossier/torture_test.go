package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dossier/extract/spacy/spacytest"

	"github.com/google/go-cmp/cmp"
)

// `make torture` sets them. The moment of a kill depends on the machine too, so
// a seed tells the same history again, but may need more than one try.
var (
	histories   = flag.Int("histories", 6, "how many histories TestTorture tells")
	historySeed = flag.Uint64("seed", 1, "seed of the first history; the others have those after it")
)

// Whatever befell a workspace, with the program killed at any moment, its export
// is that of a fresh one over the same documents, configuration and judgements.
func TestTorture(t *testing.T) {
	texts := newLab(t).texts
	toll := newToll()
	t.Cleanup(func() { t.Log(toll) })
	for i := range *histories {
		seed := *historySeed + uint64(i)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := newOrdeal(t, seed, texts, toll)
			o.suffering(6 + o.r.IntN(10))
			o.compare()
		})
	}
}

// A toll counts what all histories together did.
type toll struct {
	mu                                      sync.Mutex
	histories, runs, kills, logs, documents int
	took                                    map[string]time.Duration // by verb, the longest
}

func newToll() *toll { return &toll{took: map[string]time.Duration{}} }

func (t *toll) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return fmt.Sprintf("%d histories, %d runs over %d documents, %d of them killed, %d of these with a log left to recover",
		t.histories, t.runs, t.documents, t.kills, t.logs)
}

func (t *toll) add(n *int, more int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	*n += more
}

// span tells how long a verb may take, learning from how long it took.
func (t *toll) span(verb string, took time.Duration) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.took[verb] = max(t.took[verb], took, 100*time.Millisecond)
	return t.took[verb]
}

// An ordeal is one history: a folder of documents and a workspace, what is done
// to them, and what the workspace should hold.
type ordeal struct {
	t      *testing.T
	seed   uint64
	r      *rand.Rand
	toll   *toll
	dir    string
	env    []string
	texts  []string
	files  map[string]string // in the folder, by path
	stored map[string]string // in the workspace
	unsure map[string]bool   // files of which it depends on a killed run how they are stored
	story  []string
	neo4j  *fallible // nil: none
	power  faulty    // that fails instead of a kill; nil: none
}

// faulty is what may befall the files that a program writes to while it runs.
type faulty interface {
	// watch prepares for a run of the program.
	watch(*exec.Cmd) error
	// fail lets it happen at some moment of the run; ended says that this was after it.
	fail() (ended bool, err error)
}

// secret is a document that is never edited: once it is forgotten no file of the
// workspace may name what it alone speaks of.
const secret, secretText, secretName = "in/secret.txt", "Google acquired Vexatronix in 2014. Vexatronix appointed Ann Orr.", "vexatronix"

func newOrdeal(t *testing.T, seed uint64, texts []string, toll *toll) *ordeal {
	o := &ordeal{t: t, seed: seed, r: rand.New(rand.NewPCG(seed, 0)), toll: toll, dir: t.TempDir(), texts: texts,
		files: map[string]string{}, stored: map[string]string{}, unsure: map[string]bool{}}
	o.env = privateEnv(t, o.dir)
	toll.add(&toll.histories, 1)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("history %d; again: go test ./cmd/dossier -run '^%s$' -histories 1 -seed %[1]d\n%[3]s",
				seed, strings.Split(t.Name(), "/")[0], strings.Join(o.story, "\n"))
		}
	})
	o.write("in/unreadable.txt", "")
	o.configure()
	return o
}

// privateEnv is that of a process with nothing but the model from outside dir.
func privateEnv(t *testing.T, dir string) []string {
	env := slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, "DOSSIER_") })
	return append(env, "HOME="+dir, "XDG_CACHE_HOME="+filepath.Join(dir, "cache"), "TMPDIR="+dir,
		"DOSSIER_CEILING="+filepath.Dir(dir), "DOSSIER_MODEL="+spacytest.Model(t))
}

// suffering is the history: so many steps, after which the program may come to
// its end. Each has its own chances, whatever the moments of earlier kills led to.
func (o *ordeal) suffering(steps int) {
	kinds := []func(){
		o.edit, o.edit, o.ingest, o.ingest, o.ingest, o.configure, o.configure, o.apply, o.apply,
		o.forget, o.forget, o.judge, o.judge, o.judge, o.unjudge, o.plan, o.plan, o.read, o.together,
	}
	o.edit()
	o.ingest()
	for i := range steps {
		o.r = rand.New(rand.NewPCG(o.seed, uint64(i+1)))
		kinds[o.r.IntN(len(kinds))]()
	}
	o.settle()
}

func (o *ordeal) note(format string, args ...any) {
	o.story = append(o.story, fmt.Sprintf(format, args...))
}

func (o *ordeal) write(name, text string) {
	o.t.Helper()
	writeIn(o.t, o.dir, name, text)
}

func writeIn(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// chance is true once in n times.
func (o *ordeal) chance(n int) bool { return o.r.IntN(n) == 0 }

// pick returns up to n keys of m, in any order.
func (o *ordeal) pick(m map[string]string, n int) []string {
	keys := slices.Sorted(maps.Keys(m))
	o.r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	return keys[:min(n, len(keys))]
}

// edit writes, rewrites and removes files.
func (o *ordeal) edit() {
	for range 1 + o.r.IntN(4) {
		name := fmt.Sprintf("in/%c.txt", 'a'+o.r.IntN(7))
		switch {
		case o.chance(5):
			if o.files[name] != "" {
				o.remove(name)
			}
		case o.chance(5):
			o.save(secret, secretText)
		default:
			first := o.r.IntN(len(o.texts) - 1)
			o.save(name, strings.Join(o.texts[first:first+1+o.r.IntN(2)], "\n\n"))
		}
	}
}

func (o *ordeal) save(name, text string) {
	o.note("write %s: %.60q", name, text)
	o.files[name] = text
	o.write(name, text)
}

func (o *ordeal) remove(name string) {
	o.note("remove %s", name)
	delete(o.files, name)
	if err := os.Remove(filepath.Join(o.dir, name)); err != nil {
		o.t.Fatal(err)
	}
}

// configure chooses rules and the policy of edges.
func (o *ordeal) configure() {
	chosen := edited[o.r.IntN(len(edited))]
	conf := fmt.Sprintf("edges: {confidence: %s, include: %s}\n",
		[]string{"0.5", "0.9"}[o.r.IntN(2)], []string{"[]", "[past]", "[speakers, past]"}[o.r.IntN(3)])
	var names []string
	for _, i := range chosen {
		name := fmt.Sprintf("%d.yaml", i)
		o.write(name, edits[i])
		names = append(names, name)
	}
	o.note("configure %v: %.50q", chosen, conf)
	o.write("dossier.yaml", conf+"ontology: {files: ["+strings.Join(names, ", ")+"]}\n")
}

// ingest reads the folder, or a part of it.
func (o *ordeal) ingest() {
	args := []string{"ingest", "in"}
	names := slices.Sorted(maps.Keys(o.files))
	if o.chance(3) && len(names) > 0 {
		names = o.pick(o.files, 3)
		args = append([]string{"ingest"}, names...)
	}
	prune := o.chance(3)
	if prune {
		args = append(args, "--prune")
	}
	o.reads(names, prune, func() bool { code, _ := o.suffer(args...); return code >= 0 })
}

// reads keeps book of a run over the named files; done is false if it was killed.
func (o *ordeal) reads(names []string, prune bool, done func() bool) {
	names = slices.Clone(names)
	if prune {
		for name := range o.stored {
			if o.files[name] == "" {
				names = append(names, name)
			}
		}
	}
	o.toll.add(&o.toll.documents, len(names))
	if !done() {
		for _, name := range names {
			if o.stored[name] != o.files[name] {
				o.unsure[name] = true
			}
		}
		return
	}
	for _, name := range names {
		delete(o.unsure, name)
		delete(o.stored, name)
		if text, ok := o.files[name]; ok {
			o.stored[name] = text
		}
	}
	if prune { // whether or not it was stored
		maps.DeleteFunc(o.unsure, func(name string, _ bool) bool { return o.files[name] == "" })
	}
}

func (o *ordeal) apply() { o.suffer("apply") }

// forget forgets a document, with or without its file.
func (o *ordeal) forget() {
	for _, name := range o.pick(o.stored, 1) {
		if o.files[name] != "" && o.chance(2) {
			o.remove(name)
		}
		switch code, killed := o.suffer("forget", name); {
		case code < 0:
			o.unsure[name] = true
		case code == 0 || killed || o.unsure[name]: // a run that was killed may have forgotten it
			delete(o.stored, name)
			delete(o.unsure, name)
		default:
			o.t.Fatalf("%s is to be forgotten and not there", name)
		}
	}
}

// plan looks, and perhaps does exactly what it saw.
func (o *ordeal) plan() {
	prune := o.chance(3)
	args := []string{"plan", "in", "--quiet", "--out", "it.plan"}
	if prune {
		args = append(args, "--prune")
	}
	if code, _ := o.suffer(args...); code < 0 || o.chance(4) {
		return
	}
	o.reads(slices.Sorted(maps.Keys(o.files)), prune, func() bool {
		code, killed := o.suffer("apply", "it.plan")
		if code == exitFailed && !killed {
			o.t.Fatal("a plan that was just made is refused")
		} else if code == exitFailed { // refused: it must have been carried out already
			if code, _ = o.run(nil, args...); code == exitDifferent {
				o.t.Fatal("a plan that was broken off cannot be carried out any more")
			}
		}
		return code >= 0
	})
}

// together is a second process that wants to write at the same time.
func (o *ordeal) together() {
	if o.power != nil { // it fails for both, and one is watched
		o.ingest()
		return
	}
	var messages bytes.Buffer
	cmd := exec.Command("dossier", "apply")
	cmd.Dir, cmd.Env, cmd.Stderr = o.dir, o.env, &messages
	none := len(o.stored) == 0
	if err := cmd.Start(); err != nil {
		o.t.Fatal(err)
	}
	o.note("apply, at the same time as")
	o.ingest()
	err := cmd.Wait()
	text := strings.ToLower(messages.String())
	excused := strings.Contains(text, "in use: held by") || none && strings.Contains(text, "there is no workspace") || o.neo4j != nil && strings.Contains(text, "neo4j")
	if err != nil && !excused {
		o.t.Fatalf("apply: %v\n%s", err, &messages)
	}
}

// read only looks. What it sees does not matter, nor that it is killed.
func (o *ordeal) read() {
	o.suffer([][]string{{"export", "-o", "some.jsonl"}, {"status"}, {"facts"}}[o.r.IntN(3)]...)
}

// judge decides something about what the workspace holds.
func (o *ordeal) judge() {
	type ref struct{ ID, Name, URI string }
	type fact struct {
		ID       string
		Subject  ref
		Object   *ref
		Evidence []struct {
			ID       string
			Document ref
		}
	}
	_, out := o.run(nil, "facts", "--json")
	var facts []fact
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var f fact
		if err := d.Decode(&f); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			o.t.Fatal(err)
		}
		if len(f.Evidence) > 0 && f.Evidence[0].Document.URI != secret {
			facts = append(facts, f)
		}
	}
	if len(facts) == 0 {
		return
	}
	f, g := facts[o.r.IntN(len(facts))], facts[o.r.IntN(len(facts))]
	args := [][]string{
		{"same", f.Subject.ID, g.Subject.ID},
		{"different", f.Subject.ID, g.Subject.ID},
		{"different", f.Subject.Name + "@" + f.Evidence[0].Document.URI, f.Subject.Name},
		{"rename", f.Subject.ID, fmt.Sprint("Name ", o.r.IntN(3))},
		{"reject", f.Evidence[0].ID},
		{"reject", f.ID, "--note", "no: 'so'"},
		{"confirm", f.Evidence[0].ID},
	}
	o.suffer(args[o.r.IntN(len(args))]...)
}

// unjudge takes lines out of the file of judgements.
func (o *ordeal) unjudge() {
	b, err := os.ReadFile(filepath.Join(o.dir, "judgements.yaml"))
	if errors.Is(err, os.ErrNotExist) {
		return
	}
	kept := ""
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "- ") || o.chance(2) {
			kept += line
		}
	}
	o.note("judgements.yaml: %d bytes of %d kept", len(kept), len(b))
	o.write("judgements.yaml", kept)
}

// suffer runs the program, kills it perhaps, and runs it again perhaps until it
// comes to its end. The code is -1 if it never did.
func (o *ordeal) suffer(args ...string) (code int, killed bool) {
	again := o.chance(2)
	for range 3 {
		var b *blow
		if !o.chance(3) {
			b = o.aim(args[0])
		}
		if code, _ = o.run(b, args...); code >= 0 || !again {
			return code, killed || code < 0
		}
		killed = true
	}
	code, _ = o.run(nil, args...)
	return code, killed
}

// A blow kills a process, or the Neo4j that it writes to: after a while, or once
// the log of the workspace was seen to change so many times.
type blow struct {
	after   time.Duration
	changes int
	neo4j   bool
}

func (o *ordeal) aim(verb string) *blow {
	b := &blow{neo4j: o.neo4j != nil && o.chance(2)}
	if o.chance(3) {
		b.after = time.Duration(o.r.Float64() * float64(o.toll.span(verb, 0)))
	} else {
		b.changes, b.after = 1+o.r.IntN(7), time.Duration(o.r.IntN(3000))*time.Microsecond
	}
	return b
}

// await returns whether the moment of b came before done.
func (b *blow) await(log string, done <-chan struct{}) bool {
	wait := func(d time.Duration) bool {
		select {
		case <-done:
			return false
		case <-time.After(d):
			return true
		}
	}
	var size int64
	var at time.Time
	for left := b.changes; left > 0; {
		if info, err := os.Stat(log); err == nil && (info.Size() != size || !info.ModTime().Equal(at)) {
			size, at = info.Size(), info.ModTime()
			left--
		}
		if !wait(100 * time.Microsecond) {
			return false
		}
	}
	return wait(b.after)
}

// run runs the program once. The code is -1 if it was killed.
func (o *ordeal) run(b *blow, args ...string) (code int, out []byte) {
	o.t.Helper()
	var stdout, stderr bytes.Buffer
	workers := 1 + o.r.IntN(4)
	cmd := exec.Command("dossier", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = o.dir, &stdout, &stderr
	cmd.Env = append(slices.Clone(o.env), "DOSSIER_LIMITS_WORKERS="+strconv.Itoa(workers))
	fails := o.power != nil && b != nil
	if fails {
		b = nil
		if err := o.power.watch(cmd); err != nil {
			o.t.Fatal(err)
		}
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		o.t.Fatal(err)
	}
	done, struck := make(chan struct{}), make(chan bool, 1)
	log := filepath.Join(o.dir, ".dossier", "workspace.db-wal")
	go func() {
		hit := b != nil && b.await(log, done)
		switch {
		case hit && b.neo4j:
			o.neo4j.fall(o.t)
		case hit:
			_ = cmd.Process.Kill() // it may have ended by now
		}
		struck <- hit
	}()
	err := cmd.Wait()
	took := time.Since(begun)
	close(done)
	hit := <-struck
	code = cmd.ProcessState.ExitCode()
	o.toll.add(&o.toll.runs, 1)
	o.note("%q with %d workers: %d after %s", args, workers, code, took.Round(time.Millisecond))
	if hit && b.neo4j && code == exitFailed && strings.Contains(strings.ToLower(stderr.String()), "neo4j") {
		o.note("Neo4j was killed: %s", &stderr)
		return -1, nil
	}
	if fails {
		ended, err := o.power.fail()
		if err != nil {
			o.t.Fatal(err)
		}
		o.note("the power failed, after the run: %t", ended)
		if !ended {
			return -1, nil
		}
	}
	if code < 0 && hit {
		o.toll.add(&o.toll.kills, 1)
		if info, err := os.Stat(log); err == nil && info.Size() > 0 {
			o.toll.add(&o.toll.logs, 1)
		}
		return code, nil
	}
	o.toll.span(args[0], took)
	if !o.expected(args, code, stderr.String()) {
		o.t.Fatalf("%q: %v\n%s%s", args, err, &stdout, &stderr)
	}
	return code, stdout.Bytes()
}

// expected reports whether a verb may end so. What does not depend on the moment
// of a kill must succeed.
func (o *ordeal) expected(args []string, code int, messages string) bool {
	missing := strings.Contains(messages, "there is no workspace") && len(o.stored) == 0
	switch args[0] {
	case "ingest":
		return code == 0 && args[1] != "in" || code == exitSomeFailed // one cannot be read
	case "plan":
		return code == 0 || code == exitDifferent || code == exitSomeFailed
	case "apply":
		return code == 0 || code == exitSomeFailed || missing || len(args) > 1 && strings.Contains(messages, "out of date: the workspace")
	case "forget":
		return code == 0 || strings.Contains(messages, "no document was read from") || missing
	case "export": // not of a graph that is half done; compare wants it whole
		return code == 0 || missing || args[2] == "some.jsonl" && strings.Contains(messages, "the graph is not complete")
	case "same", "different", "rename", "reject", "confirm":
		// What is said of several, or contradicts what was said, is refused.
		refused := regexp.MustCompile(`called|does not speak of|no claim and no fact`)
		return code == 0 || code == exitUsage || code == exitFailed && refused.MatchString(messages) || missing
	}
	return code == 0 || missing
}

// settle lets the program come to its end.
func (o *ordeal) settle() {
	if o.files[secret] != "" {
		o.remove(secret)
	}
	if o.stored[secret] != "" && !o.unsure[secret] {
		o.run(nil, "forget", secret)
		delete(o.stored, secret)
	}
	if len(o.unsure) == 0 && len(o.stored) > 0 && o.chance(2) {
		o.run(nil, "apply")
	} else {
		o.run(nil, "ingest", "in", "--prune")
		o.stored = maps.Clone(o.files)
	}
}

// compare holds the workspace against a fresh one.
func (o *ordeal) compare() {
	o.t.Helper()
	if code, _ := o.run(nil, "export", "-o", "it.jsonl"); code != 0 {
		o.t.Fatal("no export")
	}
	fresh := *o
	fresh.dir = o.t.TempDir()
	fresh.env = privateEnv(o.t, fresh.dir)
	names, err := filepath.Glob(filepath.Join(o.dir, "*.yaml"))
	if err != nil {
		o.t.Fatal(err)
	}
	for _, path := range names {
		fresh.write(filepath.Base(path), string(readIn(o.t, path)))
	}
	fresh.write("in/unreadable.txt", "")
	for name, text := range o.stored {
		fresh.write(name, text)
	}
	fresh.run(nil, "ingest", "in")
	fresh.run(nil, "export", "-o", "it.jsonl")
	it, want := readIn(o.t, filepath.Join(o.dir, "it.jsonl")), readIn(o.t, filepath.Join(fresh.dir, "it.jsonl"))
	if !bytes.Equal(it, want) {
		o.t.Errorf("the export differs from that of a fresh workspace (-fresh +this):\n%.6000s", cmp.Diff(string(want), string(it)))
	}
	files, err := filepath.Glob(filepath.Join(o.dir, ".dossier", "*"))
	if err != nil {
		o.t.Fatal(err)
	}
	for _, path := range files {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && bytes.Contains(bytes.ToLower(readIn(o.t, path)), []byte(secretName)) {
			o.t.Errorf("%s still speaks of what was forgotten", filepath.Base(path))
		}
	}
}

func readIn(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
