package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/extract"
)

var entityTypes = extract.DefaultTypes()

func knownNuance(n string) bool {
	switch extract.Nuance(n) {
	case extract.NuanceAsserted, extract.NuanceEnded, extract.NuanceNegated, extract.NuanceDenied,
		extract.NuancePlanned, extract.NuanceDemanded, extract.NuanceThreatened, extract.NuanceConditional,
		extract.NuanceCounterfactual, extract.NuanceAlleged, extract.NuancePossible, extract.NuanceQuestioned:
		return true
	}
	return false
}

// A gold is the annotation of one document, with offsets in bytes until it is
// written.
type gold struct {
	Document  document
	Ignored   []span
	Sentences []span
	Mentions  []*mention
	Entities  []*entity
	Claims    []*claim
}

type document struct {
	Kind      string `json:"kind"`
	ID        string `json:"id"`
	Text      string `json:"text"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"`
	Language  string `json:"language"`
	File      string `json:"file"`
	// The relations that are annotated; all, if none is named.
	Annotated []string `json:"annotated,omitempty"`
}

type mention struct {
	span
	form   string
	entity *entity
}

type entity struct {
	Kind    string   `json:"kind"`
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Aliases []string `json:"aliases,omitempty"`
}

type claim struct {
	Predicate       string
	subject, object *mention
	Nuance          extract.Nuance
	Status          extract.Status
	speakers        []argument
	own, Edge       bool
	inferred        bool
	negated         bool
	via             string
	sentence        span
}

// An argument is the span of a speaker, who need not be an entity.
type argument struct {
	span
	entity *entity
}

// build finds everything that s quotes in text and checks it.
func build(s *source, text string) (*gold, error) {
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("%s: not UTF-8", s.file)
	}
	id, _, _ := strings.Cut(s.file, ".")
	g := &gold{Document: document{Kind: "document", ID: id, Text: text, Title: s.title,
		Published: s.published, Language: "en", File: s.path, Annotated: s.annotated}}
	g.Sentences = sentences(text)
	for _, q := range s.ignore {
		found, err := once(text, q)
		if err != nil {
			return nil, errorAt(s.name, q.line, "%w", err)
		}
		g.Ignored = append(g.Ignored, found['['])
	}
	if err := g.addMentions(s); err != nil {
		return nil, err
	}
	for _, c := range s.claims {
		if err := g.addClaim(s, c); err != nil {
			return nil, errorAt(s.name, c.line, "%w", err)
		}
	}
	sort.SliceStable(g.Claims, func(i, j int) bool { return g.Claims[i].sentence.start < g.Claims[j].sentence.start })
	return g, nil
}

// addMentions adds the entities and their mentions: marked places first, then
// names, the longest quotation first.
func (g *gold) addMentions(s *source) error {
	type candidate struct {
		foundName
		entity *entity
		line   int
	}
	quoted := map[span]int{} // of the names taken
	var names []candidate
	for _, es := range s.entities {
		e := &entity{Kind: "entity", ID: entityID(es.typ, es.name), Name: es.name, Type: es.typ}
		if slices.ContainsFunc(g.Entities, func(o *entity) bool { return o.ID == e.ID }) {
			return errorAt(s.name, es.line, "second entity with id %s", e.ID)
		}
		g.Entities = append(g.Entities, e)
		for _, p := range es.places {
			found, err := once(g.Document.Text, p.quotation)
			if err != nil {
				return errorAt(s.name, p.line, "%w", err)
			}
			sp, ok := found['[']
			if !ok {
				return errorAt(s.name, p.line, "no [bracket]: %s", p.text)
			}
			if m := g.overlapping(sp); m != nil {
				return errorAt(s.name, p.line, "overlaps a mention of %s: %s", m.entity.ID, p.text)
			}
			g.Mentions = append(g.Mentions, &mention{sp, p.form, e})
		}
		for _, q := range es.everywhere {
			found, err := every(g.Document.Text, q)
			if err != nil {
				return errorAt(s.name, q.line, "%w", err)
			}
			for _, sp := range found {
				names = append(names, candidate{sp, e, q.line})
			}
		}
	}
	sort.SliceStable(names, func(i, j int) bool { return names[i].quoted > names[j].quoted })
	for _, n := range names {
		if m := g.overlapping(n.span); m != nil {
			if m.span == n.span && m.entity != n.entity && quoted[m.span] == n.quoted {
				return errorAt(s.name, n.line, "also a name of %s; mark the places", m.entity.ID)
			}
			continue
		}
		if !slices.ContainsFunc(g.Ignored, n.overlaps) {
			quoted[n.span] = n.quoted
			g.Mentions = append(g.Mentions, &mention{n.span, "name", n.entity})
		}
	}
	sort.Slice(g.Mentions, func(i, j int) bool { return g.Mentions[i].start < g.Mentions[j].start })
	for _, e := range g.Entities {
		for _, m := range g.Mentions {
			if t := oneLine(g.Document.Text[m.start:m.end]); m.entity == e && m.form == "name" && t != e.Name && !slices.Contains(e.Aliases, t) {
				e.Aliases = append(e.Aliases, t)
			}
		}
		if !slices.ContainsFunc(g.Mentions, func(m *mention) bool { return m.entity == e }) {
			return fmt.Errorf("%s: entity %s has no mention", s.name, e.ID)
		}
		sort.Strings(e.Aliases)
	}
	return nil
}

func (g *gold) overlapping(sp span) *mention {
	for _, m := range g.Mentions {
		if m.overlaps(sp) {
			return m
		}
	}
	return nil
}

