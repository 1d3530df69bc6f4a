package spacy

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"dossier/extract/spacy/msgpack"
)

// A tokenizer splits a text at white space into chunks, each chunk into tokens by
// its exceptions, prefixes, suffixes and infixes, and then looks for exceptions
// that the punctuation rules have torn apart.
type tokenizer struct {
	vocab      *vocab
	affixes    affixMatcher
	exceptions map[string][]*lexeme
	longest    int       // longest exception, in bytes
	torn       *tornNode // exceptions that the rules would split, by the tokens they become
	cache      chunkCache
}

// A word is a token before it has a place in a text.
type word struct {
	lex   *lexeme
	blank bool // one U+0020 follows
}

// newTokenizer reads the file "tokenizer" of a model.
func newTokenizer(v *vocab, data []byte) (*tokenizer, error) {
	t := &tokenizer{vocab: v, exceptions: make(map[string][]*lexeme)}
	var p patterns
	faster := true
	d := msgpack.NewDecoder(data)
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		switch name := d.Str(); name {
		case "faster_heuristics":
			faster = d.Bool()
		case "exceptions":
			t.readExceptions(d)
		default:
			p.read(name, d)
		}
	}
	if err := d.End(); err != nil {
		return nil, fmt.Errorf("read the tokenizer: %w", err)
	}
	var err error
	if t.affixes, err = newAffixMatcher(p); err != nil {
		return nil, err
	}
	t.findTorn(faster)
	return t, nil
}

// readExceptions reads a map from a chunk to its tokens.
func (t *tokenizer) readExceptions(d *msgpack.Decoder) {
	const most = 1 << 16
	count := d.Map()
	if count > most {
		d.Fail(fmt.Errorf("%d exceptions, more than %d", count, most))
	}
	for i := count; i > 0 && d.Err() == nil; i-- {
		chunk := d.Str()
		var tokens []*lexeme
		spelt := ""
		for i := d.Array(); i > 0 && d.Err() == nil; i-- {
			orth, norm := readExceptionToken(d)
			spelt += orth
			if orth == "" || !strings.HasPrefix(chunk, spelt) {
				spelt = ""
				break
			}
			tokens = append(tokens, t.vocab.newLexeme(orth, norm))
		}
		if spelt != chunk || chunk == "" {
			d.Fail(fmt.Errorf("the tokens of exception %q do not spell it", chunk))
		}
		t.exceptions[chunk] = tokens
		t.longest = max(t.longest, len(chunk))
	}
}

// readExceptionToken reads a map from attributes, by number or by name, to strings.
// Like spaCy it accepts no attribute but ORTH and NORM.
func readExceptionToken(d *msgpack.Decoder) (orth, norm string) {
	const orthNumber, normNumber = 65, 67
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		name := ""
		if d.Kind() == msgpack.Str {
			name = strings.ToUpper(d.Str())
		} else {
			switch n := d.Int(); n {
			case orthNumber:
				name = "ORTH"
			case normNumber:
				name = "NORM"
			default:
				name = strconv.Itoa(n)
			}
		}
		switch name {
		case "ORTH":
			orth = d.Str()
		case "NORM":
			norm = d.Str()
		default:
			d.Fail(fmt.Errorf("exceptions cannot set attribute %s, only ORTH and NORM", name))
		}
	}
	return orth, norm
}

// exception returns the tokens of s if it is an exception.
func (t *tokenizer) exception(s string) ([]*lexeme, bool) {
	if len(s) > t.longest { // spares hashing what is left of a long chunk at every step
		return nil, false
	}
	tokens, ok := t.exceptions[s]
	return tokens, ok
}

// tokenize splits text, which must be valid UTF-8. firstIsStart reports whether
// the first token is marked as the start of a sentence beforehand: always, unless
// an exception replaced it in the second pass.
func (t *tokenizer) tokenize(text string) (words []word, firstIsStart bool) {
	words = t.splitChunks(nil, text, (*tokenizer).splitChunk)
	return t.mend(words)
}

