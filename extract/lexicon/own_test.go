package lexicon

import (
	"slices"
	"strings"
	"testing"

	"dossier/extract"
)

func TestWith(t *testing.T) {
	before, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	l, err := With([]File{
		{"words/titles.txt", []byte("# ranks of our own\nwarden-general | head | f | wg\nanalyst | head\n")},
		{"words/portfolios.txt", []byte("space | outer space\n")},
		{"words/nouns.txt", []byte("Vessel | frigate; bank\nNGO | bank\n- | envoy\n")},
		{"words/cues.txt", []byte("NGO | last | Partners; Relief Fund\n")},
		{"words/given.txt", []byte("f | Andrea; Zorblat\n")},
		{"words/words.txt", []byte("notname | Zounds\n")},
	}, extract.DefaultTypes())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"warden-general", "wg"} {
		if r, ok := l.Rank(w); !ok || r.Class != Head || r.Gender != Feminine {
			t.Errorf("%s %+v, %v", w, r, ok)
		}
	}
	if r, _ := l.Rank("analyst"); r.Class != Head {
		t.Errorf("analyst is still %+v", r)
	}
	if f, ok := l.Portfolio("space"); !ok || f != "outer space" {
		t.Errorf("space: %q", f)
	}
	if got := l.NounTypes("bank"); !slices.Equal(got, []string{"Vessel", "NGO"}) {
		t.Errorf("bank is %v", got)
	}
	if got := l.NounTypes("envoy"); len(got) > 0 || !l.Bystander("envoy") {
		t.Errorf("envoy is %v", got)
	}
	for name, want := range map[string]string{"Ledan Partners": "NGO", "Ledan Relief Fund": "NGO", "Ledan Inc.": "Company"} {
		if got := l.CueType(strings.Fields(name)); got != want {
			t.Errorf("%s is %q, want %s", name, got, want)
		}
	}
	if g, ok := l.GivenName("Andrea"); !ok || g != Feminine {
		t.Errorf("Andrea is %v, %v", g, ok)
	}
	if !l.Is("notname", "Zounds") || !l.Is("notname", "The") {
		t.Error("a closed list was not extended")
	}
	if l.Checksum() == before.Checksum() {
		t.Error("the checksum is the same")
	}
	if again, err := Default(); err != nil || again.Checksum() != before.Checksum() || again.Is("notname", "Zounds") {
		t.Error("the embedded lists have changed", err)
	}
	if none, err := With(nil, extract.DefaultTypes()); err != nil || none.Checksum() != before.Checksum() {
		t.Error("no lists make a difference", err)
	}
}

func TestWithErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"own/countries.txt", "x", "own/countries.txt: no list of this name can be extended; the lists are cues.txt, given.txt"},
		{"own/titles.txt", "# ok\nwarden | chief", `own/titles.txt:2: "chief" is no class of rank`},
		{"own/titles.txt", "warden | head | | | | ", "own/titles.txt:1: 6 fields, want 4"},
		{"own/titles.txt", "Warden | head", `own/titles.txt:1: "Warden" is not in lower case`},
		{"own/nouns.txt", "Vesel | frigate", `own/nouns.txt:1: "Vesel" is no entity type`},
		{"own/nouns.txt", "Vessel | frigate\nVessel | frigate", "own/nouns.txt:2: frigate occurs twice"},
		{"own/cues.txt", "Actor | last | Ltd", `own/cues.txt:1: "Actor" is no entity type`},
		{"own/words.txt", "nonames | x", `own/words.txt:1: "nonames" is no list of words; the lists are abbreviation`},
	} {
		_, err := With([]File{{c.name, []byte(c.text)}}, extract.DefaultTypes())
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s %q: %v, want %s", c.name, c.text, err, c.want)
		}
	}
}

func FuzzWith(f *testing.F) {
	f.Add("titles.txt", "warden | head | f | w")
	f.Add("nouns.txt", "Person | man (m); x (")
	f.Add("cues.txt", "Company | last | ;; ")
	f.Add("words.txt", "legal | A")
	types := extract.DefaultTypes()
	f.Fuzz(func(t *testing.T, name, text string) {
		With([]File{{name, []byte(text)}}, types) // must not panic
	})
}
