package clause

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// TestListErrors: each fault is reported with its file and line.
func TestListErrors(t *testing.T) {
	for _, tt := range []struct{ file, line, want string }{
		{"operators", "manage | v | nonesuch", `unknown class "nonesuch"`},
		{"operators", "manage | x | plan", `unknown part of speech "x", want v, n or a`},
		{"operators", "manage | v | plan | sometimes", `unknown restriction "sometimes", want clause or infinitive`},
		{"operators", "zz", "1 fields, want 3 to 4"},
		{"operators", " | v | plan", "the first field is empty"},
		{"operators", "plan | v | plan", "plan is listed twice"},
		{"classes", "odd | same | maybe", `unknown effect "maybe"`},
		{"classes", "odd | same | same | say", `"say": want act and stance`},
		{"modifiers", "odd | nonesuch", `unknown effect "nonesuch"`},
		{"modals", "odd | nonesuch", `unknown effect "nonesuch"`},
		{"events", "odd | - | of", `"of": want of-phrase: patient or of-phrase: agent`},
		{"results", "odd | same | nobody", `"nobody": want subject or object`},
		{"support", "odd | | agent", `"agent": want patient or nothing`},
		{"ties", "ally", "ally is listed twice"},
		{"idioms", "take | part | take part", "[take part] is listed twice"},
		{"composition", "odd .", "2 columns, want 13"},
		{"composition", "odd . . . . . . . . . . . maybe", `unknown nuance "maybe"`},
		{"composition", "same . . . . . . . . . . . .", "same is listed twice"},
	} {
		fsys := fstest.MapFS{}
		last := 0
		err := fs.WalkDir(embedded, "lists", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := embedded.ReadFile(path)
			if path == "lists/"+tt.file+".txt" {
				last = strings.Count(string(text), "\n") + 1
				text = append(text, tt.line...)
			}
			fsys[path] = &fstest.MapFile{Data: text}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = readLists(fsys)
		want := (&lineError{"lists/" + tt.file + ".txt", last, tt.want}).Error()
		if err == nil || err.Error() != want {
			t.Errorf("%s %q: %v\nwant %s", tt.file, tt.line, err, want)
		}
	}
	if _, err := readLists(fstest.MapFS{}); err == nil {
		t.Error("no lists, no error")
	}
}

func TestChecksum(t *testing.T) {
	if a, b := Checksum(), Checksum(); a != b || len(a) != 26 {
		t.Errorf("checksums %q, %q", a, b)
	}
}
