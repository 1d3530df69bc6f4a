package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/resolve"

	"github.com/google/go-cmp/cmp"
)

// sample is an analysis with something in every layer.
func sample(uri, text string) *extract.Analysis {
	a := &extract.Analysis{Document: extract.Document{ID: extract.Hash(uri), URI: uri, Text: text,
		Blocks: []extract.Block{{Kind: extract.Paragraph, Span: extract.Span{End: len(text)}}}}}
	a.Sentences = []extract.Sentence{{Span: extract.Span{End: len(text)}, Tokens: []extract.Token{{Text: "<Orix>", Lemma: "orix", Head: 0}}}}
	a.Mentions = []extract.Mention{{Type: "Company", Form: extract.Name, Chain: 0, Phrase: extract.Phrase{Demonym: -1, Possessor: -1}}}
	a.Chains = []extract.Chain{{Type: "Company", Name: "Orix", Mentions: []int{0}}}
	a.Propositions = []extract.Proposition{{Lemma: "buy", Time: &extract.Time{Value: "2018"}}}
	a.Attributions = []extract.Attribution{{Act: "say"}}
	a.Claims = []extract.Claim{{ID: extract.Hash(uri, "claim"), Predicate: "HEADCOUNT", Object: extract.Argument{Chain: -1, Value: "5"},
		Nuance: extract.NuanceAsserted, Status: extract.Asserted, Confidence: 0.5}}
	return a
}

var prints = Fingerprints{"0", "1", "2", "3", "4", "5"}

func put(t *testing.T, w *Workspace, a *extract.Analysis, raw []byte, from Step, prints Fingerprints) {
	t.Helper()
	p, err := w.Pack(Document{File: "./" + a.Document.URI, RawHash: extract.Hash(string(raw))}, raw, a, []string{"verb:buy"}, resolve.Summarize(a, extract.DefaultTypes()), from, prints)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Update(t.Context(), func(tx *Tx) error { return tx.Put(p) }); err != nil {
		t.Fatal(err)
	}
}

func TestPutLoad(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	raw := []byte("\xff\x00raw & ready")
	a := sample("a", "Orix has 5.")
	put(t, w, a, raw, Source, prints)
	for before := Source; before <= Summary; before++ {
		got := &extract.Analysis{}
		if err := w.Load(t.Context(), a.Document.ID, before, got); err != nil {
			t.Fatal(err)
		}
		want := &extract.Analysis{}
		if before > Source {
			want.Document = a.Document
		}
		if before > Annotation {
			want.Sentences = a.Sentences
		}
		if before > Mentions {
			want.Mentions, want.Chains = a.Mentions, a.Chains
		}
		if before > Propositions {
			want.Propositions, want.Attributions = a.Propositions, a.Attributions
		}
		if before > Claims {
			want.Claims = a.Claims
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("layers before %d (-want +got):\n%s", before, diff)
		}
	}
	if got, err := w.Raw(t.Context(), a.Document.ID); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("raw %q (%v)", got, err)
	}
	d, ok, err := w.Document(t.Context(), "a")
	if err != nil || !ok || d.File != "./a" || d.ID != a.Document.ID || d.Revision != extract.Hash("text", a.Document.Text) {
		t.Errorf("document %+v, %v, %v", d, ok, err)
	}
	if _, ok, err := w.Document(t.Context(), "b"); ok || err != nil {
		t.Errorf("a document that is not there: %v, %v", ok, err)
	}
	if err := w.Load(t.Context(), "nowhere", Claims, &extract.Analysis{}); err == nil {
		t.Error("a document that is not there was loaded")
	}
}

