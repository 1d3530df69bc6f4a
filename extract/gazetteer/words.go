package gazetteer

import (
	"unicode"
	"unicode/utf8"
)

// FNV-1a, 64 bits.
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// beginnings calls yield for the beginnings of text, word by word, with the
// bytes each covers and its hash, until yield returns false. A word is a run of
// letters, digits and marks, or any other character; white space between words
// counts as one blank.
func beginnings(text string, yield func(n int, hash uint64) bool) {
	h := uint64(offset64)
	add := func(s string) {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * prime64
		}
	}
	inWord, blank, end := false, false, 0
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if unicode.IsSpace(r) {
			blank = true
			i += n
			continue
		}
		word := isWord(r)
		if (blank || !word || !inWord) && end > 0 && !yield(end, mix(h)) {
			return
		}
		if blank {
			if end > 0 {
				add(" ")
			}
			blank = false
		}
		if r == '’' {
			add("'")
		} else {
			add(text[i : i+n])
		}
		i += n
		inWord, end = word, i
	}
	if end > 0 {
		yield(end, mix(h))
	}
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// mix spreads a hash over all its bits; 0 is kept for what is empty.
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	h ^= h >> 31
	return max(h, 1)
}

// same reports whether text is name, but for white space and apostrophes.
func same(text, name string) bool {
	i := 0
	for _, r := range name {
		if i >= len(text) {
			return false
		}
		c, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == ' ':
			if !unicode.IsSpace(c) {
				return false
			}
			for i < len(text) && unicode.IsSpace(c) {
				i += n
				c, n = utf8.DecodeRuneInString(text[i:])
			}
			continue
		case r == c, r == '\'' && c == '’', r == '’' && c == '\'':
			i += n
		default:
			return false
		}
	}
	return i == len(text)
}
