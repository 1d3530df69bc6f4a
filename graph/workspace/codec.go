package workspace

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"dossier/extract"
	"dossier/graph/resolve"
)

// Every edit of a rule reads the large layers of many documents. So these are no
// JSON but a list of numbers in which each text stands once, after a mark and a
// hash of the types they are made of:
//
//	struct   its fields in order
//	slice    count+1, 0 for nil, then its elements
//	map      the same, key and value, by key
//	pointer  0 for nil, or 1 and what it points to
//	string   0, length and bytes where it is new, else its number, from 1
//	int      variable length, signed; bool, count: unsigned
//	float    its 64 bits
//
// A layer of other types than those of this program is stale, not damaged: see
// [Tx.SetFormats].

// codecMark begins a layer in this format; no JSON begins so.
const codecMark = 1

// errFormat says that a layer was stored by a program with other types.
var errFormat = errors.New("it was stored by another version; run: dossier apply")

var errCodec = errors.New("it breaks off or makes no sense")

// A codec stores values of one list of types.
type codec struct {
	types  []reflect.Type
	schema [8]byte
	enc    []func(*encoder, reflect.Value)
	dec    []func(*decoder, reflect.Value)
}

// newCodec makes the codec of what parts point to. It panics on a kind of type
// that the format does not know.
func newCodec(parts []any) *codec {
	c := &codec{}
	var schema strings.Builder
	for _, p := range parts {
		t := reflect.TypeOf(p).Elem()
		enc, dec := compile(t, &schema)
		c.types, c.enc, c.dec = append(c.types, t), append(c.enc, enc), append(c.dec, dec)
	}
	copy(c.schema[:], extract.Hash("format", schema.String()))
	return c
}

// newCodecs makes those of the layers.
func newCodecs() *[Steps]*codec {
	var list [Steps]*codec
	for i, parts := range layers(&extract.Analysis{}) {
		list[i] = newCodec(parts)
	}
	list[Summary] = newCodec([]any{&resolve.Summary{}})
	return &list
}

// SetFormats makes the layers stale that were stored by a program with other
// types: nobody can read them.
func (t *Tx) SetFormats() error {
	for i, c := range t.w.codecs {
		name, is := "format of "+Step(i).String(), hex.EncodeToString(c.schema[:])
		was, err := t.Setting(name)
		if err != nil {
			return err
		}
		if was != "" && was != is {
			t.moved = true
			if _, err := t.exec("UPDATE layer SET fingerprint = '' WHERE step = ?", i); err != nil {
				return err
			}
		}
		if err := t.Set(name, is); err != nil {
			return err
		}
	}
	return nil
}

// encode returns what parts point to.
func (c *codec) encode(parts []any) ([]byte, error) {
	e := &encoder{b: append([]byte{codecMark}, c.schema[:]...), known: map[string]uint64{}}
	for i, p := range parts {
		c.enc[i](e, reflect.ValueOf(p).Elem())
	}
	return e.b, e.err
}

// decode fills what parts point to.
func (c *codec) decode(b []byte, parts []any) error {
	if len(b) <= len(c.schema) || string(b[1:1+len(c.schema)]) != string(c.schema[:]) {
		return errFormat
	}
	d := &decoder{b: b[1+len(c.schema):]}
	for i, p := range parts {
		c.dec[i](d, reflect.ValueOf(p).Elem())
	}
	if d.err == nil && len(d.b) > 0 {
		d.err = errCodec
	}
	return d.err
}

type encoder struct {
	b     []byte
	known map[string]uint64
	err   error // a number that is none: it has no place in a record
}

func (e *encoder) uint(n uint64) { e.b = binary.AppendUvarint(e.b, n) }

func (e *encoder) text(s string) {
	if n, ok := e.known[s]; ok {
		e.uint(n)
		return
	}
	e.known[s] = uint64(len(e.known) + 1)
	e.uint(0)
	e.uint(uint64(len(s)))
	e.b = append(e.b, s...)
}

// A decoder yields zeroes after an error.
type decoder struct {
	b     []byte
	texts []string
	err   error
}

func (d *decoder) fail() { d.err, d.b = errCodec, nil }

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.b)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) int() int64 {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return n
}

// count is never more than what is left can hold, so that memory is bounded.
func (d *decoder) count() (n int, null bool) {
	c := d.uint()
	if c > 0 && c-1 > uint64(len(d.b)) {
		d.fail()
	}
	if c == 0 || d.err != nil {
		return 0, true
	}
	return int(c - 1), false
}

func (d *decoder) text() string {
	if n := d.uint(); n > 0 {
		if n > uint64(len(d.texts)) {
			d.fail()
			return ""
		}
		return d.texts[n-1]
	}
	size := d.uint()
	if d.err != nil || size > uint64(len(d.b)) {
		d.fail()
		return ""
	}
	s := string(d.b[:size])
	d.b = d.b[size:]
	d.texts = append(d.texts, s)
	return s
}