func TestStale(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	for _, uri := range []string{"a", "b", "c", "d"} {
		put(t, w, sample(uri, "Orix."), []byte(uri), Source, prints)
	}
	other := prints
	other[Propositions], other[Summary] = "x", "y"
	put(t, w, sample("b", "Orix."), []byte("b"), Propositions, other)
	if err := w.Update(t.Context(), func(tx *Tx) error { return tx.Clear(extract.Hash("c")) }); err != nil {
		t.Fatal(err)
	}
	want := map[string]Step{"a": Propositions, "c": Source, "d": Propositions}
	got := map[string]Step{}
	for after := ""; ; {
		list, err := w.Stale(t.Context(), other, after, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		for _, s := range list {
			got[s.URI], after = s.From, s.ID
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stale (-want +got):\n%s", diff)
	}
	if n, err := w.CountStale(t.Context(), other); n != 3 || err != nil {
		t.Errorf("%d stale (%v)", n, err)
	}
	for uri, want := range map[string]bool{"a": false, "b": true, "c": false, "nowhere": false} {
		if fresh, _, err := w.Fresh(t.Context(), Document{URI: uri, RawHash: extract.Hash(uri)}, other); fresh != want || err != nil {
			t.Errorf("%s is fresh: %v (%v)", uri, fresh, err)
		}
	}
	d, ok, err := w.Document(t.Context(), "d")
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	is := func(d Document, fresh, kept bool) {
		t.Helper()
		if f, k, err := w.Fresh(t.Context(), d, prints); f != fresh || k != kept || err != nil {
			t.Errorf("%+v: fresh %v, kept %v (%v); want %v, %v", d, f, k, err, fresh, kept)
		}
	}
	is(d, true, true)
	is(Document{URI: d.URI, RawHash: d.RawHash, File: "./elsewhere"}, true, false)
	is(Document{URI: d.URI, RawHash: extract.Hash("other"), File: d.File}, false, false)
	err = w.Update(t.Context(), func(tx *Tx) error { return tx.PutFailure(Failure{URI: "d"}) })
	if err != nil {
		t.Fatal(err)
	}
	is(d, true, false)
}

// A document that only an edited rule concerns keeps its anchors, so that the next
// edit finds it too; one with a stale layer may have others.
func TestEditedRules(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	a := sample("a", "Orix.")
	put(t, w, a, []byte("a"), Source, prints)
	other := prints
	other[Claims] = "x"
	for edit := range 3 {
		rule := extract.Rule{ID: "BUYS/verb", Fingerprint: fmt.Sprint(edit), Anchors: []string{"verb:buy"}}
		if err := w.Update(t.Context(), func(tx *Tx) error { return tx.SetRules([]extract.Rule{rule}) }); err != nil {
			t.Fatal(err)
		}
		for edited, now := range map[bool]Fingerprints{true: prints, false: other} {
			list, err := w.Stale(t.Context(), now, "", 10)
			if err != nil || len(list) != 1 || list[0].From != Claims || list[0].Edited != edited {
				t.Fatalf("edit %d: %+v (%v), want one from the claims on, edited: %v", edit, list, err, edited)
			}
		}
		p, err := w.Pack(Document{}, nil, a, nil, resolve.Summarize(a, extract.DefaultTypes()), Claims, prints)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Update(t.Context(), func(tx *Tx) error { return tx.Put(p) }); err != nil {
			t.Fatal(err)
		}
		if n, err := w.CountStale(t.Context(), prints); n != 0 || err != nil {
			t.Fatalf("edit %d: %d stale (%v)", edit, n, err)
		}
	}
}

// What is forgotten cannot be found in the file either.
func TestForgetLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, Options{Create: true})
	secret := "zanzibarian-whistleblower"
	a := sample("a", "Orix.")
	a.Chains[0].Name = secret
	put(t, w, a, []byte("x"), Source, prints)
	put(t, w, sample("b", "Orix."), []byte("y"), Source, prints)
	finish := func(forget bool) {
		t.Helper()
		err := w.Update(t.Context(), func(tx *Tx) error {
			if forget {
				if known, err := tx.Forget("a"); !known || err != nil {
					return fmt.Errorf("forget: %v, %w", known, err)
				}
			}
			_, err := tx.exec("DELETE FROM work")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			t.Fatal(err)
		}
	}
	finish(false)
	if b, _ := os.ReadFile(filepath.Join(dir, File)); !bytes.Contains(b, []byte(secret)) {
		t.Fatal("the test looks for what is never in the file")
	}
	finish(true)
	if b, _ := os.ReadFile(filepath.Join(dir, File)); bytes.Contains(b, []byte(secret)) {
		t.Error("a name of a forgotten document is still in the file")
	}
	for _, table := range []string{"content", "layer", "chain", "spelling", "acronym"} {
		var n int
		if err := w.read.QueryRow("SELECT count(*) FROM "+table+" WHERE document = ?", a.Document.ID).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d rows (%v)", table, n, err)
		}
	}
	err := w.Update(t.Context(), func(tx *Tx) error {
		if known, err := tx.Forget("a"); known || err != nil {
			return fmt.Errorf("again: %v, %w", known, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	stop := errors.New("stop")
	err := w.Update(t.Context(), func(tx *Tx) error {
		if err := tx.Set("a", "1"); err != nil {
			return err
		}
		return stop
	})
	if err != stop {
		t.Fatal(err)
	}
	if v, _ := w.Setting(t.Context(), "a"); v != "" {
		t.Error("half a transaction was kept")
	}
}

func TestDamagedLayer(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	a := sample("a", "Orix.")
	put(t, w, a, []byte("x"), Source, prints)
	if _, err := w.write.Exec("UPDATE layer SET body = x'00' WHERE step = 2"); err != nil {
		t.Fatal(err)
	}
	wants(t, w.Load(t.Context(), a.Document.ID, Summary, &extract.Analysis{}), Damaged)
}

func TestDifference(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	edge := func(id, subject string) *graph.Fact {
		return &graph.Fact{ID: id, Subject: subject, Predicate: "OWNS", Object: "o:b", Live: true}
	}
	write := func(f func(*Tx, Tally) error) {
		t.Helper()
		if err := w.Update(t.Context(), func(tx *Tx) error { return f(tx, Tally{}) }); err != nil {
			t.Fatal(err)
		}
	}
	difference := func() (out []string, changes []graph.Change) {
		t.Helper()
		err := w.Difference(t.Context(), "t", 2, func(c []graph.Change) error { changes = append(changes, c...); return nil })
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			out = append(out, fmt.Sprint(c.Action, c.Record.Key()))
		}
		if n, err := w.CountDifference(t.Context(), "t"); n != len(out) || err != nil {
			t.Errorf("counted %d changes of %d (%v)", n, len(out), err)
		}
		return out, changes
	}
	expect := func(want ...string) []graph.Change {
		t.Helper()
		got, changes := difference()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("changes (-want +got):\n%s", diff)
		}
		return changes
	}
	write(func(tx *Tx, c Tally) error {
		return errors.Join(tx.PutEntity(&graph.Entity{ID: "o:a"}, c), tx.PutEntity(&graph.Entity{ID: "o:b"}, c), tx.PutEntity(&graph.Entity{ID: "o:c"}, c),
			tx.PutFact(edge("f", "o:a"), nil, c), tx.PutFact(&graph.Fact{ID: "dead", Object: "o:b"}, nil, c), tx.PutFact(&graph.Fact{ID: "literal", Live: true, Value: "5"}, nil, c))
	})
	changes := expect("+o:a", "+o:b", "+o:c", "+f")
	write(func(tx *Tx, _ Tally) error { return tx.Projected("t", changes) })
	expect()
	dead := edge("f", "o:a")
	dead.Live = false
	write(func(tx *Tx, c Tally) error {
		return errors.Join(tx.DropEntity("o:c", c), tx.PutEntity(&graph.Entity{ID: "o:a", Name: "A"}, c), tx.PutFact(dead, nil, c))
	})
	changes = expect("-f", "-o:c", "~o:a")
	if f := changes[0].Record.(*graph.Fact); f.Subject != "o:a" || f.Object != "o:b" || f.Predicate != "OWNS" {
		t.Errorf("a deleted edge without its ends: %+v", f)
	}
	// Once they are on their way, nobody knows: even if all is put back they
	// are handed out again, as creations.
	write(func(tx *Tx, _ Tally) error { return tx.Projecting("t", changes) })
	write(func(tx *Tx, c Tally) error {
		return errors.Join(tx.PutEntity(&graph.Entity{ID: "o:c"}, c), tx.PutEntity(&graph.Entity{ID: "o:a"}, c), tx.PutFact(edge("f", "o:a"), nil, c))
	})
	expect("+o:a", "+o:c", "+f")
	write(func(tx *Tx, _ Tally) error { return tx.ForgetTarget("t") })
	expect("+o:a", "+o:b", "+o:c", "+f")
}

// A trial sees what it writes, its workspace does not, and nothing stays; an
// update that fails within it takes back its own part alone.
func TestTrial(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	put(t, w, sample("a", "Orix has 5."), []byte("a"), Source, prints)
	count := func(w *Workspace) (n int) {
		c, err := w.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c.Documents
	}
	failed := errors.New("failed")
	err := w.Trial(t.Context(), func(after *Workspace) error {
		put(t, after, sample("b", "Orix has 5."), []byte("b"), Source, prints)
		err := after.Update(t.Context(), func(tx *Tx) error {
			if _, err := tx.Forget("a"); err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Errorf("a failing update: %v", err)
		}
		if count(after) != 2 || count(w) != 1 {
			t.Errorf("%d documents in the trial, %d outside", count(after), count(w))
		}
		return after.Snapshot(t.Context(), func(s *Workspace) error {
			if count(s) != 2 {
				t.Error("a snapshot of a trial shows something else")
			}
			return failed
		})
	})
	if !errors.Is(err, failed) || count(w) != 1 {
		t.Errorf("after the trial: %v, %d documents", err, count(w))
	}
	put(t, w, sample("b", "Orix has 5."), []byte("b"), Source, prints)
	if count(w) != 2 {
		t.Error("nothing can be written after a trial")
	}
}

// A layer of a program with other types is stale from its step on.
func TestOtherFormatsAreStale(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	put(t, w, sample("a", "Orix has 5."), []byte("a"), Source, prints)
	formats := func() {
		t.Helper()
		if err := w.Update(t.Context(), func(tx *Tx) error { return tx.SetFormats() }); err != nil {
			t.Fatal(err)
		}
	}
	formats()
	if n, err := w.CountStale(t.Context(), prints); n != 0 || err != nil {
		t.Fatalf("%d stale (%v)", n, err)
	}
	w.codecs[Propositions] = newCodec([]any{&[]string{}})
	formats()
	stale, err := w.Stale(t.Context(), prints, "", 9)
	if err != nil || len(stale) != 1 || stale[0].From != Propositions {
		t.Errorf("stale: %+v (%v)", stale, err)
	}
}
