package gazetteer

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"sort"
	"unsafe"
)

// An index answers from the bytes of one, which may be a file mapped into memory.
// What is wrong in them gives no answer, but no panic.
type index struct {
	data []byte
	header
}

var errDamaged = errors.New("the index is damaged")

// openIndex checks the header of data.
func openIndex(data []byte) (*index, error) {
	x := &index{data: data}
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return nil, errDamaged
	}
	if err := binary.Read(bytes.NewReader(data[len(magic):headerSize]), binary.LittleEndian, &x.header); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	size := uint64(len(data))
	h := &x.header
	if h.End != size || h.Slots == 0 || h.Slots > size || h.Names > size || h.Entries > size ||
		h.NameBytes != headerSize+h.Slots*slotSize || h.EntryBytes < h.NameBytes || h.NameStarts < h.EntryBytes ||
		h.EntryStarts != h.NameStarts+4*h.Names || h.End != h.EntryStarts+4*h.Entries {
		return nil, errDamaged
	}
	return x, nil
}

// slotOf maps a hash to the n slots evenly.
func slotOf(hash, n uint64) uint64 {
	hi, _ := bits.Mul64(hash, n)
	return hi
}

// value returns what the table says of a beginning, 0 if it is none.
func (x *index) value(hash uint64) uint32 {
	i := slotOf(hash, x.Slots)
	for range x.Slots {
		s := x.data[headerSize+i*slotSize:][:slotSize]
		switch binary.LittleEndian.Uint64(s) {
		case hash:
			return binary.LittleEndian.Uint32(s[8:])
		case 0:
			return 0
		}
		if i++; i == x.Slots {
			i = 0
		}
	}
	return 0
}

// longest finds the longest name that text begins with and that fits.
func (x *index) longest(text string, fits func(n int) bool) (name, n int, ok bool) {
	var ends [16]struct{ name, n int } // the last of those that end a name
	count := 0
	beginnings(text, func(n int, hash uint64) bool {
		v := x.value(hash)
		if v>>1 > 0 {
			ends[count%len(ends)] = struct{ name, n int }{int(v>>1) - 1, n}
			count++
		}
		return v&1 != 0
	})
	for i := count - 1; i >= 0 && i >= count-len(ends); i-- {
		e := ends[i%len(ends)]
		if fits(e.n) && same(text[:e.n], x.name(e.name).text) {
			return e.name, e.n, true
		}
	}
	return 0, 0, false
}

// A nameRecord is one name with the entries that go by it.
type nameRecord struct {
	text    string
	entries []int
}

func (x *index) name(i int) nameRecord {
	r := x.reader(i, x.Names, x.NameStarts, x.NameBytes, x.EntryBytes)
	out := nameRecord{text: r.string()}
	for n := r.uvarint(); n > 0 && !r.bad; n-- {
		out.entries = append(out.entries, int(r.uvarint()))
	}
	if r.bad {
		return nameRecord{}
	}
	return out
}

// entry returns the i-th entry by id, with the name to show only.
func (x *index) entry(i int) Entry {
	r := x.reader(i, x.Entries, x.EntryStarts, x.EntryBytes, x.NameStarts)
	e := Entry{ID: r.string(), Type: r.string(), Names: []string{r.string()}}
	n := r.uvarint()
	for ; n > 0 && !r.bad; n-- {
		if e.Links == nil {
			e.Links = map[string]string{}
		}
		k := r.string()
		e.Links[k] = r.string()
	}
	if r.bad {
		return Entry{}
	}
	return e
}

// find returns the entry with an id.
func (x *index) find(id string) (Entry, bool) {
	n := int(x.Entries)
	i := sort.Search(n, func(i int) bool { return x.entry(i).ID >= id })
	if i == n {
		return Entry{}, false
	}
	e := x.entry(i)
	return e, e.ID == id
}

// A record is the rest of a name or an entry.
type record struct {
	data []byte
	bad  bool
}

// reader returns the record that is the i-th of n, by the table of where they
// start; they lie between first and last.
func (x *index) reader(i int, n, starts, first, last uint64) *record {
	if i < 0 || uint64(i) >= n {
		return &record{bad: true}
	}
	at := first + uint64(binary.LittleEndian.Uint32(x.data[starts+4*uint64(i):]))
	if at > last {
		return &record{bad: true}
	}
	return &record{data: x.data[at:last]}
}

func (r *record) uvarint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.data, r.bad = nil, true
		return 0
	}
	r.data = r.data[n:]
	return v
}

// string returns a string that lies in the index itself.
func (r *record) string() string {
	n := r.uvarint()
	if n > uint64(len(r.data)) {
		r.data, r.bad = nil, true
		return ""
	}
	s := r.data[:n]
	r.data = r.data[n:]
	if len(s) == 0 {
		return ""
	}
	return unsafe.String(&s[0], len(s))
}
