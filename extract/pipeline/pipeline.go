package pipeline

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"

	"dossier/extract"
	"dossier/extract/clause"
	"dossier/extract/coref"
	"dossier/extract/gazetteer"
	"dossier/extract/lexicon"
	"dossier/extract/mention"
	"dossier/extract/pair"
	"dossier/extract/rule"
	"dossier/extract/source"
	"dossier/extract/spacy"
)

// Config holds what the steps need. All of it is required but Gazetteer.
type Config struct {
	Language  *spacy.Language // nil if Model is set
	Model     *Model
	Lexicon   *lexicon.Lexicon
	Types     *extract.Types
	Ontology  *rule.Ontology
	Gazetteer *gazetteer.Gazetteer // the user's names, nil for none
	Pairs     *pair.Model          // for pairs that no rule touches, nil for none
}

// A Model is a language that is opened only when a document must be annotated.
type Model struct {
	Checksum string // of the language, see [spacy.Language.Checksum]
	// Open opens it; it may be called often and by several goroutines. A
	// document is not to blame for its error, so [Pipeline.Extract] returns it
	// as it is.
	Open func() (*spacy.Language, error)
}

// A Pipeline turns bytes into claims.
type Pipeline struct {
	model *Model
	// What documents are annotated with is made when the first one is.
	mentions func() *mention.Recognizer
	chains   func() *coref.Resolver
	clauses  func() *clause.Parser
	ontology *rule.Ontology
	rules    []extract.Rule // of ontology
	pairs    *pair.Finder   // nil for none
	steps    []step
	config   Config // for WithNames
}

// A step fills its layers of a; ctx ends a long one.
type step struct {
	extract.Step
	run func(ctx context.Context, raw []byte, a *extract.Analysis) error
}

// versions are bumped by hand when the code of a step makes another output of
// the same input. TestVersions fails when that was forgotten; `make versions`
// records the new output.
var versions = map[string]int{
	"source":   3,
	"annotate": 3,
	"mention":  7, // with coref
	"clause":   7,
	"rule":     7,
}

func fingerprint(step string, inputs ...string) extract.Step {
	parts := append([]string{step, strconv.Itoa(versions[step])}, inputs...)
	return extract.Step{Name: step, Fingerprint: extract.Hash(parts...)}
}

// New makes the pipeline.
func New(c Config) *Pipeline {
	model := c.Model
	if model == nil {
		model = &Model{c.Language.Checksum(), func() (*spacy.Language, error) { return c.Language, nil }}
	}
	p := &Pipeline{
		model:    model,
		mentions: sync.OnceValue(func() *mention.Recognizer { return mention.New(c.Lexicon, c.Types, c.Gazetteer) }),
		chains:   sync.OnceValue(func() *coref.Resolver { return coref.New(c.Lexicon, c.Types) }),
		clauses:  sync.OnceValue(func() *clause.Parser { return clause.New(c.Lexicon) }),
		ontology: c.Ontology,
		rules:    c.Ontology.Inputs(),
		config:   c,
	}
	if c.Pairs != nil {
		relations := map[string]bool{}
		for _, r := range c.Ontology.Relations() {
			relations[r.Name] = r.Symmetric
		}
		p.pairs = pair.NewFinder(c.Pairs, c.Types, relations)
	}
	p.fillSteps()
	return p
}

// fillSteps puts the steps of p into order.
func (p *Pipeline) fillSteps() {
	c := p.config
	p.steps = []step{
		{fingerprint("source"), p.source},
		{fingerprint("annotate", p.model.Checksum), p.annotate},
		{fingerprint("mention", c.Lexicon.Checksum(), c.Types.Checksum(), c.Gazetteer.Checksum(), mention.Checksum()), p.mention},
		{fingerprint("clause", c.Lexicon.Checksum(), clause.Checksum()), p.clause},
		{fingerprint("rule", c.Types.Checksum(), p.pairs.Checksum()), p.rule},
	}
	p.steps[len(p.steps)-1].Rules = p.rules
}

// Steps returns the names and fingerprints of the steps in order.
func (p *Pipeline) Steps() []extract.Step {
	out := make([]extract.Step, len(p.steps))
	for i, s := range p.steps {
		out[i] = s.Step
	}
	return out
}

// Extract runs the steps of p from the one with index from on. The layers
// before it must be filled; of a.Document, URI and File must be set. raw may be
// nil if from is not 0. The error is a [*source.Error], the context's or the
// model's.
func (p *Pipeline) Extract(ctx context.Context, raw []byte, a *extract.Analysis, from int) error {
	for _, s := range p.steps[from:] {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.run(ctx, raw, a); err != nil {
			return err
		}
	}
	return nil
}

func (p *Pipeline) source(_ context.Context, raw []byte, a *extract.Analysis) error {
	doc, err := source.Read(raw, a.Document.URI, a.Document.File)
	if err != nil {
		return err
	}
	*a = extract.Analysis{Document: doc}
	return nil
}

func (p *Pipeline) annotate(_ context.Context, _ []byte, a *extract.Analysis) error {
	nlp, err := p.model.Open()
	if err != nil {
		return err
	}
	a.Sentences = Annotate(nlp, &a.Document)
	return nil
}

func (p *Pipeline) mention(_ context.Context, _ []byte, a *extract.Analysis) error {
	a.Mentions, a.Chains = p.mentions().Mentions(a), nil
	a.Mentions, a.Chains = p.chains().Resolve(a)
	return nil
}

func (p *Pipeline) clause(_ context.Context, _ []byte, a *extract.Analysis) error {
	a.Propositions, a.Attributions = p.clauses().Propositions(a)
	return nil
}

func (p *Pipeline) rule(_ context.Context, _ []byte, a *extract.Analysis) error {
	a.Claims = p.ontology.Claims(a)
	if p.pairs != nil {
		a.Claims = append(a.Claims, p.pairs.Claims(a)...)
		slices.SortFunc(a.Claims, extract.CompareClaims)
	}
	return nil
}

// Anchors returns what rules could hang on in a, whose layers are there but for
// the claims: see [extract.Rule].
func (p *Pipeline) Anchors(a *extract.Analysis) []string { return rule.AnchorKeys(a) }

// WithNames returns the analysis of text, one paragraph, in which the given
// stretches are names of things of the given types. It serves the tests beside
// rules, which must not depend on what the model takes for a name.
func (p *Pipeline) WithNames(ctx context.Context, text string, names []rule.NamedSpan) (*extract.Analysis, error) {
	types := map[string]string{}
	for _, n := range names {
		types[n.In(text)] = n.Type
	}
	var entries []gazetteer.Entry
	for _, name := range slices.Sorted(maps.Keys(types)) {
		entries = append(entries, gazetteer.Entry{ID: "name:" + name, Type: types[name], Names: []string{name}})
	}
	given, err := gazetteer.New(p.config.Types, entries...)
	if err != nil {
		return nil, fmt.Errorf("names of %q: %w", text, err)
	}
	a := &extract.Analysis{Document: extract.Document{
		ID: source.DocumentID("text"), URI: "text", Language: "en", Text: text,
		Blocks: []extract.Block{{Kind: extract.Paragraph, Span: extract.Span{End: len(text)}}},
	}}
	with := *p
	with.mentions = func() *mention.Recognizer { return p.mentions().With(given) }
	with.fillSteps()
	return a, with.Extract(ctx, nil, a, 1)
}
