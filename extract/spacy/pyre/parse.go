package pyre

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A node is a part of a parsed pattern.
type node struct {
	op       op
	set      *set    // opSet
	lit      string  // opLit
	subs     []*node // opConcat, opAlt: any number; opRepeat, opLook: one
	min, max int     // opRepeat; max is -1 if there is no limit
	lazy     bool    // opRepeat
	negative bool    // opLook
	behind   bool    // opLook
	backward bool    // opLit: read from right to left

	// The least and most characters that the node can match; longest is -1 if
	// there is no limit.
	shortest, longest int
}

type op uint8

const (
	opLit     op = iota // the characters lit
	opSet               // one character of set
	opConcat            // subs one after another
	opAlt               // the first of subs that leads to a match
	opRepeat            // subs[0], min to max times
	opLook              // subs[0] matches here, or does not, nothing consumed
	opBegin             // start of the text
	opEnd               // end of the text, or of what precedes a newline at its end
	opEndText           // end of the text
	opBeginLine
	opEndLine
	opBoundary
	opNoBoundary
)

// Limits on what a pattern may be.
const (
	maxDepth  = 200  // groups within groups
	maxRepeat = 1000 // {m,n}
)

// flags are those that a group may set: (?i:...).
type flags struct{ ignoreCase, dotAll, multiLine, verbose bool }

// A parser reads a pattern. Errors are raised by panic(*Error) and caught in parse.
type parser struct {
	expr    string
	pos     int
	depth   int
	flags   flags
	classes map[string][]class // long classes read, by the first bytes of their text
	sets    map[string]*set    // \d, \s, \w, the dot, and characters under the flag "i"
	folder  folder             // nil until needed
}

// A class is the text of a class with the flag "i" or without, and what it stands for.
type class struct {
	text       string
	ignoreCase bool
	set        *set
}

// parse reads a pattern of Python's re for strings.
func parse(expr string) (n *node, err error) {
	p := &parser{expr: expr, classes: make(map[string][]class), sets: make(map[string]*set)}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *Error:
			n, err = nil, r
		default:
			panic(r)
		}
	}()
	if !utf8.ValidString(expr) {
		p.failf(0, "pattern is not valid UTF-8")
	}
	for p.globalFlags() || p.comment() {
	}
	n = p.alternatives()
	if p.pos < len(expr) {
		p.failf(p.pos, "unbalanced parenthesis")
	}
	return n, nil
}

// failf stops the parser.
func (p *parser) failf(pos int, format string, args ...any) {
	near := p.expr[pos:]
	if len(near) > 32 {
		near = strings.ToValidUTF8(near[:32], "") + "…"
	}
	panic(&Error{Pos: utf8.RuneCountInString(p.expr[:pos]), Near: near, Msg: fmt.Sprintf(format, args...)})
}

// peek returns the next byte, 0 at the end.
func (p *parser) peek() byte {
	if p.pos < len(p.expr) {
		return p.expr[p.pos]
	}
	return 0
}

// accept steps over s if it comes next.
func (p *parser) accept(s string) bool {
	if strings.HasPrefix(p.expr[p.pos:], s) {
		p.pos += len(s)
		return true
	}
	return false
}

// rune steps over the next character.
func (p *parser) rune(start int, unterminated string) rune {
	if p.pos == len(p.expr) {
		p.failf(start, "%s", unterminated)
	}
	r, n := utf8.DecodeRuneInString(p.expr[p.pos:])
	p.pos += n
	return r
}

// globalFlags reads "(?iu)" at the start of the pattern.
func (p *parser) globalFlags() bool {
	start := p.pos
	if !p.accept("(?") {
		return false
	}
	f := p.flags
	for p.pos < len(p.expr) && p.flag(&f, true) {
	}
	if p.pos == start+2 || !p.accept(")") {
		p.pos = start
		return false
	}
	p.flags = f
	return true
}

// flag reads the letter of a flag and sets it in f.
func (p *parser) flag(f *flags, on bool) bool {
	switch p.peek() {
	case 'i':
		f.ignoreCase = on
	case 's':
		f.dotAll = on
	case 'm':
		f.multiLine = on
	case 'x':
		f.verbose = on
	case 'u': // always on
	case 'a', 'L':
		p.failf(p.pos, "flag %q is not supported", p.peek())
	default:
		return false
	}
	p.pos++
	return true
}

// alternatives reads up to a closing parenthesis or the end.
func (p *parser) alternatives() *node {
	if p.depth++; p.depth > maxDepth {
		p.failf(p.pos, "more than %d groups within groups", maxDepth)
	}
	defer func() { p.depth-- }()
	subs := []*node{p.sequence()}
	for p.accept("|") {
		subs = append(subs, p.sequence())
	}
	return newAlt(subs)
}

