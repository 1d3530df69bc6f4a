package spacy

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strings"
)

// Strings are known to the networks and tables by a 64-bit id: a MurmurHash of
// the UTF-8 bytes, except that spaCy's reserved symbols (names of attributes, of
// parts of speech, of labels) have small fixed numbers.

// stringID returns the id of s.
func (v *stringStore) id(s string) uint64 {
	if n, ok := v.symbols[s]; ok {
		return n
	}
	return murmurHash64A(s, 1)
}

// symbol returns the reserved symbol of a number, "" if there is none.
func (v *stringStore) symbol(n uint64) string {
	for s, m := range v.symbols {
		if m == n {
			return s
		}
	}
	return ""
}

// A stringStore knows the reserved symbols.
type stringStore struct{ symbols map[string]uint64 }

func newStringStore() *stringStore {
	v := &stringStore{symbols: make(map[string]uint64, 460)}
	n := uint64(0)
	add := func(s string) { v.symbols[s] = n; n++ }
	add("")
	for s := range strings.FieldsSeq(symbolNames) {
		prefix, count, ok := strings.Cut(s, "*")
		if !ok {
			add(s)
			continue
		}
		// FLAG19*63 stands for FLAG19 ... FLAG63, DEPRECATED001*276 for 276 names of three digits.
		first, last := 0, 0
		name := strings.TrimRight(prefix, "0123456789")
		digits := len(prefix) - len(name)
		fmt.Sscan(strings.TrimLeft(prefix[len(name):], "0"), &first)
		fmt.Sscan(count, &last)
		for i := first; i <= last; i++ {
			add(fmt.Sprintf("%s%0*d", name, digits, i))
		}
	}
	return v
}

// symbolNames lists the reserved symbols in the order of their numbers, from 1.
const symbolNames = `
IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL
IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY FLAG19*63
ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD SENT_START SPACY PROB LANG
ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL SPACE
DEPRECATED001*276
PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL
acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass dep det dobj expl hmod hyph
infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss
possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl ENT_KB_ID MORPH ENT_ID IDX _`

// murmurHash64A is Austin Appleby's MurmurHash2 for 64-bit machines.
func murmurHash64A(s string, seed uint64) uint64 {
	const m = 0xc6a4a7935bd1e995
	h := seed ^ uint64(len(s))*m
	for ; len(s) >= 8; s = s[8:] {
		k := binary.LittleEndian.Uint64([]byte(s[:8])) * m
		k ^= k >> 47
		k *= m
		h = (h ^ k) * m
	}
	if len(s) > 0 {
		var tail uint64
		for i := range len(s) {
			tail |= uint64(s[i]) << (8 * i)
		}
		h = (h ^ tail) * m
	}
	h ^= h >> 47
	h *= m
	h ^= h >> 47
	return h
}

// hashRows returns the four rows of an embedding table of n rows that stand for
// the id: the 128-bit MurmurHash3 of the id in four parts of 32 bits.
func hashRows(id uint64, seed uint32, n uint32) [4]uint32 {
	h1 := bits.RotateLeft64(id*0x87c37b91114253d5, 31) * 0x4cf5ad432745937f
	h2 := uint64(seed) ^ 8
	h1 = (h1 ^ h2) + h2
	h2 += h1
	h1, h2 = mix64(h1), mix64(h2)
	h1 += h2
	h2 += h1
	return [4]uint32{uint32(h1) % n, uint32(h1>>32) % n, uint32(h2) % n, uint32(h2>>32) % n}
}

// mix64 is the last step of MurmurHash3.
func mix64(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
