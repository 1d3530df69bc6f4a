package mention

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dossier/extract"
)

func TestReadGazetteer(t *testing.T) {
	g, err := ReadGazetteer(strings.NewReader(`
# bodies that we follow
- id: acme-holding
  type: Company
  names: [Acme Holding, Acme]
- {id: lantern, type: NGO, names: ["2030", 'Red Lantern']}
`), "own.yaml", extract.DefaultTypes())
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{
		{"acme-holding", "Company", []string{"Acme Holding", "Acme"}},
		{"lantern", "NGO", []string{"2030", "Red Lantern"}},
	}
	if d := cmp.Diff(want, g.entries); d != "" {
		t.Error(d)
	}
	if g, err := ReadGazetteer(strings.NewReader("# nothing\n"), "own.yaml", extract.DefaultTypes()); err != nil || len(g.entries) != 0 {
		t.Error(g, err)
	}
}

func TestReadGazetteerErrors(t *testing.T) {
	for _, tt := range []struct{ yaml, want string }{
		{"id: x", "gazetteer own.yaml:1:3: want a list of entries (- id: ..., type: ..., names: [...])"},
		{"- id: x\n  type: Firm\n  names: [X]", `gazetteer own.yaml:1:5: "Firm" is no entity type`},
		{"- id: x\n  type: Money\n  names: [X]", `gazetteer own.yaml:1:5: "Money" is no entity type`},
		{"- id: x\n  type: Actor\n  names: [X]", `gazetteer own.yaml:1:5: "Actor" is no entity type`},
		{"- id: x\n  kind: NGO", `gazetteer own.yaml:2:3: unknown key "kind", want id, type or names`},
		{"- id: x\n  type: NGO\n  names: [2030]", "gazetteer own.yaml:3:11: want text; put it in quotes if it looks like a number, date, yes or no"},
		{"- id: x\n  type: NGO\n  names: X", "gazetteer own.yaml:3:10: want a list of names: [One Name, Another]"},
		{"- id: x\n  type: NGO\n  names: []", "gazetteer own.yaml:1:5: names are missing"},
		{"- id: x\n  type: NGO\n  names: ['...']", `gazetteer own.yaml:1:5: name "..." does not start with a letter or digit`},
		{"- {id: x, type: NGO, names: [X]}\n- {id: x, type: NGO, names: [Y]}", `gazetteer own.yaml:2:3: id "x" occurs twice; give all names of one thing in one entry`},
		{"- just text", "gazetteer own.yaml:1:3: want an entry with id, type and names"},
	} {
		_, err := ReadGazetteer(strings.NewReader(tt.yaml), "own.yaml", extract.DefaultTypes())
		if err == nil || err.Error() != tt.want {
			t.Errorf("%q:\ngot  %v\nwant %s", tt.yaml, err, tt.want)
		}
	}
	if _, err := ReadGazetteer(strings.NewReader("- id: [\n"), "own.yaml", extract.DefaultTypes()); err == nil || !strings.HasPrefix(err.Error(), "gazetteer own.yaml: ") {
		t.Error(err)
	}
}

func FuzzReadGazetteer(f *testing.F) {
	f.Add("- {id: x, type: NGO, names: [X]}")
	f.Add("- id: &a x\n  <<: *a")
	f.Add("a: b\n---\n- [1, {x: y}]")
	f.Fuzz(func(t *testing.T, s string) {
		g, err := ReadGazetteer(strings.NewReader(s), "f.yaml", extract.DefaultTypes())
		if (g == nil) == (err == nil) {
			t.Error(g, err)
		}
	})
}

func TestAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"50 billion": "50000000000", "1.2 million": "1200000", "4,000": "4000", "forty-two": "42", "a million": "1000000",
		"half a billion": "500000000", "3.25": "3.25", "five": "5", "5 to 10": "", "some": "", "": "",
	} {
		if got := amount(text); got != want {
			t.Errorf("amount(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzAmount(f *testing.F) {
	for _, s := range []string{"50 billion", "1,,2.", "twenty-one m", "1e9", "99999999999999999999999 trillion"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { amount(s) })
}
