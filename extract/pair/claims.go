package pair

import (
	"slices"
	"strings"

	"dossier/extract"
)

// RuleName is what the model goes by among the rules of a relation.
const RuleName = "learned"

// A Finder makes claims with a model. It does not change.
type Finder struct {
	model     *Model
	types     *extract.Types
	symmetric map[string]bool
	labels    []int // those whose relations the ontology has
}

// NewFinder returns a finder for the relations of an ontology: by name, whether
// they are symmetric.
func NewFinder(m *Model, types *extract.Types, relations map[string]bool) *Finder {
	f := &Finder{model: m, types: types, symmetric: relations}
	for i, l := range m.Labels {
		if _, known := relations[l.Relation]; known && len(l.Steps) > 0 {
			f.labels = append(f.labels, i)
		}
	}
	return f
}

// Checksum changes with the model and with what of it is used.
func (f *Finder) Checksum() string {
	if f == nil {
		return ""
	}
	parts := []string{f.model.Checksum()}
	for _, l := range f.labels {
		parts = append(parts, f.model.Labels[l].Relation)
	}
	return extract.Hash(parts...)
}

// couple is two things in one sentence, whichever comes first; a value is below
// zero.
type couple struct{ sentence, a, b int }

func coupleOf(sentence, s, o int) couple { return couple{sentence, min(s, o), max(s, o)} }

// told is a couple with a relation.
type told struct {
	couple
	label int
}

// Claims returns the claims of a that the model adds to those of the rules, in
// canonical order: at most one of a relation for each pair of things in a
// sentence, and none where a rule has made one beside which it does not stand.
func (f *Finder) Claims(a *extract.Analysis) []extract.Claim {
	if len(f.labels) == 0 {
		return nil
	}
	x := newIndex(a)
	touched := NewTouched(a)
	best := map[told]extract.Claim{}
	var order []told
	scores := make([]float64, len(f.model.Labels))
	hosts := newHosts(a)
	for _, c := range Candidates(a) {
		s, o := &a.Mentions[c.Subject], &a.Mentions[c.Object]
		at := coupleOf(s.Sentence, x.key(c.Subject), x.key(c.Object))
		if !f.anyFits(a, c) {
			continue
		}
		f.model.scores(x, c, scores)
		for _, l := range f.labels {
			label := &f.model.Labels[l]
			if !touched.leaves(label, at) {
				continue
			}
			sure := label.confidence(scores[l]) * byForm(s) * byForm(o)
			old, there := best[told{at, l}]
			if sure < least || there && old.Confidence >= sure || !label.Fits(f.types, a, c) {
				continue
			}
			claim, ok := hosts.claim(label, c, sure)
			if !ok {
				continue
			}
			if !there {
				order = append(order, told{at, l})
			}
			best[told{at, l}] = claim
		}
	}
	var out []extract.Claim
	surest := f.surest(a, order, best)
	for _, at := range order {
		c := best[at]
		if u := f.unless(at.label); u >= 0 && best[told{at.couple, u}].ID != "" {
			continue
		}
		if f.model.Labels[at.label].One && !x.together(c.Object.Mention, surest[one{c.Sentence, c.Subject.Chain, c.Predicate}]) {
			continue
		}
		c.Confidence *= elsewhere
		out = append(out, c)
	}
	slices.SortFunc(out, extract.CompareClaims)
	return out
}

// one is what a sentence says once of a subject: where it was born.
type one struct {
	sentence, subject int
	predicate         string
}

// surest returns the objects' mentions of the claims that are surest of theirs, those
// of the rules before those of the model, of equals the first.
func (f *Finder) surest(a *extract.Analysis, order []told, best map[told]extract.Claim) map[one]int {
	objects, sure := map[one]int{}, map[one]float64{}
	take := func(c *extract.Claim, confidence float64) {
		key := one{c.Sentence, c.Subject.Chain, c.Predicate}
		if confidence > sure[key] {
			objects[key], sure[key] = c.Object.Mention, confidence
		}
	}
	for i := range a.Claims {
		take(&a.Claims[i], 1)
	}
	for _, at := range order {
		c := best[at]
		take(&c, min(c.Confidence, 0.99))
	}
	return objects
}

// A Touched tells what rules have said of the couples of an analysis.
type Touched map[couple][]string

// NewTouched collects what a.Claims say.
func NewTouched(a *extract.Analysis) Touched {
	t := Touched{}
	for i := range a.Claims {
		c := &a.Claims[i]
		o, said := c.Object.Chain, c.Predicate
		if o < 0 {
			o = -1 - c.Object.Mention
		}
		if c.Status != extract.Asserted && c.Status != extract.Past {
			said = "" // whatever it is, nothing may be found beside it
		}
		at := coupleOf(c.Sentence, c.Subject.Chain, o)
		t[at] = append(t[at], said)
	}
	return t
}

