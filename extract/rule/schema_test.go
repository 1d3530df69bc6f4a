package rule

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"dossier/config/ontology"
	"dossier/extract"
)

func compileSchema(t testing.TB, types *extract.Types) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema(types)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("rules.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("rules.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valid returns why the schema refuses a file; a file that is no YAML has no say.
func valid(s *jsonschema.Schema, data []byte) (err error, isYAML bool) {
	var v any
	if yaml.Unmarshal(data, &v) != nil {
		return nil, false
	}
	return s.Validate(v), true
}

func TestSchemaAcceptsRuleFiles(t *testing.T) {
	files, _, err := ReadFS(ontology.FS, true)
	if err != nil {
		t.Fatal(err)
	}
	good, err := filepath.Glob("testdata/*.good.yaml")
	if err != nil || len(good) == 0 {
		t.Fatal("no good files", err)
	}
	for _, name := range good {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{Name: name, Data: data})
	}
	for _, f := range files {
		types := extract.DefaultTypes()
		if o, err := Load([]File{f}, types, nil); err == nil { // the types that it adds
			types = o.Types()
		}
		s := compileSchema(t, types)
		if err, isYAML := valid(s, f.Data); err != nil || !isYAML {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	s := compileSchema(t, extract.DefaultTypes())
	const head = "OWNS:\n  is: Actor -> Company\n"
	for _, text := range []string{
		"owns: {is: Actor -> Company, verb: own}",
		"OWNS: {is: Actor -> Compny, verb: own}",
		"OWNS: {is: Actor -> Money, verb: own}",
		"birthDate: {is: Person -> Place, verb: bear}",
		head + "  verb: own\n  wher: {patient: any}",
		head + "  verb: own\n  subject: agnt",
		head + "  verb: own\n  status: asserting",
		head + "  verb: own\n  confidence: 2",
		head + "  verb: own\n  where: {patience: any}",
		head + "  verb: own\n  example: Ann owns Orix.",
		head + "  rules: [{id: a, subject: agent}]",
	} {
		if err, isYAML := valid(s, []byte(text)); err == nil || !isYAML {
			t.Errorf("accepted:\n%s", text)
		}
	}
}

// TestSchemaIsNoStricter: what the schema refuses the reader refuses, whatever
// somebody makes of a file that is right.
func TestSchemaIsNoStricter(t *testing.T) {
	s := compileSchema(t, extract.DefaultTypes())
	data, err := os.ReadFile("testdata/all_keys.good.yaml")
	if err != nil {
		t.Fatal(err)
	}
	words := regexp.MustCompile(`[A-Za-z_]+|[:@.|]`).FindAllStringIndex(string(data), -1)
	spare := []string{"agent", "any", "verb", "noun", "patient", "content", "then", "OWNS", "Person", "asserted", "ended", "3", "true",
		"x", "", "p:on", "rules", "where", "[a, b]", "{a: b}", "support", "is"}
	lists := Lists{"titles": {"minister"}}
	if _, err := Load([]File{{Name: "a.yaml", Data: data}}, extract.DefaultTypes(), lists); err != nil {
		t.Fatal(err) // else nothing would be tested below
	}
	refused := 0
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.SampledFrom(words).Draw(t, "word")
		text := string(data[:w[0]]) + rapid.SampledFrom(spare).Draw(t, "by") + string(data[w[1]:])
		err, isYAML := valid(s, []byte(text))
		if !isYAML || err == nil {
			return
		}
		refused++
		if _, loadErr := Load([]File{{Name: "a.yaml", Data: []byte(text)}}, extract.DefaultTypes(), lists); loadErr == nil {
			t.Fatalf("the schema alone refuses it: %v\n%s", err, text)
		}
	})
	if refused == 0 {
		t.Error("the schema refused nothing")
	}
	if strings.Contains(string(Schema(extract.DefaultTypes())), "null") {
		t.Error("an empty table in the schema")
	}
}
