package msgpack_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"dossier/extract/spacy/msgpack"
)

func TestValues(t *testing.T) {
	type decoder = *msgpack.Decoder
	tests := []struct {
		data string
		read func(decoder) any
		want any
	}{
		{"\x00", func(d decoder) any { return d.Int() }, 0},
		{"\x7f", func(d decoder) any { return d.Int() }, 127},
		{"\xff", func(d decoder) any { return d.Int() }, -1},
		{"\xe0", func(d decoder) any { return d.Int() }, -32},
		{"\xcc\xff", func(d decoder) any { return d.Int() }, 255},
		{"\xcd\x01\x00", func(d decoder) any { return d.Int() }, 256},
		{"\xce\x00\x01\x00\x00", func(d decoder) any { return d.Int() }, 65536},
		{"\xcf\xff\xff\xff\xff\xff\xff\xff\xff", func(d decoder) any { return d.Uint64() }, uint64(math.MaxUint64)},
		{"\xd0\x80", func(d decoder) any { return d.Int() }, -128},
		{"\xd1\xff\x00", func(d decoder) any { return d.Int() }, -256},
		{"\xd2\xff\xff\x00\x00", func(d decoder) any { return d.Int() }, -65536},
		{"\xd3\x80\x00\x00\x00\x00\x00\x00\x00", func(d decoder) any { return d.Int() }, math.MinInt64},
		{"\xd3\x00\x00\x00\x00\x00\x00\x00\x05", func(d decoder) any { return d.Uint64() }, uint64(5)},
		{"\xca\x3f\x80\x00\x00", func(d decoder) any { return d.Float() }, 1.0},
		{"\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00", func(d decoder) any { return d.Float() }, 1.5},
		{"\xc2", func(d decoder) any { return d.Bool() }, false},
		{"\xc3", func(d decoder) any { return d.Bool() }, true},
		{"\xa3abc", func(d decoder) any { return d.Str() }, "abc"},
		{"\xd9\x01x", func(d decoder) any { return d.Str() }, "x"},
		{"\xda\x00\x02é", func(d decoder) any { return d.Str() }, "é"},
		{"\xdb\x00\x00\x00\x00", func(d decoder) any { return d.Str() }, ""},
		{"\xc4\x02\xff\x00", func(d decoder) any { return string(d.Bin()) }, "\xff\x00"},
		{"\xc5\x00\x01x", func(d decoder) any { return string(d.Bin()) }, "x"},
		{"\xc6\x00\x00\x00\x01x", func(d decoder) any { return string(d.Bin()) }, "x"},
		{"\x92\x01\x02", func(d decoder) any { return [3]int{d.Array(), d.Int(), d.Int()} }, [3]int{2, 1, 2}},
		{"\xdc\x00\x01\x05", func(d decoder) any { return [2]int{d.Array(), d.Int()} }, [2]int{1, 5}},
		{"\xdd\x00\x00\x00\x00", func(d decoder) any { return d.Array() }, 0},
		{"\x81\x01\x02", func(d decoder) any { return [3]int{d.Map(), d.Int(), d.Int()} }, [3]int{1, 1, 2}},
		{"\xde\x00\x00", func(d decoder) any { return d.Map() }, 0},
		{"\xdf\x00\x00\x00\x01\x01\x02", func(d decoder) any { return [3]int{d.Map(), d.Int(), d.Int()} }, [3]int{1, 1, 2}},
		{"\xc0\x01", func(d decoder) any { d.Nil(); return d.Int() }, 1},
		{"\x82\xa1a\x93\xc0\xc3\xcb12345678\xc4\x01x\x81\x01\xff\x07", func(d decoder) any { d.Skip(); return d.Int() }, 7},
	}
	for _, test := range tests {
		d := msgpack.NewDecoder([]byte(test.data))
		if got := test.read(d); got != test.want || d.End() != nil {
			t.Errorf("%x: %v, %v; want %v", test.data, got, d.End(), test.want)
		}
	}
}

