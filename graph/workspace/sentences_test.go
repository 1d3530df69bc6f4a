package workspace

import (
	"reflect"
	"testing"

	"dossier/extract"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// fill gives every field below v a value drawn from rt, so that a field that is
// added later is not forgotten.
func fill(rt *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(rt, v.Field(i))
		}
	case reflect.Int:
		v.SetInt(int64(rapid.IntRange(-3, 1<<40).Draw(rt, "int")))
	case reflect.String:
		v.SetString(rapid.SampledFrom([]string{"", "a", "NOUN", "习近平", "\x00\xff"}).Draw(rt, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(rt, "bool"))
	case reflect.Slice:
		n := rapid.IntRange(-1, 4).Draw(rt, "length")
		if n < 0 {
			return // nil
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(rt, v.Index(i))
		}
	default:
		rt.Fatalf("a %s: teach fill and the format", v.Type())
	}
}

func TestSentencesComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var list []extract.Sentence
		fill(rt, reflect.ValueOf(&list).Elem())
		got, err := decodeSentences(encodeSentences(list))
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(list, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// What breaks off, or has something behind it, is an error.
func TestSentencesThatBreakOff(t *testing.T) {
	whole := encodeSentences([]extract.Sentence{{Tokens: []extract.Token{{Text: "Orix", Lemma: "orix", Space: true}, {Text: "won"}}}})
	for i := range whole {
		if _, err := decodeSentences(whole[:i]); err == nil {
			t.Errorf("%d of %d bytes are no error", i, len(whole))
		}
	}
	if _, err := decodeSentences(append(whole, 0)); err == nil {
		t.Error("a byte too many is no error")
	}
}

// Nothing that is read panics or takes memory without bound.
func FuzzDecodeSentences(f *testing.F) {
	f.Add([]byte{})
	f.Add(encodeSentences(nil))
	f.Add(encodeSentences([]extract.Sentence{{}, {Tokens: []extract.Token{{Text: "a"}, {Text: "a", Head: -1}}}}))
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := decodeSentences(b)
		if err != nil {
			return
		}
		again, err := decodeSentences(encodeSentences(list))
		if diff := cmp.Diff(list, again); err != nil || diff != "" {
			t.Fatal(err, diff)
		}
	})
}