// sequence reads up to a bar, a closing parenthesis or the end.
func (p *parser) sequence() *node {
	var subs []*node
	add := func(n *node) { subs = append(subs, n) }
	repeated := false // the last of subs is a repetition
	anchor := false   // the last of subs is one of ^ $ \A \Z \b \B
	for p.pos < len(p.expr) {
		start := p.pos
		again := false
		switch c := p.peek(); {
		case c == '|' || c == ')':
			return newConcat(subs)
		case p.flags.verbose && (strings.IndexByte(" \t\n\r\v\f", c) >= 0):
			p.pos++
			continue
		case p.flags.verbose && c == '#':
			if n := strings.IndexByte(p.expr[p.pos:], '\n'); n >= 0 {
				p.pos += n + 1
			} else {
				p.pos = len(p.expr)
			}
			continue
		case c == '[':
			add(newSetNode(p.class()))
		case c == '(':
			if p.comment() {
				continue
			}
			add(p.group())
		case c == '.':
			p.pos++
			if p.flags.dotAll {
				add(newSetNode((&set{}).complement()))
			} else {
				add(newSetNode(p.namedSet(".", notNewline)))
			}
		case c == '^' && p.flags.multiLine:
			p.pos++
			add(&node{op: opBeginLine})
		case c == '^':
			p.pos++
			add(&node{op: opBegin})
		case c == '$' && p.flags.multiLine:
			p.pos++
			add(&node{op: opEndLine})
		case c == '$':
			p.pos++
			add(&node{op: opEnd})
		case c == '\\':
			add(p.escape())
		default:
			if min, max, ok := p.quantifier(); ok {
				switch {
				case len(subs) == 0 || anchor:
					p.failf(start, "nothing to repeat")
				case repeated:
					p.failf(start, "multiple repeat")
				}
				lazy := p.accept("?")
				if p.peek() == '+' && !lazy {
					p.failf(start, "possessive quantifiers are not supported")
				}
				subs[len(subs)-1] = newRepeat(subs[len(subs)-1], min, max, lazy)
				again = true
				break
			}
			add(p.literal(p.rune(start, "")))
		}
		repeated = again
		anchor = p.expr[start] != '(' && subs[len(subs)-1].op >= opBegin
	}
	return newConcat(subs)
}

// quantifier reads *, +, ?, {m}, {m,}, {,n} or {m,n}; a brace may also be a
// character like any other.
func (p *parser) quantifier() (min, max int, ok bool) {
	start := p.pos
	switch p.peek() {
	case '*':
		p.pos++
		return 0, -1, true
	case '+':
		p.pos++
		return 1, -1, true
	case '?':
		p.pos++
		return 0, 1, true
	case '{':
	default:
		return 0, 0, false
	}
	p.pos++
	number := func() (n int, ok bool) {
		for ; '0' <= p.peek() && p.peek() <= '9'; p.pos++ {
			if n, ok = 10*n+int(p.peek()-'0'), true; n > maxRepeat {
				p.failf(start, "more than %d repetitions are not supported", maxRepeat)
			}
		}
		return n, ok
	}
	if p.peek() == '}' {
		p.pos = start
		return 0, 0, false
	}
	min, some := number()
	max = min
	if !some {
		max = -1
	}
	if p.accept(",") {
		if max, some = number(); !some {
			max = -1
		}
	}
	if !p.accept("}") {
		p.pos = start
		return 0, 0, false
	}
	if max >= 0 && max < min {
		p.failf(start, "min repeat greater than max repeat")
	}
	return min, max, true
}

// comment steps over "(?#...)".
func (p *parser) comment() bool {
	start := p.pos
	if !p.accept("(?#") {
		return false
	}
	end := strings.IndexByte(p.expr[p.pos:], ')')
	if end < 0 {
		p.failf(start, "missing ), unterminated comment")
	}
	p.pos += end + 1
	return true
}