// addClaim finds a claim's ends, which must be mentions, and its speakers.
func (g *gold) addClaim(s *source, cs claimSource) error {
	text := g.Document.Text
	found, err := once(text, cs.quotation)
	if err != nil {
		return err
	}
	_, hasSubject := found['[']
	_, hasObject := found['{']
	trigger := found[whole]
	take := func(q *quotation, kind rune) error {
		if q == nil {
			return nil
		}
		other, err := once(text, *q)
		if err != nil {
			return err
		}
		sp, ok := other[kind]
		if !ok {
			return fmt.Errorf("no %c bracket: %s", kind, q.text)
		}
		found[kind] = sp
		return nil
	}
	if err := take(cs.subject, '['); err != nil {
		return err
	}
	if err := take(cs.object, '{'); err != nil {
		return err
	}
	c := &claim{Predicate: cs.predicate, Nuance: extract.Nuance(cs.nuance), own: cs.own, inferred: cs.inferred, negated: cs.negated, via: cs.via}
	c.Status = c.Nuance.Status()
	if c.subject, err = g.mentionAt(found, '['); err != nil {
		return err
	}
	if c.object, err = g.mentionAt(found, '{'); err != nil {
		return err
	}
	if err := checkEnds(relations[c.Predicate], c.subject.entity, c.object.entity); err != nil {
		return err
	}
	if sp, ok := found['<']; ok {
		c.speakers = append(c.speakers, g.argumentAt(sp))
	}
	for _, q := range cs.by {
		if err := take(&q, '<'); err != nil {
			return err
		}
		c.speakers = append(c.speakers, g.argumentAt(found['<']))
	}
	switch {
	case hasSubject || hasObject:
		c.sentence = g.evidence(c.subject.span, c.object.span, c.inferred)
	case c.inferred:
		c.sentence = g.evidence(trigger, trigger, false)
	default:
		c.sentence = g.evidence(c.subject.span, c.object.span, false).join(g.evidence(trigger, trigger, false))
	}
	c.Edge = c.Nuance == extract.NuanceAsserted && (len(c.speakers) == 0 || c.own) &&
		g.named(c.subject.entity) && g.named(c.object.entity)
	g.Claims = append(g.Claims, c)
	return nil
}

func (g *gold) mentionAt(found map[rune]span, kind rune) (*mention, error) {
	sp, ok := found[kind]
	if !ok {
		return nil, fmt.Errorf("no %c bracket", kind)
	}
	for _, m := range g.Mentions {
		if m.span == sp {
			return m, nil
		}
	}
	return nil, fmt.Errorf("no mention is exactly %q", g.Document.Text[sp.start:sp.end])
}

func (g *gold) argumentAt(sp span) argument {
	for _, m := range g.Mentions {
		if m.span == sp {
			return argument{sp, m.entity}
		}
	}
	return argument{span: sp}
}

// evidence returns the sentences from one end to the other, or only those of a
// if b is inferred.
func (g *gold) evidence(a, b span, inferred bool) span {
	all := a.join(b)
	if inferred {
		all = a
	}
	first, last := all.start, all.end
	var ev span
	for _, s := range g.Sentences {
		if s.start <= first {
			ev.start = s.start
		}
		if s.end >= last {
			ev.end = s.end
			return ev
		}
	}
	return ev
}

// named reports whether some mention of e is a name.
func (g *gold) named(e *entity) bool {
	return slices.ContainsFunc(g.Mentions, func(m *mention) bool { return m.entity == e && m.form == "name" })
}

func checkEnds(r relation, subject, object *entity) error {
	is := func(e *entity, types []string) bool {
		return slices.ContainsFunc(types, func(t string) bool { return entityTypes.Is(e.Type, t) })
	}
	if !is(subject, r.subject) {
		return fmt.Errorf("%s cannot be the subject of %s: it is a %s", subject.ID, r.name, subject.Type)
	}
	if !is(object, r.object) {
		return fmt.Errorf("%s cannot be the object of %s: it is a %s", object.ID, r.name, object.Type)
	}
	if subject == object {
		return fmt.Errorf("%s is both ends of %s", subject.ID, r.name)
	}
	return nil
}

var notSlug = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// entityID is the root type and the name, in lower case.
func entityID(typ, name string) string {
	slug := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "-"), "-")
	return strings.ToLower(entityTypes.Root(typ)) + ":" + slug
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// unmarked lists the capitalised words that stand in no mention and do not
// begin a sentence, each with its line.
func (g *gold) unmarked() []string {
	text := g.Document.Text
	begins := map[int]bool{}
	for _, s := range g.Sentences {
		begins[s.start] = true
	}
	var list []string
	for _, f := range regexp.MustCompile(`\p{Lu}[\p{L}\p{N}.'’-]*`).FindAllStringIndex(text, -1) {
		sp := span{f[0], f[1]}
		if g.overlapping(sp) != nil || slices.ContainsFunc(g.Ignored, sp.overlaps) || begins[sp.start] {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(text[:sp.start]); unicode.IsLetter(before) {
			continue
		}
		list = append(list, fmt.Sprintf("%d: %s", 1+strings.Count(text[:sp.start], "\n"), text[sp.start:sp.end]))
	}
	return list
}

// jsonl writes g as JSON Lines: header, document, the other records in order of
// start and id, then the entities by id.
func (g *gold) jsonl() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	records := []any{header{"header", "dossier-jsonl", 1, "goldgen"}, g.Document}
	records = append(records, g.records()...)
	entities := slices.Clone(g.Entities)
	sort.Slice(entities, func(i, j int) bool { return entities[i].ID < entities[j].ID })
	for _, e := range entities {
		records = append(records, e)
	}
	for _, r := range records {
		if err := enc.Encode(r); err != nil {
			return nil, fmt.Errorf("encoding %s: %w", g.Document.ID, err)
		}
	}
	return buf.Bytes(), nil
}
