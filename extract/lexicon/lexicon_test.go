package lexicon

import "testing"

func TestDefault(t *testing.T) {
	l, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(l.Entities()), len(l.Names()), l.Checksum())
}