// group reads what stands between parentheses.
func (p *parser) group() *node {
	start := p.pos
	p.pos++
	outer := p.flags
	defer func() { p.flags = outer }()
	look := (*node)(nil)
	if p.accept("?") {
		switch {
		case p.accept(":"):
		case p.accept("P<"):
			end := strings.IndexByte(p.expr[p.pos:], '>')
			if end <= 0 {
				p.failf(start, "missing group name")
			}
			p.pos += end + 1
		case p.accept("="):
			look = &node{op: opLook}
		case p.accept("!"):
			look = &node{op: opLook, negative: true}
		case p.accept("<="):
			look = &node{op: opLook, behind: true}
		case p.accept("<!"):
			look = &node{op: opLook, behind: true, negative: true}
		case p.accept("P="):
			p.failf(start, "back-references are not supported")
		case p.accept("("):
			p.failf(start, "conditional groups are not supported")
		case p.accept(">"):
			p.failf(start, "atomic groups are not supported")
		default:
			for p.flag(&p.flags, true) {
			}
			if p.accept("-") {
				for p.flag(&p.flags, false) {
				}
			}
			if p.peek() == ')' {
				p.failf(start, "global flags not at the start of the expression")
			}
			if !p.accept(":") {
				p.failf(start, "unknown extension")
			}
		}
	}
	n := p.alternatives()
	if !p.accept(")") {
		p.failf(start, "missing ), unterminated subpattern")
	}
	if look == nil {
		return n
	}
	if look.behind && n.shortest != n.longest {
		p.failf(start, "look-behind requires fixed-width pattern")
	}
	look.subs = []*node{n}
	return look
}

// literal returns the node of one character.
func (p *parser) literal(r rune) *node {
	if p.flags.ignoreCase && len(p.folds()[r]) > 0 {
		return newSetNode(p.namedSet("i"+string(r), func() *set { return p.folder.fold(newSet([][2]rune{{r, r}})) }))
	}
	return &node{op: opLit, lit: string(r), shortest: 1, longest: 1}
}

func (p *parser) folds() folder {
	if p.folder == nil {
		p.folder = newFolder()
	}
	return p.folder
}

// namedSet returns the set called name, which new makes when it is first needed.
func (p *parser) namedSet(name string, new func() *set) *set {
	if p.sets[name] == nil {
		p.sets[name] = new()
	}
	return p.sets[name]
}

// category returns what \d, \D, \s, \S, \w and \W stand for, nil for other letters.
func (p *parser) category(letter byte) *set {
	switch letter {
	case 'd':
		return p.namedSet("d", digits)
	case 's':
		return p.namedSet("s", spaces)
	case 'w':
		return p.namedSet("w", words)
	case 'D', 'S', 'W':
		return p.namedSet(string(letter), func() *set { return p.category(letter | 0x20).complement() })
	}
	return nil
}

// escape reads a backslash and what it escapes, outside a class.
func (p *parser) escape() *node {
	start := p.pos
	if len(p.expr) == start+1 {
		p.failf(start, "bad escape (end of pattern)")
	}
	c := p.expr[start+1]
	if s := p.category(c); s != nil {
		p.pos += 2
		return newSetNode(s)
	}
	op := map[byte]op{'A': opBegin, 'Z': opEndText, 'b': opBoundary, 'B': opNoBoundary}[c]
	if op != 0 {
		p.pos += 2
		return &node{op: op}
	}
	if '1' <= c && c <= '9' && !isOctal(p.expr[start+1:]) {
		p.failf(start, "back-references are not supported")
	}
	return p.literal(p.escapedRune())
}

// isOctal reports whether s begins with three octal digits.
func isOctal(s string) bool {
	return len(s) >= 3 && strings.Trim(s[:3], "01234567") == ""
}

// escapedRune reads a backslash and the character that it escapes.
func (p *parser) escapedRune() rune {
	start := p.pos
	p.pos++
	c := p.rune(start, "bad escape (end of pattern)")
	if i := strings.IndexRune("abfnrtv", c); i >= 0 {
		return rune("\a\b\f\n\r\t\v"[i])
	}
	switch c {
	case 'x':
		return p.hex(start, 2)
	case 'u':
		return p.hex(start, 4)
	case 'U':
		return p.hex(start, 8)
	case 'N':
		p.failf(start, "characters by name are not supported")
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := c - '0'
		for i := 0; i < 2 && '0' <= p.peek() && p.peek() <= '7'; i++ {
			n = 8*n + rune(p.peek()-'0')
			p.pos++
		}
		if n > 0o377 {
			p.failf(start, "octal escape outside of range 0-0o377")
		}
		return n
	}
	if c < utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c)) {
		p.failf(start, "bad escape \\%c", c)
	}
	return c
}

// hex reads a number of n hexadecimal digits.
func (p *parser) hex(start, n int) rune {
	r := rune(0)
	for ; n > 0; n-- {
		digit := strings.IndexByte("0123456789abcdef", p.peek()|0x20)
		if p.pos == len(p.expr) || digit < 0 || p.peek() < '0' {
			p.failf(start, "incomplete escape")
		}
		if r = r<<4 | rune(digit); r > unicode.MaxRune {
			p.failf(start, "bad escape: no such character")
		}
		p.pos++
	}
	return r
}