// leaves reports whether what rules have said leaves room for a claim of label.
func (t Touched) leaves(label *Label, at couple) bool {
	return !slices.ContainsFunc(t[at], func(said string) bool { return !slices.Contains(label.Beside, said) })
}

// unless returns the label that says more than l, -1 if none.
func (f *Finder) unless(l int) int {
	return slices.IndexFunc(f.model.Labels, func(m Label) bool { return m.Relation == f.model.Labels[l].Unless })
}

func (f *Finder) anyFits(a *extract.Analysis, c Candidate) bool {
	return slices.ContainsFunc(f.labels, func(l int) bool { return f.model.Labels[l].Fits(f.types, a, c) })
}

// Texts that were chosen for what they say of people and companies teach the model,
// and in others fewer pairs hold: of some two hundred claims from news, filings and
// encyclopedias three quarters were right.
const (
	least     = 0.75 // confidence of a claim, by those texts
	elsewhere = 0.8  // of which so much is left in others
)

// byForm is the doubt that an end adds that is no name.
func byForm(m *extract.Mention) float64 {
	switch m.Form {
	case extract.Nominal:
		return 0.9
	case extract.Pronoun:
		return 0.85
	}
	return 1
}

// hosts finds the proposition that holds a pair.
type hosts struct {
	a  *extract.Analysis
	at map[[2]int]int // sentence and token to the proposition headed there
}

func newHosts(a *extract.Analysis) *hosts {
	h := &hosts{a, map[[2]int]int{}}
	for i := range a.Propositions {
		p := &a.Propositions[i]
		if _, there := h.at[[2]int{p.Sentence, p.Head}]; !there {
			h.at[[2]int{p.Sentence, p.Head}] = i
		}
	}
	return h
}

// claim makes the claim of a pair, if the clause that holds it asserts it, or says
// that it is over.
func (h *hosts) claim(l *Label, c Candidate, confidence float64) (extract.Claim, bool) {
	s, o := &h.a.Mentions[c.Subject], &h.a.Mentions[c.Object]
	toks := h.a.Sentences[s.Sentence].Tokens
	_, _, top := route(toks, s.Head, o.Head)
	if top < 0 {
		return extract.Claim{}, false
	}
	claim := extract.Claim{
		Sentence: s.Sentence, Predicate: l.Relation, Subject: argument(h.a, c.Subject, "subject"), Object: argument(h.a, c.Object, "object"),
		Status: extract.Asserted, Nuance: extract.NuanceAsserted, Confidence: confidence,
		Rules: []string{l.Relation + "/" + RuleName}, Proposition: -1, Trigger: toks[top].Span,
	}
	if i, ok := h.host(s.Sentence, top); ok {
		p := &h.a.Propositions[i]
		if p.Nuance != extract.NuanceAsserted && p.Nuance != extract.NuanceEnded {
			return extract.Claim{}, false
		}
		claim.Nuance, claim.Status, claim.Cue, claim.Time = p.Nuance, p.Status, p.Cue, p.Time
		claim.Attributions = slices.Clone(p.Attributions)
		if l.State && claim.Nuance == extract.NuanceAsserted && past(toks, p.Head) {
			claim.Nuance, claim.Status = extract.NuanceEnded, extract.Past
		}
	}
	if l.Role != "" {
		q := claim.Subject
		q.Role, q.Value, q.Datatype, q.Mention, q.Chain, q.Span = "role", l.Role, "text", -1, -1, claim.Trigger
		claim.Qualifiers = []extract.Argument{q}
	}
	claim.ID = h.a.ClaimID(&claim)
	return claim, true
}

// host returns the proposition headed at a token or at the nearest above it.
func (h *hosts) host(sentence, token int) (int, bool) {
	toks := h.a.Sentences[sentence].Tokens
	for range toks {
		if i, ok := h.at[[2]int{sentence, token}]; ok {
			return i, true
		}
		if toks[token].Head == token {
			break
		}
		token = toks[token].Head
	}
	return 0, false
}

// past reports whether the verb at a token is in a past tense that does not reach
// to the present.
func past(toks []extract.Token, head int) bool {
	for i := range toks {
		if toks[i].Head == head && (toks[i].Dep == "aux" || toks[i].Dep == "auxpass") {
			switch toks[i].Lemma {
			case "have":
				return toks[i].Tag == "VBD"
			case "be":
				return toks[i].Tag == "VBD"
			}
		}
	}
	return toks[head].Tag == "VBD"
}

func argument(a *extract.Analysis, i int, role string) extract.Argument {
	m := &a.Mentions[i]
	arg := extract.Argument{Role: role, Span: m.Span, Head: m.Head, Lemma: a.Sentences[m.Sentence].Tokens[m.Head].Lemma,
		Mention: i, Chain: m.Chain, Proposition: -1, Via: m.Via}
	if m.Form == extract.Value {
		arg.Value, arg.Datatype = m.Normal, strings.ToLower(m.Type)
	}
	return arg
}
