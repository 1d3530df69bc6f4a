package msgpack

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"
)

// Kind is the type of a value.
type Kind uint8

// The kinds of values. Invalid is also the kind at the end of the input and after an error.
const (
	Invalid Kind = iota
	Nil
	Bool
	Int
	Float
	Str
	Bin
	Array
	Map
)

func (k Kind) String() string {
	return [...]string{"invalid value", "nil", "boolean", "integer", "float", "string", "binary", "array", "map"}[k]
}

// maxDepth bounds how deep Skip follows nested arrays and maps.
const maxDepth = 64

var errShort = errors.New("input ends within a value")

// A Decoder reads values from a byte slice, one after the other.
type Decoder struct {
	data []byte
	pos  int
	err  error
	text string // data as a string, if strings are to share its memory
}

// NewDecoder returns a Decoder over data, which must not change while in use.
func NewDecoder(data []byte) *Decoder { return &Decoder{data: data} }

// ShareStrings makes Str return parts of one copy of the input: for files that
// are little else than strings which are all kept.
func (d *Decoder) ShareStrings() { d.text = string(d.data) }

// Err returns the first error met, with the byte position where the value began.
func (d *Decoder) Err() error { return d.err }

// End returns the first error met, or an error if input remains.
func (d *Decoder) End() error {
	if d.err == nil && d.pos != len(d.data) {
		d.fail(d.pos, fmt.Errorf("%d bytes follow the last value", len(d.data)-d.pos))
	}
	return d.err
}

// Fail records err, found by the caller in a value just read, unless an earlier error stands.
func (d *Decoder) Fail(err error) { d.fail(d.pos, err) }

func (d *Decoder) fail(pos int, err error) {
	if d.err == nil {
		d.err = fmt.Errorf("msgpack: byte %d: %w", pos, err)
	}
}

// Kind returns the kind of the next value without reading it.
func (d *Decoder) Kind() Kind {
	if d.err != nil || d.pos >= len(d.data) {
		return Invalid
	}
	switch c := d.data[d.pos]; {
	case c <= 0x7f || c >= 0xe0 || c >= 0xcc && c <= 0xd3:
		return Int
	case c <= 0x8f || c == 0xde || c == 0xdf:
		return Map
	case c <= 0x9f || c == 0xdc || c == 0xdd:
		return Array
	case c <= 0xbf || c >= 0xd9 && c <= 0xdb:
		return Str
	case c == 0xc0:
		return Nil
	case c == 0xc2 || c == 0xc3:
		return Bool
	case c >= 0xc4 && c <= 0xc6:
		return Bin
	case c == 0xca || c == 0xcb:
		return Float
	}
	return Invalid // 0xc1 is unused; extension types do not occur in models
}

// open checks that the next value is of the wanted kind and returns its first byte.
func (d *Decoder) open(want Kind) (c byte, ok bool) {
	if d.err != nil {
		return 0, false
	}
	if d.pos >= len(d.data) {
		d.fail(d.pos, errShort)
		return 0, false
	}
	if k := d.Kind(); k != want {
		d.fail(d.pos, fmt.Errorf("%v where %v should stand", k, want))
		return 0, false
	}
	c = d.data[d.pos]
	d.pos++
	return c, true
}

// take returns the next n bytes.
func (d *Decoder) take(n uint64) []byte {
	if d.err != nil {
		return nil
	}
	if n > uint64(len(d.data)-d.pos) {
		d.fail(d.pos, errShort)
		return nil
	}
	b := d.data[d.pos : d.pos+int(n) : d.pos+int(n)]
	d.pos += int(n)
	return b
}

// uint reads a big-endian number of width bytes.
func (d *Decoder) uint(width int) uint64 {
	b := d.take(uint64(width))
	if b == nil {
		return 0
	}
	switch width {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.BigEndian.Uint16(b))
	case 4:
		return uint64(binary.BigEndian.Uint32(b))
	}
	return binary.BigEndian.Uint64(b)
}

// Nil reads a nil.
func (d *Decoder) Nil() { d.open(Nil) }

// Bool reads a boolean.
func (d *Decoder) Bool() bool {
	c, _ := d.open(Bool)
	return c == 0xc3
}

// Uint64 reads an integer; negative ones are an error.
func (d *Decoder) Uint64() uint64 {
	u, negative := d.integer()
	if negative {
		d.fail(d.pos, errors.New("negative number where none may stand"))
		return 0
	}
	return u
}

