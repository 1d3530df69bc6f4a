package spacy

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// floret says how to find a word's vector in a table without keys: it is the mean
// of rows that the hashes of the word and of the runs of letters in it select.
type floret struct {
	MinN      int    `json:"minn"` // length of a run, in characters
	MaxN      int    `json:"maxn"`
	HashCount int    `json:"hash_count"`
	HashSeed  uint32 `json:"hash_seed"`
	BOW       string `json:"bow"` // put before the word
	EOW       string `json:"eow"` // and after it
	Attr      uint64 `json:"attr"`
}

// readFloret reads vectors.cfg.
func readFloret(data []byte) (*floret, error) {
	f := &floret{BOW: "<", EOW: ">", Attr: attrIDOrth}
	if err := json.Unmarshal(data, f); err != nil {
		return nil, err
	}
	const maxRun = 64
	if f.MinN < 1 || f.MaxN < f.MinN || f.MaxN > maxRun || f.HashCount < 1 || f.HashCount > 4 {
		return nil, fmt.Errorf("runs of %d to %d characters with %d hashes are not supported", f.MinN, f.MaxN, f.HashCount)
	}
	switch f.Attr {
	case attrIDOrth, attrIDLower, attrIDNorm:
		return f, nil
	}
	return nil, fmt.Errorf("vectors of the attribute of number %d are not supported", f.Attr)
}

// The attributes that vectors may be of, by spaCy's numbers.
const (
	attrIDOrth  = 65
	attrIDLower = 66
	attrIDNorm  = 67
)

// word returns what of a word the vectors are of.
func (f *floret) word(lex *lexeme) string {
	switch f.Attr {
	case attrIDLower:
		return lex.lower
	case attrIDNorm:
		return lex.norm
	}
	return lex.text
}

// vector returns the mean of the word's rows; nil for the empty word.
func (f *floret) vector(v *vectors, word string) []float32 {
	if word == "" {
		return nil
	}
	word = f.BOW + word + f.EOW
	starts := make([]int, 0, len(word)+1) // of characters, and the end
	for i := range word {
		starts = append(starts, i)
	}
	starts = append(starts, len(word))
	chars := utf8.RuneCountInString(word)
	count := 1 // of runs
	for n := f.MinN; n <= min(f.MaxN, chars); n++ {
		count += chars - n + 1
	}
	mean := make([]float32, v.width)
	scale := float32(1 / float64(count*f.HashCount))
	add := func(run string) {
		h1, h2 := hash128(run, f.HashSeed)
		for _, hash := range []uint32{uint32(h1), uint32(h1 >> 32), uint32(h2), uint32(h2 >> 32)}[:f.HashCount] {
			row := int(hash % uint32(v.table))
			for i, value := range v.data[row*v.width : (row+1)*v.width] {
				mean[i] += float32(scale * value)
			}
		}
	}
	add(word)
	for n := f.MinN; n <= min(f.MaxN, chars); n++ {
		for i := range chars - n + 1 {
			add(word[starts[i]:starts[i+n]])
		}
	}
	return mean
}

// hash128 is Austin Appleby's MurmurHash3 of 128 bits for 64-bit machines.
func hash128(s string, seed uint32) (h1, h2 uint64) {
	const c1, c2 = 0x87c37b91114253d5, 0x4cf5ad432745937f
	h1, h2 = uint64(seed), uint64(seed)
	size := uint64(len(s))
	in1 := func(k uint64) { h1 ^= bits.RotateLeft64(k*c1, 31) * c2 }
	in2 := func(k uint64) { h2 ^= bits.RotateLeft64(k*c2, 33) * c1 }
	for ; len(s) >= 16; s = s[16:] {
		in1(binary.LittleEndian.Uint64([]byte(s[:8])))
		h1 = (bits.RotateLeft64(h1, 27)+h2)*5 + 0x52dce729
		in2(binary.LittleEndian.Uint64([]byte(s[8:16])))
		h2 = (bits.RotateLeft64(h2, 31)+h1)*5 + 0x38495ab5
	}
	var tail [16]byte
	copy(tail[:], s)
	in2(binary.LittleEndian.Uint64(tail[8:]))
	in1(binary.LittleEndian.Uint64(tail[:8]))
	h1 ^= size
	h2 ^= size
	h1 += h2
	h2 += h1
	h1, h2 = mix64(h1), mix64(h2)
	h1 += h2
	return h1, h2 + h1
}
