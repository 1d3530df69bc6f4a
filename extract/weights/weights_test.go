package weights_test

import (
	"bytes"
	"slices"
	"testing"

	"dossier/extract/weights"
)

type header struct{ Format string }

func TestReadWrite(t *testing.T) {
	var b bytes.Buffer
	if err := weights.Write(&b, header{"a"}, []int8{1, -1, '\n'}); err != nil {
		t.Fatal(err)
	}
	var h header
	got, err := weights.Read(b.Bytes(), &h)
	if err != nil || h.Format != "a" || !slices.Equal(got, []byte{1, 255, '\n'}) {
		t.Error(h, got, err)
	}
	for _, bad := range []string{"", `{"Format":"a"}`, "{\n", "\n\n"} {
		if _, err := weights.Read([]byte(bad), &h); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
