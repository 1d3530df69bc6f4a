package spacy

import (
	"fmt"
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"dossier/extract/spacy/msgpack"
)

// attr is an attribute of a word that a network may embed.
type attr uint8

const (
	attrNorm attr = iota
	attrPrefix
	attrSuffix
	attrShape
	attrIsSpace
	attrLower
	attrOrth
	attrSpacy // whether a blank follows: of the token, not of the word
	numAttrs
)

var attrNames = [numAttrs]string{"NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "LOWER", "ORTH", "SPACY"}

// A lexeme is what is known of a word without its context. Tokens of the same
// text and norm share one, and with it what the first layers of the networks
// make of it.
type lexeme struct {
	text, norm, lower string
	isSpace           bool
	ids               [numAttrs]uint64 // all but attrSpacy

	// vectors holds the output of each tok2vec's mixing layer, for tokens without
	// and with a blank after them: see tok2vec.embed. Filled on first use; racing
	// writers write the same values.
	vectors [][2]atomic.Pointer[[]float32]

	flags atomic.Uint32 // see tokenReader.flags
}

// A vocab makes lexemes.
type vocab struct {
	strings  *stringStore
	norms    map[uint64]string // norms of the model, by id of the word
	tok2vecs int               // that keep vectors with a lexeme
	seed     maphash.Seed
	shards   [lexemeShards]lexemeShard
}

// Lexemes are kept in a cache of bounded size, in shards so that concurrent calls
// seldom wait for each other. A full shard is emptied. With its vectors a lexeme
// takes a kilobyte and more, so those of all words of a large corpus are not kept.
const (
	lexemeShards      = 32
	lexemesPerShard   = 512
	longestCachedWord = 64 // bytes
)

type lexemeShard struct {
	mu      sync.Mutex
	lexemes map[lexemeKey]*lexeme
}

// lexemeKey is a word and the norm that a tokenizer exception gives it, if any.
type lexemeKey struct{ text, norm string }

func newVocab(strs *stringStore, lookups []byte) (*vocab, error) {
	v := &vocab{strings: strs, norms: make(map[uint64]string), seed: maphash.MakeSeed()}
	d := msgpack.NewDecoder(lookups)
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		if d.Str() != "lexeme_norm" {
			d.Skip()
			continue
		}
		for i := d.Map(); i > 0 && d.Err() == nil; i-- {
			id := d.Uint64()
			v.norms[id] = d.Str()
		}
	}
	if err := d.End(); err != nil {
		return nil, fmt.Errorf("read the norms of words: %w", err)
	}
	return v, nil
}

// lexeme returns the lexeme of a word. norm replaces the word's own norm unless it is "".
func (v *vocab) lexeme(text, norm string) *lexeme {
	if len(text) > longestCachedWord {
		return v.newLexeme(text, norm)
	}
	key := lexemeKey{text, norm}
	shard := &v.shards[maphash.String(v.seed, text)%lexemeShards]
	shard.mu.Lock()
	defer shard.mu.Unlock()
	lex := shard.lexemes[key]
	if lex == nil {
		// The text may be part of a long document, which the cache must not keep alive.
		key.text = strings.Clone(text)
		lex = v.newLexeme(key.text, norm)
		if len(shard.lexemes) >= lexemesPerShard {
			clear(shard.lexemes)
		}
		if shard.lexemes == nil {
			shard.lexemes = make(map[lexemeKey]*lexeme)
		}
		shard.lexemes[key] = lex
	}
	return lex
}

func (v *vocab) newLexeme(text, norm string) *lexeme {
	lex := &lexeme{text: text, norm: norm, lower: lower(text), isSpace: allSpace(text)}
	lex.vectors = make([][2]atomic.Pointer[[]float32], v.tok2vecs)
	if norm == "" {
		lex.norm = v.norm(text, lex.lower)
	}
	lex.ids = [numAttrs]uint64{
		attrNorm:   v.strings.id(lex.norm),
		attrPrefix: v.strings.id(firstRunes(text, 1)),
		attrSuffix: v.strings.id(lastRunes(text, 3)),
		attrShape:  v.strings.id(shape(text)),
		attrLower:  v.strings.id(lex.lower),
		attrOrth:   v.strings.id(text),
	}
	if lex.isSpace {
		lex.ids[attrIsSpace] = 1
	}
	return lex
}

// norm returns the norm of a word: the model's, else the one of its language's
// punctuation, else the word in lower case.
func (v *vocab) norm(text, lower string) string {
	if n, ok := v.norms[v.strings.id(text)]; ok {
		return n
	}
	switch text {
	case "'s", "'S", "’s", "’S":
		return "'s"
	case "’", "‘", "´", "`":
		return "'"
	case "”", "“", "''", "``", "´´", "„", "»", "«", "‘‘", "’’":
		return `"`
	case "？":
		return "?"
	case "！":
		return "!"
	case "，":
		return ","
	case "；":
		return ";"
	case "：":
		return ":"
	case "。", "।":
		return "."
	case "…":
		return "..."
	case "—", "–", "--", "---", "——":
		return "-"
	case "€", "£", "¥", "฿", "US$", "C$", "A$", "₺", "₹", "৳", "₩", "Mex$", "₣", "E£":
		return "$"
	}
	return lower
}

// shape returns the outline of a word: letters become x or X, digits d, and of a
// run of equal characters four are kept.
func shape(text string) string {
	const long = 100 // characters
	if len(text) >= long && utf8.RuneCountInString(text) >= long {
		return "LONG"
	}
	var b strings.Builder
	last, run := rune(-1), 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			if unicode.Is(unicode.Lu, r) {
				r = 'X'
			} else {
				r = 'x'
			}
		case isDigit(r):
			r = 'd'
		}
		if r == last {
			run++
		} else {
			last, run = r, 1
		}
		if run <= 4 {
			b.WriteRune(r)
		}
	}
	return b.String()
}
