package gazetteer

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// An index is laid out as
//
//	header   magic, checksum, counts and where the parts begin
//	slots    a hash table with open addressing: hash, value
//	names    one an entry of the text: its bytes and the entries it may mean
//	entries  by id: id, type, name to show, links
//	starts   where each name and each entry begins, 4 bytes each
//
// all integers little-endian, those within names and entries as varints. A value
// is 1 if names go on from here, plus twice the number of the name that ends here,
// counted from 1.
const (
	magic      = "dossier gazetteer 1\n"
	headerSize = 128
	slotSize   = 12
)

// A header says where the parts of an index are.
type header struct {
	Checksum                                            [26]byte
	_                                                   [6]byte
	Slots, Names, Entries                               uint64 // counts
	NameBytes, EntryBytes, NameStarts, EntryStarts, End uint64 // offsets in the file
}

// build lays out the index of entries, which it sorts by id. Ids are unique.
func build(entries []Entry, checksum string) ([]byte, error) {
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	type pair struct {
		name  string
		entry int
	}
	var pairs []pair
	for i, e := range entries {
		for _, n := range e.Names {
			pairs = append(pairs, pair{straight(n), i})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.entry, b.entry))
	})
	pairs = slices.Compact(pairs)

	var names, ents bytes.Buffer
	var nameStarts, entryStarts []uint32
	table := map[uint64]uint32{}
	for i := 0; i < len(pairs); {
		j := i
		for j < len(pairs) && pairs[j].name == pairs[i].name {
			j++
		}
		nameStarts = append(nameStarts, uint32(names.Len()))
		putString(&names, pairs[i].name)
		putUvarint(&names, uint64(j-i))
		for _, p := range pairs[i:j] {
			putUvarint(&names, uint64(p.entry))
		}
		beginnings(pairs[i].name, func(n int, hash uint64) bool {
			if n < len(pairs[i].name) {
				table[hash] |= 1
			} else {
				table[hash] |= uint32(len(nameStarts)) << 1
			}
			return true
		})
		i = j
	}
	for _, e := range entries {
		entryStarts = append(entryStarts, uint32(ents.Len()))
		for _, s := range []string{e.ID, e.Type, e.Names[0]} {
			putString(&ents, s)
		}
		putUvarint(&ents, uint64(len(e.Links)))
		for _, k := range slices.Sorted(maps.Keys(e.Links)) {
			putString(&ents, k)
			putString(&ents, e.Links[k])
		}
	}
	if names.Len() > math.MaxUint32 || ents.Len() > math.MaxUint32 || len(nameStarts) >= math.MaxInt32 {
		return nil, fmt.Errorf("gazetteer of %d names is too large; split it", len(pairs))
	}

	h := header{Slots: uint64(len(table))*3/2 + 1, Names: uint64(len(nameStarts)), Entries: uint64(len(entries))}
	copy(h.Checksum[:], checksum)
	h.NameBytes = headerSize + h.Slots*slotSize
	h.EntryBytes = h.NameBytes + uint64(names.Len())
	h.NameStarts = h.EntryBytes + uint64(ents.Len())
	h.EntryStarts = h.NameStarts + 4*h.Names
	h.End = h.EntryStarts + 4*h.Entries
	out := make([]byte, 0, h.End)
	head := bytes.NewBufferString(magic)
	if err := binary.Write(head, binary.LittleEndian, h); err != nil {
		return nil, err
	}
	out = append(append(out, head.Bytes()...), make([]byte, headerSize-head.Len())...)
	out = append(out, slots(table, h.Slots)...)
	out = append(append(out, names.Bytes()...), ents.Bytes()...)
	for _, starts := range [][]uint32{nameStarts, entryStarts} {
		for _, s := range starts {
			out = binary.LittleEndian.AppendUint32(out, s)
		}
	}
	return out, nil
}

// straight returns name with straight apostrophes.
func straight(name string) string { return strings.ReplaceAll(name, "’", "'") }

// slots lays the table out; its keys go in by size, so that the same names make
// the same bytes.
func slots(table map[uint64]uint32, n uint64) []byte {
	out := make([]byte, n*slotSize)
	for _, hash := range slices.Sorted(maps.Keys(table)) {
		i := slotOf(hash, n)
		for binary.LittleEndian.Uint64(out[i*slotSize:]) != 0 {
			i = (i + 1) % n
		}
		binary.LittleEndian.PutUint64(out[i*slotSize:], hash)
		binary.LittleEndian.PutUint32(out[i*slotSize+8:], table[hash])
	}
	return out
}

func putUvarint(b *bytes.Buffer, n uint64) { b.Write(binary.AppendUvarint(nil, n)) }

func putString(b *bytes.Buffer, s string) {
	putUvarint(b, uint64(len(s)))
	b.WriteString(s)
}
