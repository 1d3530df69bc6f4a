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

// Resolve returns the mentions of a with Chain, Type and Via set, and the
// chains in order of their first mention. Besides Mentions it reads Document
// and Sentences; a is not changed. Values, names of no known country
// ("Korean") and lone nominals and pronouns have no chain.
func (r *Resolver) Resolve(a *extract.Analysis) ([]extract.Mention, []extract.Chain) {
	c := &resolution{r: r, a: a, ms: slices.Clone(a.Mentions), of: make([]int, len(a.Mentions)),
		byWord: map[string][]int{}, byRole: map[string][]int{}}
	for i := range c.of {
		c.of[i] = -1
	}
	c.quotes()
	c.names()
	c.metonyms()
	c.describe()
	c.appositions()
	c.collectives()
	c.backwards()
	return c.chains()
}

// A resolution is the work on one document.
type resolution struct {
	r    *Resolver
	a    *extract.Analysis
	ms   []extract.Mention
	of   []int // by mention: its entity, -1 if none
	ents []*entity

	quoted [][]bool         // by sentence and token: within quotation marks
	seen   []int            // by entity: its last mention so far
	byWord map[string][]int // entities by the words of their names
	byRole map[string][]int // entities by nouns and titles
}

// An entity is a chain in the making.
type entity struct {
	mentions []int // ascending once finished
	link     string
	full     [][]string // keys of the words of its full names
	gender   lexicon.Gender
	votes    map[string]float64
	typ      string          // winner of the votes so far
	roles    map[string]bool // lower-case nouns and titles that it was introduced by
	words    map[string]bool // lower-case words of its names
	fulls    []int           // ascending mentions by names of several words
	nations  map[int]bool    // entities of countries that it is described by
	weak     bool            // only the model speaks for its type
	named    bool
}

func (c *resolution) newEntity() int {
	c.ents = append(c.ents, &entity{votes: map[string]float64{}, roles: map[string]bool{},
		words: map[string]bool{}, nations: map[int]bool{}})
	return len(c.ents) - 1
}

// join puts mention i into entity e.
func (c *resolution) join(i, e int) {
	c.of[i] = e
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

// quotes notes which tokens stand within quotation marks. Marks do not carry
// over from block to block.
func (c *resolution) quotes() {
	c.quoted = make([][]bool, len(c.a.Sentences))
	open, block := false, -1
	for i, s := range c.a.Sentences {
		if s.Block != block {
			open, block = false, s.Block
		}
		q := make([]bool, len(s.Tokens))
		for j, t := range s.Tokens {
			switch t.Text {
			case "\"", "''", "``":
				open = !open
			case "“":
				open = true
			case "”":
				open = false
			}
			q[j] = open
		}
		c.quoted[i] = q
	}
}
