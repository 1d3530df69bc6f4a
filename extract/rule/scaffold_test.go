package rule

import (
	"errors"
	"strings"
	"testing"

	"dossier/extract"
)

// lemmas stand for a language model.
func lemmas(_, word string) (string, error) {
	known := map[string]string{"blurbed": "blurbe", "sparred": "spar", "shut": "shut", "mentions": "mention", "banned": "ban"}
	if l, ok := known[word]; ok {
		return l, nil
	}
	return "", errors.New("no lemma of " + word)
}

// TestScaffold: what is written loads and has tests; the rule reads the name.
func TestScaffold(t *testing.T) {
	for _, tt := range []struct{ name, is, want string }{
		{"BLURBED", "Person -> Work", "verb: blurb\n"},
		{"MENTOR_OF", "Person -> Person", "noun: mentor #"},
		{"SPARRED_WITH", "Actor -> Actor", "verb: spar\n  object: \"p:with\"\n"},
		{"SHUT_DOWN", "Organization|Country -> Facility", "verb: shut down\n"},
		{"MENTIONS", "Work -> Bank|Court", "verb: mention\n"},
		{"BANNED_BY", "Person -> Government", "verb: ban\n  subject: patient\n  object: agent\n"},
	} {
		text, err := Scaffold(extract.DefaultTypes(), Draft{tt.name, tt.is, lemmas})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if !strings.Contains(string(text), tt.want) {
			t.Errorf("%s: no %q in\n%s", tt.name, tt.want, text)
		}
		o, err := Load([]File{{Name: "a.yaml", Data: text}}, extract.DefaultTypes(), nil)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if tests, err := o.Tests(); err != nil || len(tests) < 3 {
			t.Errorf("%s: %d tests, %v", tt.name, len(tests), err)
		}
	}
}

func TestScaffoldRefuses(t *testing.T) {
	for _, tt := range []struct{ name, is, want string }{
		{"blurbed", "Person -> Work", "use capitals"},
		{"BLURBED", "Person", "Person -> Organization"},
		{"BLURBED", "Person -> Wrk", "did you mean Work"},
		{"BLURBED", "Person -> Money", "no entity type"},
		{"SNORED", "Person -> Work", "no lemma"},
	} {
		if _, err := Scaffold(extract.DefaultTypes(), Draft{tt.name, tt.is, lemmas}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %s: error %v, want one with %q", tt.name, tt.is, err, tt.want)
		}
	}
}