// splitChunks appends the tokens of text to words, splitting at white space. A
// single blank after a token only marks it; other white space is a chunk itself.
func (t *tokenizer) splitChunks(words []word, text string, split func(*tokenizer, []word, string) []word) []word {
	if text == "" {
		return words
	}
	first, _ := utf8.DecodeRuneInString(text)
	inSpace := isSpace(first)
	start := 0
	for i, r := range text {
		if isSpace(r) == inSpace {
			continue
		}
		if start < i {
			words = split(t, words, text[start:i])
		}
		start = i
		if r == ' ' {
			words[len(words)-1].blank = true
			start++
		}
		inSpace = !inSpace
	}
	if start < len(text) {
		words = split(t, words, text[start:])
	}
	return words
}

// splitChunk appends the tokens of one chunk.
func (t *tokenizer) splitChunk(words []word, chunk string) []word {
	if tokens, ok := t.exception(chunk); ok {
		return appendWords(words, tokens)
	}
	if len(chunk) > longestCachedWord {
		return appendWords(words, t.split(chunk, t.exception))
	}
	tokens, ok := t.cache.get(chunk)
	if !ok {
		tokens = t.split(chunk, t.exception)
		t.cache.put(strings.Clone(chunk), tokens)
	}
	return appendWords(words, tokens)
}

// splitPlain is splitChunk as if there were no exceptions.
func (t *tokenizer) splitPlain(words []word, chunk string) []word {
	return appendWords(words, t.split(chunk, func(string) ([]*lexeme, bool) { return nil, false }))
}

func appendWords(words []word, tokens []*lexeme) []word {
	for _, lex := range tokens {
		words = append(words, word{lex: lex})
	}
	return words
}

// split takes prefixes and suffixes off a chunk until it is a token, an exception or
// has none, then splits what is left at its infixes. Each step costs the same however
// long the chunk is.
func (t *tokenizer) split(s string, exception func(string) ([]*lexeme, bool)) []*lexeme {
	var prefixes, suffixes []string
	var special []*lexeme
	isException := func(s string) bool {
		tokens, ok := exception(s)
		if ok {
			special = tokens
		}
		return ok
	}
	token := false // s is a token whatever its affixes
	// If s has at least so many bytes, it is known to be no such token, to have no prefix.
	const unknown = math.MaxInt
	noToken, noPrefix := unknown, unknown
	for last := -1; s != "" && len(s) != last; {
		if len(s) < noToken {
			if noToken, token = t.affixes.isToken(s); token {
				isException(s)
				break
			}
		}
		if isException(s) {
			break
		}
		last = len(s)
		p := 0
		if len(s) < noPrefix {
			p, noPrefix = t.affixes.prefix(s)
		}
		if p > 0 && isException(s[p:]) {
			prefixes = append(prefixes, s[:p])
			s = s[p:]
			break
		}
		q := t.affixes.suffix(s[p:])
		if q > 0 && isException(s[:len(s)-q]) {
			suffixes = append(suffixes, s[len(s)-q:])
			s = s[:len(s)-q]
			break
		}
		if p > 0 {
			prefixes = append(prefixes, s[:p])
		}
		if q > 0 {
			suffixes = append(suffixes, s[len(s)-q:])
		}
		s = s[p : len(s)-q]
		if p > 0 {
			noToken, noPrefix = unknown, unknown
		}
	}

	tokens := make([]*lexeme, 0, len(prefixes)+len(suffixes)+1)
	add := func(s string) { tokens = append(tokens, t.vocab.lexeme(s, "")) }
	for _, p := range prefixes {
		add(p)
	}
	switch {
	case s == "":
	case special != nil:
		tokens = append(tokens, special...)
	case token || t.affixes.isURL(s):
		add(s)
	default:
		start := 0
		t.affixes.infixes(s, func(a, b int) {
			if a == 0 { // an infix cannot open a chunk; it stays with what follows
				return
			}
			if a > start {
				add(s[start:a])
			}
			if a < b {
				add(s[a:b])
			}
			start = b
		})
		if start < len(s) {
			add(s[start:])
		}
	}
	for _, q := range slices.Backward(suffixes) {
		add(q)
	}
	return tokens
}

