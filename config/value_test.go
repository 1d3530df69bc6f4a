package config

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSecretNeverShows(t *testing.T) {
	c := Default()
	c.Neo4j.Password = NewSecret("hunter2")
	var logged strings.Builder
	log := slog.New(slog.NewTextHandler(&logged, nil))
	log.Info("x", "config", c, "password", c.Neo4j.Password)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "config", c, "password", c.Neo4j.Password)
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	shown := logged.String() + string(b)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		shown += fmt.Sprintf(verb, c.Neo4j.Password) + fmt.Sprintf(verb, *c)
	}
	for _, leak := range []string{"hunter2", fmt.Sprintf("%x", "hunter2")} {
		if strings.Contains(shown, leak) {
			t.Errorf("shown: %s", leak)
		}
	}
	if c.Neo4j.Password.Reveal() != "hunter2" {
		t.Error("Reveal lost it")
	}
}

func TestSize(t *testing.T) {
	for text, want := range map[string]Size{"0": 0, "64MiB": 64 << 20, "2 GiB": 2 << 30, "1000": 1000, "1kb": 1000, "1.5KiB": 1536} {
		if got, ok := parseSize(text); !ok || got != want {
			t.Errorf("parseSize(%q) = %d, %t, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-1", "MiB", "1 parsec", "99999999999GiB", "NaN", "1e400"} {
		if got, ok := parseSize(text); ok {
			t.Errorf("parseSize(%q) = %d, want refusal", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := Size(rapid.Int64Range(0, 1<<50).Draw(t, "size"))
		if got, ok := parseSize(s.String()); !ok || got != s {
			t.Fatalf("%d prints as %s, which reads as %d", int64(s), s, got)
		}
	})
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		include, exclude, rel string
		want                  bool
	}{
		{"", "", "a/b.txt", true},
		{"*.txt", "", "a/b.txt", true},
		{"*.txt", "", "a/b.md", false},
		{"", "*.draft.md", "a/b.draft.md", false},
		{"", "old", "a/old/b.md", false},
		{"", "old", "a/older/b.md", true},
		{"articles", "", "articles/2018/a.txt", true},
		{"articles/*.txt", "", "articles/a.txt", true},
		{"articles/*.txt", "", "articles/2018/a.txt", false},
		{"articles/**/*.txt", "", "articles/a.txt", true},
		{"articles/**/*.txt", "", "articles/2018/06/a.txt", true},
		{"**/*.txt", "", "a.txt", true},
		{"articles/**", "", "articles/2018/06/a.txt", true},
		{"articles/", "", "articles/2018/06/a.txt", true},
		{"/articles", "", "articles/a.txt", true},
		{"./articles/2018", "", "articles/2018/a.txt", true},
		{"articles/**/old/**", "", "articles/old/x/y.txt", true},
		{"**/**/a.txt", "", "a.txt", true},
		{"*.txt", "articles/**/old", "articles/b/old/a.txt", false},
		{"[ab].txt", "", "b.txt", true},
	} {
		list := func(p string) []string {
			if p == "" {
				return nil
			}
			return []string{p}
		}
		s := Sources{Include: list(tt.include), Exclude: list(tt.exclude)}
		if got := s.Match(tt.rel); got != tt.want {
			t.Errorf("include %q, exclude %q: Match(%q) = %t", tt.include, tt.exclude, tt.rel, got)
		}
	}
}

// FuzzFile: whatever the file, Load's decoder gives values of the right types
// or problems with a position in the file, and never panics.
func FuzzFile(f *testing.F) {
	f.Add([]byte(DefaultFile))
	for _, s := range []string{
		"a: 1", "edges: {confidence: .inf}", "edges: [x]", "- x", "x: &a 1\ny: *a", "<<: {a: 1}", "workspace: |\n  x\n",
		"? a\n: b\n", "\ufeffworkspace: x", "sources:\n\tpaths: [a]", "limits: {workers: 99999999999999999999}", "neo4j: {password: [x]}",
		"workspace: a\nworkspace: b\n", "---\na: 1\n---\nb: 2\n", "\x00", "edges: {include: [past, past]}", "жжж: ю", "sources: {paths: [[a]]}", "!!str a: b",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		l, problems := decodeFile("f", src)
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 2
		for _, p := range problems {
			if p.Line < 0 || p.Line > lines || p.Column < 0 || p.Message == "" {
				t.Fatalf("bad problem %+v", p)
			}
			_ = p.String()
		}
		if len(problems) > 0 {
			return
		}
		l.resolve("/")
		if _, err := merge([]layer{defaultLayer(), l}); err != nil {
			t.Fatalf("no problems, yet: %v", err)
		}
	})
}
