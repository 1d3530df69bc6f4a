package coref

import (
	"slices"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// A Resolver makes chains. It is immutable and may be shared.
type Resolver struct {
	lex   *lexicon.Lexicon
	types *extract.Types
}

// New returns a resolver over the words of lex and the tree types.
func New(lex *lexicon.Lexicon, types *extract.Types) *Resolver {
	return &Resolver{lex, types}
}

// Resolve returns the mentions of a with Chain, Type, Via and Reason set, and
// the chains in order of their first mention. Besides Mentions it reads Document
// and Sentences; a is not changed. Values, names of no known country ("Korean")
// and lone nominals and pronouns have no chain; lone nouns that no list knows
// and pronouns of the first and second person are left out. Headings and captions
// change nothing in what the body says: the names in them join its chains.
func (r *Resolver) Resolve(a *extract.Analysis) ([]extract.Mention, []extract.Chain) {
	body := bodyOf(a)
	if len(body.sentences) == len(a.Sentences) {
		return r.resolve(a)
	}
	ms, chains := r.resolve(&body.Analysis)
	for i := range ms {
		ms[i].Sentence = body.sentences[ms[i].Sentence]
	}
	return r.aside(a, ms, chains)
}

// resolve resolves a, all of whose sentences are treated as its body.
func (r *Resolver) resolve(a *extract.Analysis) ([]extract.Mention, []extract.Chain) {
	c := &resolution{r: r, a: a, ms: slices.Clone(a.Mentions), of: make([]int, len(a.Mentions)),
		byWord: map[string][]int{}, byRole: map[string][]int{}, byHead: map[string][]int{}, votes: map[string]float64{}}
	for i := range c.of {
		c.of[i] = -1
	}
	c.index()
	c.quotes()
	c.names()
	c.metonyms()
	c.describe()
	c.readTitle()
	c.human()
	c.appositions()
	c.collectives()
	c.backwards()
	c.speakers()
	ms, chains := c.chains()
	r.locate(a, chains)
	return ms, chains
}

// A resolution is the work on one document.
type resolution struct {
	r    *Resolver
	a    *extract.Analysis
	ms   []extract.Mention
	of   []int // by mention: its entity, -1 if none
	ents []*entity

	first  []int   // by sentence: its first mention; one more than sentences
	quote  [][]int // by sentence and token: index in speech, -1 outside quotation marks
	speech []quotation
	votes  map[string]float64
	titled []int            // entities that the title of the document names
	seen   []int            // by entity: its last mention so far
	times  []int            // by entity: its mentions so far
	byWord map[string][]int // entities by the words of their names
	byRole map[string][]int // entities by nouns and titles
	byHead map[string][]int // ascending nominals by head noun and number
}

// An entity is a chain in the making.
type entity struct {
	mentions []int // ascending once finished
	link     string
	full     [][]string // keys of the words of its full names
	gender   lexicon.Gender
	typ      string          // winner of the votes so far
	roles    map[string]bool // lower-case nouns and titles that it was introduced by
	words    map[string]bool // lower-case words of its names
	ends     map[string]bool // those that its longer names end with
	fulls    []int           // ascending mentions by names of several words
	nations  map[int]bool    // entities of countries that it is described by
	about    map[string]bool // lower-case modifiers of its nominals
	weak     bool            // only the model speaks for its type
	person   bool            // pronouns show that it is one, whatever the model says
	named    bool
	titled   bool // the title of the document names it
}

func (c *resolution) newEntity() int {
	c.ents = append(c.ents, &entity{})
	return len(c.ents) - 1
}

// note adds key to a set, which is nil while it is empty.
func note[K comparable](set *map[K]bool, key K) {
	if *set == nil {
		*set = map[K]bool{}
	}
	(*set)[key] = true
}

// join puts mention i into entity e for the reason given.
func (c *resolution) join(i, e int, reason string) {
	c.of[i] = e
	c.ms[i].Reason = reason
	c.ents[e].mentions = append(c.ents[e].mentions, i)
	if c.ms[i].Form == extract.Name {
		c.ents[e].named = true
	}
}

// is reports whether the type of entity e is typ or below it.
func (c *resolution) is(e int, typ string) bool { return c.r.types.Is(c.ents[e].typ, typ) }

func (c *resolution) tokens(i int) []extract.Token {
	return c.a.Sentences[c.ms[i].Sentence].Tokens
}

// token returns the head token of mention i.
func (c *resolution) token(i int) extract.Token { return c.tokens(i)[c.ms[i].Head] }

// text returns the folded text of mention i.
func (c *resolution) text(i int) string { return c.a.Text(c.ms[i].Span) }

// index notes where the mentions of each sentence begin.
func (c *resolution) index() {
	c.first = make([]int, len(c.a.Sentences)+1)
	k := 0
	for s := range c.first {
		for k < len(c.ms) && c.ms[k].Sentence < s {
			k++
		}
		c.first[s] = k
	}
}

// at returns the smallest mention over token k of sentence s that is no value, or
// the name that k is the title of or a noun beside; -1 if there is none.
func (c *resolution) at(s, k int) int {
	found := -1
	for i := c.first[s]; i < c.first[s+1] && c.ms[i].First <= k; i++ {
		if m := &c.ms[i]; k < m.Last && m.Form != extract.Value && (m.Form == extract.Name || m.Head == k) {
			found = i
		}
	}
	for i := c.first[s]; i < c.first[s+1] && found < 0; i++ {
		if m, p := &c.ms[i], &c.ms[i].Phrase; m.Form == extract.Name && (p.TitleFirst <= k && k < p.TitleLast || c.token(i).Dep == "appos" && c.token(i).Head == k) {
			found = i
		}
	}
	return found
}

// quoted reports whether the head of mention i stands in quotation marks.
func (c *resolution) quoted(i int) bool { return c.quote[c.ms[i].Sentence][c.ms[i].Head] >= 0 }