func TestErrors(t *testing.T) {
	type decoder = *msgpack.Decoder
	tests := []struct {
		data string
		read func(decoder)
		want string
	}{
		{"", func(d decoder) { d.Int() }, "byte 0: input ends within a value"},
		{"\x01\x02", func(d decoder) { d.Int() }, "byte 1: 1 bytes follow the last value"},
		{"\xa1", func(d decoder) { d.Str() }, "byte 1: input ends within a value"},
		{"\xa2\xff\xfe", func(d decoder) { d.Str() }, "byte 0: string is not UTF-8"},
		{"\xc0", func(d decoder) { d.Str() }, "byte 0: nil where string should stand"},
		{"\x01", func(d decoder) { d.Map() }, "byte 0: integer where map should stand"},
		{"\xff", func(d decoder) { d.Uint64() }, "negative number where none may stand"},
		{"\xcf\xff\xff\xff\xff\xff\xff\xff\xff", func(d decoder) { d.Int() }, "integer out of range"},
		{"\xdd\xff\xff\xff\xff", func(d decoder) { d.Array() }, "byte 0: array of 4294967295 items: input ends within a value"},
		{"\xdf\x00\x00\x00\x02\x01\x02\x03", func(d decoder) { d.Map() }, "byte 0: map of 2 items: input ends within a value"},
		{"\xc6\xff\xff\xff\xff", func(d decoder) { d.Bin() }, "byte 5: input ends within a value"},
		{"\xc1", func(d decoder) { d.Skip() }, "byte 0: unknown type byte 0xc1"},
		{"\xd4\x01\x02", func(d decoder) { d.Skip() }, "byte 0: unknown type byte 0xd4"},
		{strings.Repeat("\x91", 100) + "\x01", func(d decoder) { d.Skip() }, "nested too deep"},
		{"\x92\x01", func(d decoder) { d.Skip() }, "input ends within a value"},
	}
	for _, test := range tests {
		d := msgpack.NewDecoder([]byte(test.data))
		test.read(d)
		err := d.End()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%x: error %v, want one with %q", test.data, err, test.want)
		}
		// The first error stays, and nothing is read after it.
		if d.Err() != nil && (d.Int() != 0 || d.Str() != "" || d.Kind() != msgpack.Invalid || d.End() != err) {
			t.Errorf("%x: read on after %v", test.data, err)
		}
	}
}

// FuzzDecoder reads any input by its kinds: no panic, and never past the end.
func FuzzDecoder(f *testing.F) {
	f.Add([]byte("\x82\xa1a\x93\xc0\xc3\xcb12345678\xc4\x01x\x81\x01\xff"))
	f.Add([]byte("\xdd\xff\xff\xff\xff"))
	f.Add([]byte("\xcf\x00\x00\x00\x00\x00\x00\x00\x01\xd3\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := msgpack.NewDecoder(data)
		values := 0
		for d.Kind() != msgpack.Invalid {
			switch d.Kind() {
			case msgpack.Nil:
				d.Nil()
			case msgpack.Bool:
				d.Bool()
			case msgpack.Int:
				d.Int()
			case msgpack.Float:
				d.Float()
			case msgpack.Str:
				if s := d.Str(); !bytes.Contains(data, []byte(s)) {
					t.Fatalf("string %q is not in the input", s)
				}
			case msgpack.Bin:
				d.Bin()
			case msgpack.Array:
				if n := d.Array(); n > len(data) {
					t.Fatalf("array of %d values in %d bytes", n, len(data))
				}
			case msgpack.Map:
				if n := d.Map(); 2*n > len(data) {
					t.Fatalf("map of %d pairs in %d bytes", n, len(data))
				}
			}
			if values++; values > len(data) {
				t.Fatalf("more values than bytes")
			}
		}
		// Skip and the typed readers agree on what can be read.
		s := msgpack.NewDecoder(data)
		for s.Err() == nil && s.Kind() != msgpack.Invalid {
			s.Skip()
		}
	})
}
