package workspace

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"dossier/extract"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// fill gives every field below v a value drawn from rt.
func fill(rt *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(rt, v.Field(i))
		}
	case reflect.Int:
		v.SetInt(int64(rapid.IntRange(-3, 1<<40).Draw(rt, "int")))
	case reflect.Float64:
		v.SetFloat(rapid.Float64Range(-1, 1).Draw(rt, "float"))
	case reflect.String:
		v.SetString(rapid.SampledFrom([]string{"", "a", "NOUN", "习近平", "\x00\xff"}).Draw(rt, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(rt, "bool"))
	case reflect.Pointer:
		if rapid.Bool().Draw(rt, "nil") {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(rt, v.Elem())
	case reflect.Slice:
		n := rapid.IntRange(-1, 2).Draw(rt, "length")
		if n < 0 {
			return // nil
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(rt, v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range rapid.IntRange(0, 2).Draw(rt, "entries") {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(rt, key)
			fill(rt, value)
			v.SetMapIndex(key, value)
		}
	default:
		rt.Fatalf("a %s: teach fill and the format", v.Type())
	}
}

func encoded(t interface{ Fatal(...any) }, c *codec, parts []any) []byte {
	b, err := c.encode(parts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What is no number has no place in a record.
func TestNumbersThatAreNone(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		parts := []any{&[]float64{x}}
		if _, err := newCodec(parts).encode(parts); err == nil {
			t.Errorf("%v is stored", x)
		}
	}
}

// Every field of every layer comes back, and equal values are equal bytes.
func TestLayersComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, got := &extract.Analysis{}, &extract.Analysis{}
		fill(rt, reflect.ValueOf(a).Elem())
		for i, parts := range layers(a) {
			c := newCodec(parts)
			b := encoded(rt, c, parts)
			if err := c.decode(b, layers(got)[i]); err != nil {
				rt.Fatal(err)
			}
			if string(b) != string(encoded(rt, c, layers(got)[i])) {
				rt.Fatal("equal values, other bytes")
			}
		}
		if diff := cmp.Diff(a, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestLayersThatBreakOff(t *testing.T) {
	a := sample("a", "Orix has 5.")
	for i, parts := range layers(a) {
		c := newCodec(parts)
		whole := encoded(t, c, parts)
		for n := range whole {
			if c.decode(whole[:n], layers(&extract.Analysis{})[i]) == nil {
				t.Errorf("%s: %d of %d bytes are no error", Step(i), n, len(whole))
			}
		}
		if err := c.decode(append(whole, 0), layers(&extract.Analysis{})[i]); !errors.Is(err, errCodec) {
			t.Errorf("%s: a byte too many: %v", Step(i), err)
		}
	}
}

// A field more, or of another name, is another format.
func TestFormatFollowsTypes(t *testing.T) {
	type one struct{ A, B int }
	type two struct{ A, C int }
	type three struct {
		A, B int
		C    string
	}
	x, y, z := []any{&one{}}, []any{&two{}}, []any{&three{}}
	b := encoded(t, newCodec(x), x)
	if err := newCodec(y).decode(b, y); !errors.Is(err, errFormat) {
		t.Errorf("another name: %v", err)
	}
	if err := newCodec(z).decode(b, z); !errors.Is(err, errFormat) {
		t.Errorf("a field more: %v", err)
	}
}

// Nothing that is read panics or takes memory without bound.
func FuzzDecodeLayer(f *testing.F) {
	parts := layers(&extract.Analysis{})[Propositions]
	c := newCodec(parts)
	f.Add(encoded(f, c, parts))
	f.Add(encoded(f, c, layers(sample("a", "Orix has 5."))[Propositions]))
	f.Add(append(encoded(f, c, parts), 0xff, 0xff, 0xff, 0xff, 0x0f))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, again := &extract.Analysis{}, &extract.Analysis{}
		if c.decode(b, layers(a)[Propositions]) != nil {
			return
		}
		if err := c.decode(encoded(t, c, layers(a)[Propositions]), layers(again)[Propositions]); err != nil {
			t.Fatal(err)
		}
	})
}
