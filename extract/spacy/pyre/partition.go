package pyre

import (
	"cmp"
	"encoding/binary"
	"slices"
	"unicode"
)

// A partition divides all characters into kinds: those that no set of a pattern
// tells apart. A set is then a few bits, one for each kind.
type partition struct {
	pages  [(unicode.MaxRune + 1) >> 8]uint16 // by the upper bits of a character
	blocks [][256]uint16                      // kinds by the lower bits
	kinds  int
	bits   map[*set]bits
}

// bits holds a set of kinds.
type bits []uint64

func (b bits) has(kind uint16) bool { return b[kind>>6]&(1<<(kind&63)) != 0 }
func (b bits) add(kind uint16)      { b[kind>>6] |= 1 << (kind & 63) }

func (b bits) union(c bits) {
	for i := range b {
		b[i] |= c[i]
	}
}

func (p *partition) newBits() bits { return make(bits, (p.kinds+63)/64) }

// kind returns the kind of r.
func (p *partition) kind(r rune) uint16 { return p.blocks[p.pages[r>>8]][r&0xff] }

// newPartition returns the partition by sets, which must not be more than 1<<15.
func newPartition(sets []*set) *partition {
	type edge struct {
		at  rune
		set int // that begins or ends here
	}
	var edges []edge
	for i, s := range sets {
		for _, r := range s.ranges {
			edges = append(edges, edge{r[0], i}, edge{r[1] + 1, i})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })

	p := &partition{bits: make(map[*set]bits)}
	members := make(bits, (len(sets)+63)/64) // the sets that hold the characters from here
	signature := make([]byte, 8*len(members))
	kinds := make(map[string]uint16)
	var sample []rune // a character of each kind
	type span struct {
		start rune
		kind  uint16
	}
	spans := []span{}
	at := rune(0)
	for i := 0; ; {
		for ; i < len(edges) && edges[i].at == at; i++ {
			members[edges[i].set>>6] ^= 1 << (edges[i].set & 63)
		}
		for j, m := range members {
			binary.LittleEndian.PutUint64(signature[8*j:], m)
		}
		kind, ok := kinds[string(signature)]
		if !ok {
			kind = uint16(len(kinds))
			kinds[string(signature)] = kind
			sample = append(sample, at)
		}
		spans = append(spans, span{at, kind})
		if i == len(edges) || edges[i].at > unicode.MaxRune {
			break
		}
		at = edges[i].at
	}
	p.kinds = len(kinds)

	uniform := make(map[uint16]uint16) // kind to the block of nothing else
	i := 0
	for page := range p.pages {
		first, last := rune(page)<<8, rune(page)<<8|0xff
		for i+1 < len(spans) && spans[i+1].start <= first {
			i++
		}
		whole := i+1 == len(spans) || spans[i+1].start > last
		if block, ok := uniform[spans[i].kind]; whole && ok {
			p.pages[page] = block
			continue
		}
		p.pages[page] = uint16(len(p.blocks))
		if whole {
			uniform[spans[i].kind] = uint16(len(p.blocks))
		}
		var block [256]uint16
		for r := first; r <= last; r++ {
			for i+1 < len(spans) && spans[i+1].start <= r {
				i++
			}
			block[r-first] = spans[i].kind
		}
		p.blocks = append(p.blocks, block)
	}
	for _, s := range sets {
		b := p.newBits()
		for kind, r := range sample {
			if s.has(r) {
				b.add(uint16(kind))
			}
		}
		p.bits[s] = b
	}
	return p
}