// compile returns how values of type t are stored, and describes t in schema.
func compile(t reflect.Type, schema *strings.Builder) (func(*encoder, reflect.Value), func(*decoder, reflect.Value)) {
	fmt.Fprintf(schema, "%s ", t.Kind())
	switch t.Kind() {
	case reflect.String:
		return func(e *encoder, v reflect.Value) { e.text(v.String()) },
			func(d *decoder, v reflect.Value) { v.SetString(d.text()) }
	case reflect.Int:
		return func(e *encoder, v reflect.Value) { e.b = binary.AppendVarint(e.b, v.Int()) },
			func(d *decoder, v reflect.Value) { v.SetInt(d.int()) }
	case reflect.Bool:
		return func(e *encoder, v reflect.Value) {
				n := uint64(0)
				if v.Bool() {
					n = 1
				}
				e.uint(n)
			},
			func(d *decoder, v reflect.Value) { v.SetBool(d.uint() == 1) }
	case reflect.Float64:
		return func(e *encoder, v reflect.Value) {
				if math.IsNaN(v.Float()) || math.IsInf(v.Float(), 0) {
					e.err = fmt.Errorf("%v is no number", v.Float())
				}
				e.b = binary.BigEndian.AppendUint64(e.b, math.Float64bits(v.Float()))
			},
			func(d *decoder, v reflect.Value) {
				if len(d.b) < 8 {
					d.fail()
					return
				}
				v.SetFloat(math.Float64frombits(binary.BigEndian.Uint64(d.b)))
				d.b = d.b[8:]
			}
	case reflect.Struct:
		return compileStruct(t, schema)
	case reflect.Slice:
		return compileSlice(t, schema)
	case reflect.Map:
		return compileMap(t, schema)
	case reflect.Pointer:
		enc, dec := compile(t.Elem(), schema)
		return func(e *encoder, v reflect.Value) {
				if v.IsNil() {
					e.uint(0)
					return
				}
				e.uint(1)
				enc(e, v.Elem())
			}, func(d *decoder, v reflect.Value) {
				if d.uint() == 1 {
					v.Set(reflect.New(t.Elem()))
					dec(d, v.Elem())
				}
			}
	}
	panic(fmt.Sprintf("workspace: no format for %s", t))
}

func compileStruct(t reflect.Type, schema *strings.Builder) (func(*encoder, reflect.Value), func(*decoder, reflect.Value)) {
	n := t.NumField()
	encs, decs := make([]func(*encoder, reflect.Value), n), make([]func(*decoder, reflect.Value), n)
	schema.WriteString("{")
	for i := range n {
		f := t.Field(i)
		if !f.IsExported() {
			panic(fmt.Sprintf("workspace: no format for field %s of %s", f.Name, t))
		}
		schema.WriteString(f.Name + " ")
		encs[i], decs[i] = compile(f.Type, schema)
	}
	schema.WriteString("}")
	return func(e *encoder, v reflect.Value) {
			for i, enc := range encs {
				enc(e, v.Field(i))
			}
		}, func(d *decoder, v reflect.Value) {
			for i, dec := range decs {
				dec(d, v.Field(i))
			}
		}
}

func compileSlice(t reflect.Type, schema *strings.Builder) (func(*encoder, reflect.Value), func(*decoder, reflect.Value)) {
	enc, dec := compile(t.Elem(), schema)
	return func(e *encoder, v reflect.Value) {
			if v.IsNil() {
				e.uint(0)
				return
			}
			e.uint(uint64(v.Len()) + 1)
			for i := range v.Len() {
				enc(e, v.Index(i))
			}
		}, func(d *decoder, v reflect.Value) {
			n, null := d.count()
			if null {
				return
			}
			v.Set(reflect.MakeSlice(t, n, n))
			for i := range n {
				dec(d, v.Index(i))
			}
		}
}

func compileMap(t reflect.Type, schema *strings.Builder) (func(*encoder, reflect.Value), func(*decoder, reflect.Value)) {
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("workspace: no format for %s", t))
	}
	enc, dec := compile(t.Elem(), schema)
	return func(e *encoder, v reflect.Value) {
			if v.IsNil() {
				e.uint(0)
				return
			}
			e.uint(uint64(v.Len()) + 1)
			keys := v.MapKeys()
			slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
			for _, k := range keys {
				e.text(k.String())
				enc(e, v.MapIndex(k))
			}
		}, func(d *decoder, v reflect.Value) {
			n, null := d.count()
			if null {
				return
			}
			v.Set(reflect.MakeMapWithSize(t, n))
			for range n {
				key := d.text()
				value := reflect.New(t.Elem()).Elem()
				dec(d, value)
				v.SetMapIndex(reflect.ValueOf(key).Convert(t.Key()), value)
			}
		}
}