// A tornNode is a node of the tree of torn exceptions: a token leads on to the next node.
type tornNode struct {
	next map[string]*tornNode
	ends bool // an exception ends here
}

// findTorn collects the exceptions that the rules would split if they were not
// whole chunks. With faster set only those are tried that could be.
func (t *tokenizer) findTorn(faster bool) {
	t.torn = &tornNode{}
	for chunk := range t.exceptions {
		if faster && !strings.Contains(chunk, " ") && !t.hasAffix(chunk) {
			continue
		}
		node := t.torn
		for _, w := range t.splitChunks(nil, chunk, (*tokenizer).splitPlain) {
			next := node.next[w.lex.text]
			if next == nil {
				next = &tornNode{}
				if node.next == nil {
					node.next = make(map[string]*tornNode)
				}
				node.next[w.lex.text] = next
			}
			node = next
		}
		node.ends = true
	}
}

// hasAffix reports whether the rules find anything to split off in chunk.
func (t *tokenizer) hasAffix(chunk string) bool {
	if n, _ := t.affixes.prefix(chunk); n > 0 || t.affixes.suffix(chunk) > 0 {
		return true
	}
	found := false
	t.affixes.infixes(chunk, func(int, int) { found = true })
	return found
}

// mend is the second pass: it replaces sequences of tokens that together are an
// exception by the exception's tokens, the longest sequences first.
func (t *tokenizer) mend(words []word) (mended []word, firstIsStart bool) {
	type match struct{ start, end int }
	var matches []match
	for i := range words {
		node := t.torn
		for j := i; j < len(words); {
			if node = node.next[words[j].lex.text]; node == nil {
				break
			}
			j++
			if node.ends {
				matches = append(matches, match{i, j})
			}
		}
	}
	if len(matches) == 0 {
		return words, len(words) > 0
	}
	slices.SortStableFunc(matches, func(a, b match) int {
		if d := (b.end - b.start) - (a.end - a.start); d != 0 {
			return d
		}
		return a.start - b.start
	})
	seen := make([]bool, len(words))
	keep := make(map[int]int) // start to end
	for _, m := range matches {
		if !seen[m.start] && !seen[m.end-1] {
			keep[m.start] = m.end
		}
		for i := m.start; i < m.end; i++ { // also of a match not kept
			seen[i] = true
		}
	}
	firstIsStart = true
	for i := 0; i < len(words); {
		end, ok := keep[i]
		if !ok {
			mended = append(mended, words[i])
			i++
			continue
		}
		tokens, ok := t.exception(joinWords(words[i:end]))
		if ok {
			mended = appendWords(mended, tokens)
			mended[len(mended)-1].blank = words[end-1].blank
			firstIsStart = firstIsStart && i > 0
		} else {
			mended = append(mended, words[i:end]...)
		}
		i = end
	}
	return mended, firstIsStart
}

// joinWords returns the text of words, without the last one's blank.
func joinWords(words []word) string {
	var b strings.Builder
	for i, w := range words {
		b.WriteString(w.lex.text)
		if w.blank && i < len(words)-1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// A chunkCache remembers the tokens of chunks. It is emptied when full.
type chunkCache struct {
	mu     sync.RWMutex
	chunks map[string][]*lexeme
}

const maxCachedChunks = 1 << 14

func (c *chunkCache) get(chunk string) ([]*lexeme, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	tokens, ok := c.chunks[chunk]
	return tokens, ok
}

func (c *chunkCache) put(chunk string, tokens []*lexeme) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.chunks == nil || len(c.chunks) >= maxCachedChunks {
		c.chunks = make(map[string][]*lexeme)
	}
	c.chunks[chunk] = tokens
}
