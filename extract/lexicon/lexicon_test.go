package lexicon_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dossier/extract"
	"dossier/extract/lexicon"
)

func open(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lex, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// Every country of CLDR that has a code of its own stands in the list under
// CLDR's name or another.
func TestCountriesAgainstCLDR(t *testing.T) {
	lex := open(t)
	known := map[string]bool{} // code and name
	for _, n := range lex.Names() {
		if e := lex.Entities()[n.Entity]; n.Kind == lexicon.Proper && (e.Type == "Country" || e.Type == "Region") {
			known[e.Country+" "+lexicon.Slug(n.Text)] = true
		}
	}
	names := display.English.Regions()
	countries := 0
	for _, e := range lex.Entities() {
		if e.Type != "Country" {
			continue
		}
		countries++
		r, err := language.ParseRegion(e.Country)
		if err != nil || !r.IsCountry() {
			t.Errorf("%s: %s is no country code", e.Name, e.Country)
			continue
		}
		name := strings.NewReplacer("&", "and", "Myanmar (Burma)", "Myanmar", "Congo - Kinshasa", "Congo-Kinshasa",
			"Congo - Brazzaville", "Congo-Brazzaville", "Palestinian Territories", "Palestinian territories").Replace(names.Name(r))
		if !known[e.Country+" "+lexicon.Slug(name)] {
			t.Errorf("%s: CLDR calls it %q, which the list lacks", e.Country, name)
		}
	}
	if countries < 195 {
		t.Errorf("%d countries", countries)
	}
}

func TestTypesAreKnown(t *testing.T) {
	lex, types := open(t), extract.DefaultTypes()
	for _, e := range lex.Entities() {
		if !types.Known(e.Type) {
			t.Errorf("%s: unknown type %s", e.ID, e.Type)
		}
		if e.StandsFor != "" {
			if _, ok := lex.Entity(e.StandsFor); !ok {
				t.Errorf("%s stands for unknown %s", e.ID, e.StandsFor)
			}
		}
	}
	for _, words := range [][]string{{"Orix", "AG"}, {"Ministry", "of", "Mines"}, {"Lake", "Orr"}, {"Dale", "Treaty"}} {
		if typ := lex.CueType(words); !types.Known(typ) {
			t.Errorf("%v: %q", words, typ)
		}
	}
}

func TestCueType(t *testing.T) {
	lex := open(t)
	for name, want := range map[string]string{
		"Orix Corp.":              "Company",
		"Velden Bank":             "Bank",
		"Banco Velden":            "Bank",
		"Central Bank of Chad":    "CentralBank",
		"Ministry of Mines":       "GovernmentBody",
		"Commerce Department":     "GovernmentBody",
		"Supreme Court":           "Court",
		"Dover Police Department": "Police",
		"Dover Times":             "Media",
		"Larch Institute":         "NGO",
		"M/V Calliope":            "Vessel",
		"Treaty of Dover":         "Law",
		"Bank":                    "", // nothing beside the cue
		"Liu He":                  "",
	} {
		if got := lex.CueType(strings.Fields(name)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	lex := open(t)
	if r, ok := lex.Rank("vice premier"); !ok || r.Class != lexicon.Deputy {
		t.Error("vice premier", r, ok)
	}
	if g := lex.NounGender("spokeswoman"); g != lexicon.Feminine {
		t.Error("spokeswoman", g)
	}
	if g, ok := lex.GivenName("Wilbur"); !ok || g != lexicon.Masculine {
		t.Error("Wilbur", g, ok)
	}
	if via := lex.Represents("official", false); via != lexicon.Officials {
		t.Error("official", via)
	}
	if via := lex.Represents("minister", false); via != "" {
		t.Error("one minister is not the country:", via)
	}
	if via := lex.Represents("troop", true); via != lexicon.Forces {
		t.Error("troops", via)
	}
	if via := lex.Represents("prosecutor", true); via != lexicon.Justice {
		t.Error("prosecutors", via)
	}
	if !lex.Bystander("company") || lex.Bystander("government") {
		t.Error("bystanders")
	}
	if p, _ := lex.Portfolio("foreign"); p != "foreign affairs" {
		t.Error("foreign", p)
	}
	if c, ok := lex.Country("CH"); !ok || c.ID != "country:switzerland" {
		t.Error("CH", c)
	}
	if got := lex.Core([]string{"Orix", "Holding", "AG"}); !slices.Equal(got, []string{"Orix", "Holding"}) {
		t.Error(got)
	}
}

// Names are written as texts write them, without marks of the list.
func TestNames(t *testing.T) {
	lex := open(t)
	for _, n := range lex.Names() {
		if n.Text == "" || n.Text != extract.Fold(n.Text) || strings.ContainsAny(n.Text, "~=;|") {
			t.Errorf("badly written name %q", n.Text)
		}
	}
}

func TestSlug(t *testing.T) {
	for s, want := range map[string]string{
		"Liu He": "liu-he", "Côte d’Ivoire": "cote-divoire", " U.S. ": "u-s", "São Tomé": "sao-tome", "": "", "…": "",
	} {
		if got := lexicon.Slug(s); got != want {
			t.Errorf("Slug(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	base := fstest.MapFS{}
	files, err := fs.Glob(os.DirFS("data"), "*.txt")
	assembled, err2 := fs.Glob(os.DirFS("data"), "assembled/*.txt")
	if errors.Join(err, err2) != nil || len(files) == 0 || len(assembled) == 0 {
		t.Fatal(files, assembled, err, err2)
	}
	for _, f := range append(files, assembled...) {
		data, err := os.ReadFile("data/" + f)
		if err != nil {
			t.Fatal(err)
		}
		base[f] = &fstest.MapFile{Data: data}
	}
	for _, tt := range []struct{ file, data, want string }{
		{"countries.txt", "# c\nXXX | Nowhere", `countries.txt:2: "XXX" is no ISO 3166 alpha-2 code`},
		{"countries.txt", "FR | France\nFR2 | France | | | | | |", `countries.txt:2: 8 fields, want 6`},
		{"cities.txt", "\n\nQQ | Nowhere", `cities.txt:3: Nowhere: no country QQ`},
		{"titles.txt", "minister | boss", `titles.txt:1: "boss" is no class of rank, want head, deputy, office or other`},
		{"titles.txt", "Minister | head", `titles.txt:1: "Minister" is not in lower case`},
		{"honorifics.txt", "Mr. | x", `honorifics.txt:1: "x" is no gender, want m, f, u or nothing`},
		{"cues.txt", "Bank | middle | Bank", `cues.txt:1: "middle" is no position, want first or last`},
		{"nouns.txt", "Company | firm; firm", `nouns.txt:1: firm occurs twice under Company`},
		{"given.txt", "m | Ann\nf | Ann", `given.txt:2: Ann occurs twice`},
		{"metonyms.txt", "Oslo House | Nobody | GovernmentBody | NO", `metonyms.txt:1: Oslo House: no body Nobody`},
		{"regions.txt", "| Region | US", `regions.txt:1: the first field is empty`},
		{"assembled/countries.txt", "QQ | | Nowhere", `countries.txt:1: no country QQ`},
		{"assembled/places.txt", "Nowhere | AD", `places.txt:1: no checksum of its entries; run make knowledge`},
		{"assembled/places.txt", "# Entries 01, by hand\nNowhere | AD", `places.txt:1: the checksum of its entries is 05afaf1a063dcaa7f00022747871a770; run make knowledge`},
		{"assembled/places.txt", sum("Nowhere | QQ"), `places.txt:2: Nowhere: no country QQ`},
		{"assembled/places.txt", sum("Nowhere | AD | Company"), `places.txt:2: Nowhere: "Company" is no type of a place`},
		{"assembled/places.txt", sum("Paris | TX"), `places.txt:2: place:paris occurs twice`},
		{"assembled/places.txt", sum("Nowhere | AD\nAnywhere | AD"), `places.txt:3: anywhere does not follow nowhere; run make knowledge`},
		{"assembled/given.txt", sum("x | Ann"), `given.txt:2: "x" is no gender, want m, f, u or nothing`},
	} {
		broken := maps.Clone(base)
		broken[tt.file] = &fstest.MapFile{Data: []byte(tt.data)}
		if _, err := lexicon.Read(broken); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.file, err, tt.want)
		}
	}
	delete(base, "titles.txt")
	if _, err := lexicon.Read(base); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
}

// sum returns a list with the checksum of its only entry.
func sum(entry string) string {
	h := sha256.Sum256([]byte(entry))
	return fmt.Sprintf("# Entries %x, for a test\n%s", h[:16], entry)
}

// The embedded lists are read like any others, the large ones to their end.
func TestEmbeddedLists(t *testing.T) {
	lex, err := lexicon.Read(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	if a, b := lex.Checksum(), open(t).Checksum(); a != b {
		t.Errorf("checksums %s and %s", a, b)
	}
}

func TestLargeLists(t *testing.T) {
	lex := open(t)
	for name, want := range map[string]string{
		"Xianyang lies":          "Xianyang: place:xianyang City CN",
		"Xianyang-based":         "Xianyang: place:xianyang City CN",
		"Łomża":                  "Łomża: place:łomza City PL",
		"Lomza":                  "Lomza: place:łomza City PL",
		"Aabenraa":               "Aabenraa: place:aabenraa City DK",
		"Zürich-Altstetten":      "",
		"Jigawa State":           "Jigawa State: place:jigawa-state Region NG",
		"Jigawa Statement":       "Jigawa: place:jigawa-state Region NG",
		"Həsənabad":              "",
		"Abadia  de\nGoias news": "Abadia  de\nGoias: place:abadia-de-goias City BR",
		"ABAKAN":                 "", // an acronym, for all that is known
		"":                       "",
		"’":                      "",
		"Cordoba":                "", // a list by hand has it
		"Of":                     "", // an ordinary word
		"San Fernando":           "", // too many
	} {
		got := ""
		if e, n, ok := lex.Places().Longest(name, func(n int) bool { return n == len(name) || !unicode.IsLetter(rune(name[n])) }); ok {
			got = fmt.Sprint(name[:n], ": ", e.ID, " ", e.Type, " ", e.Country)
			if same, ok := lex.Entity(e.ID); !ok || same != e {
				t.Errorf("%s is %v, but by its id %v", name, e, same)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, id := range []string{"person:xianyang", "place:kodak-hall", "place:zzz", "place:", "place:xianyang-"} {
		if e, ok := lex.Entity(id); ok || e != (lexicon.Entity{}) {
			t.Errorf("%s is %v", id, e)
		}
	}
	if g, _ := lex.GivenName("Miroslava"); g != lexicon.Feminine {
		t.Error("Miroslava", g)
	}
	if got := lex.NounTypes("oceanographer"); !slices.Equal(got, []string{"Person"}) {
		t.Error("oceanographer", got)
	}
	if got := lex.CueType([]string{"Ostrava", "Strojirny", "SPRL"}); got != "Company" {
		t.Error("SPRL", got)
	}
	if e, ok := lex.Country("CW"); !ok || e.Name != "Curaçao" {
		t.Error("CW", e)
	}
}

func TestChecksum(t *testing.T) {
	a, b := open(t), open(t)
	if a.Checksum() != b.Checksum() || a.Checksum() == "" {
		t.Errorf("%q and %q", a.Checksum(), b.Checksum())
	}
}

func BenchmarkLarge(b *testing.B) {
	for b.Loop() {
		open(b).Places()
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := lexicon.Default(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestListsExist: every closed list that a step asks for is there, and each is asked for.
func TestListsExist(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	asked := map[string]bool{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:\.Is\(|\.words\[)"(\w+)"`).FindAllStringSubmatch(string(data), -1) {
			asked[m[1]] = true
		}
	}
	data, err := os.ReadFile("data/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if name, _, ok := strings.Cut(line, " | "); ok && !strings.HasPrefix(line, "#") {
			there[name] = true
		}
	}
	for name := range asked {
		if !there[name] {
			t.Errorf("list %s is asked for but not there", name)
		}
	}
	for name := range there {
		if !asked[name] {
			t.Errorf("list %s is never asked for", name)
		}
	}
}