// Classes are looked up by this many of their first bytes, then by their whole text.
const classKey = 24

// class reads a class. The patterns of a language repeat a few classes of several
// kilobytes many times; each is read once.
func (p *parser) class() *set {
	rest := p.expr[p.pos:]
	key := rest[:min(classKey, len(rest))]
	for _, c := range p.classes[key] {
		if c.ignoreCase == p.flags.ignoreCase && strings.HasPrefix(rest, c.text) {
			p.pos += len(c.text)
			return c.set
		}
	}
	start := p.pos
	s := p.readClass()
	// A shorter text is no sign of a class: what follows it would be part of the key.
	if text := p.expr[start:p.pos]; len(text) >= classKey {
		p.classes[key] = append(p.classes[key], class{text, p.flags.ignoreCase, s})
	}
	return s
}

func (p *parser) readClass() *set {
	const unterminated = "unterminated character set"
	start := p.pos
	p.pos++
	negate := p.accept("^")
	var ranges [][2]rune
	var named []*set
	for first := true; first || p.peek() != ']'; first = false {
		from := p.pos
		lo, s := p.classItem(start)
		if s != nil {
			named = append(named, s)
		}
		if !strings.HasPrefix(p.expr[p.pos:], "-") || strings.HasPrefix(p.expr[p.pos:], "-]") {
			if s == nil {
				ranges = append(ranges, [2]rune{lo, lo})
			}
			continue
		}
		p.pos++
		hi, t := p.classItem(start)
		if s != nil || t != nil || hi < lo {
			p.failf(from, "bad character range")
		}
		ranges = append(ranges, [2]rune{lo, hi})
	}
	if p.pos == len(p.expr) {
		p.failf(start, unterminated)
	}
	p.pos++
	result := newSet(ranges)
	if p.flags.ignoreCase {
		result = p.folds().fold(result)
	}
	all := result.ranges
	for _, s := range named {
		all = append(all, s.ranges...)
	}
	if result = newSet(all); negate {
		return result.complement()
	}
	return result
}

// classItem reads a character or a set such as \w within the class that begins at start.
func (p *parser) classItem(start int) (rune, *set) {
	if p.peek() != '\\' {
		return p.rune(start, "unterminated character set"), nil
	}
	if p.pos+1 < len(p.expr) {
		if s := p.category(p.expr[p.pos+1]); s != nil {
			p.pos += 2
			return 0, s
		}
	}
	return p.escapedRune(), nil
}

func newSetNode(s *set) *node { return &node{op: opSet, set: s, shortest: 1, longest: 1} }

// newConcat returns subs one after another; literals are joined.
func newConcat(subs []*node) *node {
	n := &node{op: opConcat}
	for _, s := range subs {
		n.shortest = min(n.shortest+s.shortest, veryLong)
		n.longest = plus(n.longest, s.longest)
		if last := len(n.subs) - 1; s.op == opLit && last >= 0 && n.subs[last].op == opLit {
			a := n.subs[last]
			n.subs[last] = &node{op: opLit, lit: a.lit + s.lit, shortest: a.shortest + s.shortest, longest: a.longest + s.longest}
			continue
		}
		n.subs = append(n.subs, s)
	}
	if len(n.subs) == 1 {
		return n.subs[0]
	}
	return n
}

func newAlt(subs []*node) *node {
	if len(subs) == 1 {
		return subs[0]
	}
	n := &node{op: opAlt, subs: subs, shortest: subs[0].shortest, longest: subs[0].longest}
	for _, s := range subs[1:] {
		n.shortest = min(n.shortest, s.shortest)
		if n.longest >= 0 && (s.longest < 0 || s.longest > n.longest) {
			n.longest = s.longest
		}
	}
	return n
}

func newRepeat(sub *node, least, most int, lazy bool) *node {
	return &node{
		op: opRepeat, subs: []*node{sub}, min: least, max: most, lazy: lazy,
		shortest: min(sub.shortest*least, veryLong), longest: times(sub.longest, most),
	}
}

// plus and times work on lengths of which -1 is without limit. Very long ones are
// as good as without.
const veryLong = 1 << 30

func plus(a, b int) int {
	if a < 0 || b < 0 || a+b > veryLong {
		return -1
	}
	return a + b
}

func times(a, b int) int {
	switch {
	case a == 0 || b == 0:
		return 0
	case a < 0 || b < 0 || a*b > veryLong:
		return -1
	}
	return a * b
}