// Int reads an integer that fits an int.
func (d *Decoder) Int() int {
	u, negative := d.integer()
	if !negative && u > math.MaxInt || negative && (int64(u) > 0 || int64(int(int64(u))) != int64(u)) {
		d.fail(d.pos, errors.New("integer out of range"))
		return 0
	}
	return int(int64(u))
}

// Integer reads any integer; big says that it is beyond int64, and n its bits.
func (d *Decoder) Integer() (n int64, big bool) {
	u, negative := d.integer()
	return int64(u), !negative && u > math.MaxInt64
}

// integer returns an integer's bits and whether it is negative.
func (d *Decoder) integer() (u uint64, negative bool) {
	c, ok := d.open(Int)
	switch {
	case !ok:
		return 0, false
	case c <= 0x7f:
		return uint64(c), false
	case c >= 0xe0:
		return uint64(int64(int8(c))), true
	case c <= 0xcf:
		return d.uint(1 << (c - 0xcc)), false
	}
	var s int64
	switch u := d.uint(1 << (c - 0xd0)); c {
	case 0xd0:
		s = int64(int8(u))
	case 0xd1:
		s = int64(int16(u))
	case 0xd2:
		s = int64(int32(u))
	default:
		s = int64(u)
	}
	return uint64(s), s < 0
}

// Float reads a float of either width.
func (d *Decoder) Float() float64 {
	switch c, ok := d.open(Float); {
	case !ok:
		return 0
	case c == 0xca:
		return float64(math.Float32frombits(uint32(d.uint(4))))
	}
	return math.Float64frombits(d.uint(8))
}

// Str reads a string, which must be valid UTF-8.
func (d *Decoder) Str() string {
	start := d.pos
	c, ok := d.open(Str)
	if !ok {
		return ""
	}
	n := uint64(c & 31)
	if c >= 0xd9 {
		n = d.uint(1 << (c - 0xd9))
	}
	b := d.take(n)
	if !utf8.Valid(b) {
		d.fail(start, errors.New("string is not UTF-8"))
		return ""
	}
	if d.text != "" {
		return d.text[d.pos-len(b) : d.pos]
	}
	return string(b)
}

// Bin reads a binary value: a part of the input, not a copy.
func (d *Decoder) Bin() []byte {
	c, ok := d.open(Bin)
	if !ok {
		return nil
	}
	return d.take(d.uint(1 << (c - 0xc4)))
}

// Array reads the head of an array and returns the number of values that follow.
func (d *Decoder) Array() int { return d.length(Array, 0x0f, 0xdc, 1) }

// Map reads the head of a map and returns the number of pairs that follow: key, value, key, value.
func (d *Decoder) Map() int { return d.length(Map, 0x0f, 0xde, 2) }

// length reads the head of a container whose items take at least size bytes each,
// so that no count can exceed what the input can hold.
func (d *Decoder) length(kind Kind, mask, wide byte, size uint64) int {
	start := d.pos
	c, ok := d.open(kind)
	if !ok {
		return 0
	}
	n := uint64(c & mask)
	if c >= wide {
		n = d.uint(2 << (c - wide))
	}
	if n*size > uint64(len(d.data)-d.pos) {
		d.fail(start, fmt.Errorf("%v of %d items: %w", kind, n, errShort))
		return 0
	}
	return int(n)
}

// Skip reads one value of any kind, with all it holds.
func (d *Decoder) Skip() { d.skip(maxDepth) }

func (d *Decoder) skip(depth int) {
	if depth == 0 {
		d.fail(d.pos, errors.New("nested too deep"))
		return
	}
	n := 0
	switch d.Kind() {
	case Nil:
		d.Nil()
	case Bool:
		d.Bool()
	case Int:
		d.integer()
	case Float:
		d.Float()
	case Str:
		d.Str()
	case Bin:
		d.Bin()
	case Array:
		n = d.Array()
	case Map:
		n = 2 * d.Map()
	default:
		if d.pos >= len(d.data) {
			d.fail(d.pos, errShort)
		} else {
			d.fail(d.pos, fmt.Errorf("unknown type byte %#x", d.data[d.pos]))
		}
	}
	for i := 0; i < n && d.err == nil; i++ {
		d.skip(depth - 1)
	}
}
