package rule

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dossier/extract"
)

var (
	relationPattern = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	// An attribute becomes a property of a node and is named like one, in two
	// words or more, so that a relation in lower case is no attribute.
	attributePattern = regexp.MustCompile(`^[a-z][a-z0-9]*([A-Z][a-z0-9]*)+$`)
	rulePattern      = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
	notInName        = regexp.MustCompile(`[^A-Z0-9]+`)
)

func isRelationName(s string) bool  { return relationPattern.MatchString(s) }
func isAttributeName(s string) bool { return attributePattern.MatchString(s) }
func isRuleID(s string) bool        { return rulePattern.MatchString(s) }

// relationName turns s into a relation name as well as may be.
func relationName(s string) string {
	s = strings.Trim(notInName.ReplaceAllString(strings.ToUpper(s), "_"), "_0123456789")
	if s == "" {
		return "RELATION"
	}
	return s
}

// word returns the text of a scalar that is a plain string and not empty;
// anything else is noted as an error that says what was wanted.
func (s *source) word(n *node, want string) (string, bool) {
	switch {
	case n.kind != scalarNode:
		s.errorf(n, "", "expected %s, not a list or mapping", want)
	case n.typ == "null" || n.typ == "" && n.text == "":
		s.errorf(n, "", "expected %s, found nothing", want)
	case n.typ != "":
		s.errorf(n, `quote it if it is meant as a word: "`+n.text+`"`, "expected %s, found a %s", want, n.typ)
	case s.booleanElsewhere(n):
		s.errorf(n, `quote it: "`+n.text+`"`, "%s without quotation marks is a boolean to many YAML readers", n.text)
	default:
		return n.text, true
	}
	return "", false
}

// booleanElsewhere reports whether YAML 1.1 would read the scalar as a boolean.
func (s *source) booleanElsewhere(n *node) bool {
	switch strings.ToLower(n.text) {
	case "y", "n", "yes", "no", "on", "off":
		return !s.quoted(n)
	}
	return false
}

// A reader reads the entries of one file.
type reader struct {
	*source
	loader *loader
}

// scalars returns the items of a list, or n itself.
func (r *reader) scalars(n *node) []*node {
	switch {
	case n.kind == mapNode:
		r.errorf(n, "", "expected a word or a list of words, not a mapping")
		return nil
	case n.kind == listNode && len(n.items) == 0:
		r.errorf(n, "remove the key or name a word", "empty list")
		return nil
	case n.kind == listNode:
		return n.items
	}
	return []*node{n}
}

// words reads a word, a list of words, or names of lists among them, into a
// sorted set.
func (r *reader) words(n *node) []string {
	var out []string
	for _, item := range r.scalars(n) {
		if text, ok := r.word(item, "a word or the name of a list"); ok {
			out = append(out, r.entry(item, text)...)
		}
	}
	return sortedSet(out)
}

// entry returns the words of a list, or the word itself.
func (r *reader) entry(n *node, text string) []string {
	if strings.HasPrefix(text, "@") {
		return r.list(n, text, 0)
	}
	return []string{fold(text)}
}

// list returns the entries of the list named at byte at of n, nil if there is
// no such list.
func (r *reader) list(n *node, name string, at int) []string {
	entries, ok := r.loader.lists[strings.TrimPrefix(name, "@")]
	if !ok {
		r.errorIn(n, at, at+len(name), didYouMean(name, r.loader.lists.names()), "unknown list %s", name)
		return nil
	}
	r.loader.used[strings.TrimPrefix(name, "@")] = true
	if len(entries) == 0 {
		r.errorIn(n, at, at+len(name), "add an entry", "list %s is empty", name)
		return nil
	}
	return entries
}

// parseTypes reads "Actor|Vessel" at byte at of n into a sorted set.
func (r *reader) parseTypes(n *node, text string, at int) []string {
	var out []string
	for _, p := range splitKeep(text, '|') {
		start, end := at+p.start, at+p.start+len(p.text)
		switch {
		case p.text == "":
			r.errorIn(n, at, at+len(text), `write types with | between them`, "entity type missing")
		case !r.loader.types.Known(p.text):
			r.errorIn(n, start, end, didYouMean(p.text, r.loader.types.Names()), "unknown entity type %q", p.text)
		default:
			out = append(out, p.text)
		}
	}
	return sortedSet(out)
}

// relation reads the properties of a relation.
func (l *loader) relation(e *relationEntry) Relation {
	rel := Relation{Name: e.name, File: e.first.src.Name, Line: e.first.node.line}
	is, ok := e.props["is"]
	if !ok {
		e.first.src.errorf(e.first.node, `write "is: Person -> Organization"`, "relation %s does not say what it is between", e.name)
	} else {
		r := &reader{is.src, l}
		rel.Subject, rel.Object = r.parseIs(is.node)
		r.checkObject(is.node, rel.Name, rel.Object)
	}
	if p, ok := e.props["doc"]; ok {
		rel.Doc, _ = p.src.word(p.node, "a sentence")
	}
	if p, ok := e.props["symmetric"]; ok {
		rel.Symmetric = p.src.boolean(p.node)
	}
	if p, ok := e.props["functional"]; ok {
		rel.Functional = p.src.boolean(p.node)
	}
	if p, ok := e.props["via"]; ok {
		r := &reader{p.src, l}
		rel.Via = r.choices(p.node, vias)
	}
	if p, ok := e.props["maps"]; ok {
		r := &reader{p.src, l}
		rel.Maps = r.parseMaps(p.node)
	}
	if rel.Symmetric && rel.Subject != nil && !slices.Equal(rel.Subject, rel.Object) {
		is.src.errorf(is.node, "give both ends the same types", "a symmetric relation between different types")
	}
	return rel
}

func (r *reader) parseIs(n *node) (subject, object []string) {
	text, ok := r.word(n, `types such as "Person -> Organization"`)
	if !ok {
		return nil, nil
	}
	at := strings.Index(text, "->")
	if at < 0 {
		r.errorf(n, `write "is: Person -> Organization"`, "no -> between the types")
		return nil, nil
	}
	subject = r.parseTypes(n, text[:at], 0)
	object = r.parseTypes(n, text[at+2:], at+2)
	for _, t := range subject {
		if extract.IsValue(t) {
			r.errorf(n, "take it as a qualifier of another relation", "a claim about a value is not yet supported: %s", t)
		}
	}
	return subject, object
}

// checkObject refuses a value as the object of a relation, and anything else as
// that of an attribute.
func (r *reader) checkObject(n *node, name string, object []string) {
	switch {
	case object == nil:
	case isRelationName(name) && slices.ContainsFunc(object, extract.IsValue):
		r.errorf(n, "name it like a property: birthDate", "the object of relation %s is a value", name)
	case isAttributeName(name) && !areValues(object):
		r.errorf(n, "name it in capitals, or write a value, such as Date", "the object of attribute %s is an entity", name)
	}
}

// areValues reports whether types, those of an object, make an attribute.
func areValues(types []string) bool {
	return len(types) > 0 && !slices.ContainsFunc(types, func(t string) bool { return !extract.IsValue(t) })
}

// boolean reads true or false.
func (s *source) boolean(n *node) bool {
	if n.kind != scalarNode || n.typ != "boolean" {
		s.errorf(n, "", "expected true or false")
		return false
	}
	return strings.EqualFold(n.text, "true")
}

// choices reads words of a closed set.
func (r *reader) choices(n *node, known []string) []string {
	var out []string
	for _, item := range r.scalars(n) {
		text, ok := r.word(item, "one of "+strings.Join(known, ", "))
		if !ok {
			continue
		}
		if !slices.Contains(known, text) {
			r.errorf(item, didYouMean(text, known), "unknown value %q", text)
			continue
		}
		out = append(out, text)
	}
	return sortedSet(out)
}

// vocabularies are the schemes that maps may point to.
var vocabularies = []string{"followthemoney", "wikidata", "plover", "knowledgenet", "tac"}

func (r *reader) parseMaps(n *node) map[string][]string {
	if n.kind != mapNode {
		r.errorf(n, `write "wikidata: P108"`, "maps must be a mapping")
		return nil
	}
	out := map[string][]string{}
	for _, e := range n.entries {
		if !slices.Contains(vocabularies, e.key.text) {
			r.errorf(e.key, didYouMean(e.key.text, vocabularies), "unknown vocabulary %q", e.key.text)
			continue
		}
		for _, item := range r.scalars(e.value) {
			if text, ok := r.word(item, "a term"); ok {
				out[e.key.text] = append(out[e.key.text], text)
			}
		}
		slices.Sort(out[e.key.text])
	}
	return out
}

// rule compiles one rule. It returns nil if the rule cannot be used; the
// reason is noted.
func (l *loader) rule(relations map[string]Relation, rel *relationEntry, e ruleEntry) *Rule {
	r := &reader{e.src, l}
	before := len(l.errors)
	own := relations[rel.name]
	p := program{Relation: rel.name, Confidence: 1}
	main := newOutput(own)
	for _, k := range e.inner {
		v := k.value
		switch k.key.text {
		case "id":
		case "verb":
			p.Verb = r.words(v)
		case "noun":
			p.Noun = r.words(v)
		case "adjective":
			p.Adjective = r.words(v)
		case "title":
			p.Title = r.words(v)
		case "support":
			p.Support = r.words(v)
		case "pattern":
			for _, item := range r.scalars(v) {
				if pt := r.parsePattern(item); pt != nil {
					p.Pattern = append(p.Pattern, pt)
				}
			}
			slices.SortFunc(p.Pattern, func(a, b pattern) int { return strings.Compare(a.String(), b.String()) })
		case "subject":
			main.Subject = r.endSlot(v)
		case "object":
			main.Object = r.objectSlot(v, own.Object)
		case "pair":
			main.Pair = r.parsePair(v)
		case "status":
			main.Status = r.parseStatus(v)
		case "phase":
			main.Phase = r.parsePhase(v)
		case "confidence":
			p.Confidence = r.parseConfidence(v)
		case "take":
			p.Take = r.parseTake(v)
		case "where":
			if c := r.parseCondition(v, false); c != nil {
				p.Where = *c
			}
		case "not":
			if c := r.parseCondition(v, false); c != nil {
				p.Not = *c
			}
		}
	}
	p.Outputs = []output{main}
	if len(l.errors) == before {
		r.checkRule(e, &p, own)
	}
	if also := get(e.inner, "also"); also != nil {
		p.Outputs = append(p.Outputs, r.parseAlso(also, relations)...)
	}
	if len(l.errors) > before {
		return nil
	}
	rule := &Rule{ID: rel.name + "/" + e.id, Relation: rel.name, File: e.src.Name, Line: e.node.line, program: p}
	rule.compile()
	return rule
}

func newOutput(rel Relation) output {
	return output{Relation: rel.Name, SubjectType: rel.Subject, ObjectType: rel.Object, Symmetric: rel.Symmetric, Via: rel.Via}
}

func get(entries []entry, key string) *node {
	for _, e := range entries {
		if e.key.text == key {
			return e.value
		}
	}
	return nil
}

// checkRule refuses rules that could never match or that contradict themselves.
func (r *reader) checkRule(e ruleEntry, p *program, rel Relation) {
	main := p.Outputs[0]
	hasAnchor := len(p.Verb)+len(p.Noun)+len(p.Adjective)+len(p.Title)+len(p.Pattern) > 0
	key := func(k string) *node { return get(e.inner, k) }
	switch {
	case !hasAnchor:
		r.errorf(e.node, "give it one of "+strings.Join(anchorKeys, ", "), "rule without an anchor")
	case areValues(rel.Object) && main.Object == nil && len(p.Pattern) == 0:
		r.errorf(e.node, "name it: object: date", "attribute without the slot of its value")
	case len(p.Support) > 0 && len(p.Noun) == 0:
		r.errorf(key("support"), "add a noun", "support verbs without a noun to support")
	case main.Pair != nil && (main.Subject != nil || main.Object != nil):
		r.errorf(key("pair"), "remove subject and object", "pair beside subject or object")
	case main.Pair != nil && !rel.Symmetric:
		r.errorf(key("pair"), "set symmetric: true, or name subject and object", "pair in a relation that is not symmetric")
	case len(p.Pattern) > 0 && len(p.Verb)+len(p.Noun)+len(p.Adjective)+len(p.Title) > 0:
		r.errorf(key("pattern"), "make it a rule of its own", "pattern beside another anchor is not yet supported")
	case len(p.Pattern) > 0 && (main.Subject != nil || main.Object != nil || main.Pair != nil):
		r.errorf(key("pattern"), "the placeholders are the slots", "slots beside a pattern")
	case len(p.Pattern) > 0 && (p.Take != nil || key("also") != nil):
		r.errorf(key("pattern"), "", "take and also beside a pattern are not yet supported")
	case len(p.Pattern) > 0 && !(p.Where.onlyEnds() && p.Not.onlyEnds()):
		r.errorf(key("pattern"), "ask about subject and object", "other conditions beside a pattern are not yet supported")
	}
}

// endSlot reads a slot that must yield an entity.
func (r *reader) endSlot(n *node) slot {
	s := r.parseSlot(n)
	for _, p := range s {
		if last := p[len(p)-1]; last == titleStep || strings.HasPrefix(last, valueStep) || last == extract.Content {
			r.errorf(n, "use it under take", "slot %s yields no entity", slot{p})
			return nil
		}
	}
	return s
}

// objectSlot reads the slot of an object of one of types: an entity, or the value
// of an attribute.
func (r *reader) objectSlot(n *node, types []string) slot {
	if !areValues(types) {
		return r.endSlot(n)
	}
	s := r.parseSlot(n)
	for _, p := range s {
		if !strings.HasPrefix(p[len(p)-1], valueStep) {
			r.errorf(n, "name the value, such as date", "slot %s yields no value", slot{p})
			return nil
		}
	}
	return s
}

func (r *reader) parsePair(n *node) []slot {
	text, ok := r.word(n, `two slots such as "agent + p:with"`)
	if !ok {
		return nil
	}
	sides := splitKeep(text, '+')
	if len(sides) != 2 {
		r.errorf(n, `write "agent + p:with|p:between"`, "a pair needs two slots")
		return nil
	}
	a := r.parseSlotIn(n, sides[0].text, sides[0].start)
	b := r.parseSlotIn(n, sides[1].text, sides[1].start)
	if a == nil || b == nil {
		return nil
	}
	return []slot{a, b}
}

func (r *reader) parseStatus(n *node) string {
	text, ok := r.word(n, "a status")
	if ok && !isStatus(text) {
		r.errorf(n, didYouMean(text, statusWords()), "unknown status %q", text)
		return ""
	}
	return text
}

func (r *reader) parsePhase(n *node) string {
	text, ok := r.word(n, "one of "+strings.Join(phases, ", "))
	if ok && !slices.Contains(phases, text) {
		r.errorf(n, didYouMean(text, phases), "unknown phase %q", text)
		return ""
	}
	return text
}

func (r *reader) parseConfidence(n *node) float64 {
	f, err := strconv.ParseFloat(n.text, 64)
	if n.kind != scalarNode || n.typ != "number" || err != nil || !(f > 0 && f <= 1) {
		r.errorf(n, "1 is the default", "confidence must be a number over 0 and up to 1")
		return 0
	}
	return f
}

func (r *reader) parseTake(n *node) []capture {
	if n.kind != mapNode {
		r.errorf(n, `write "role: title"`, "take must be a mapping of names to slots")
		return nil
	}
	var out []capture
	for _, e := range n.entries {
		if !isRuleID(e.key.text) {
			r.errorf(e.key, "use lower-case letters, digits and _", "%q is no qualifier name", e.key.text)
			continue
		}
		if s := r.parseSlot(e.value); s != nil {
			out = append(out, capture{e.key.text, s})
		}
	}
	slices.SortFunc(out, func(a, b capture) int { return strings.Compare(a.Name, b.Name) })
	return out
}

var alsoKeys = []string{"relation", "subject", "object", "status", "phase"}

// parseAlso reads one further output or a list of them.
func (r *reader) parseAlso(n *node, relations map[string]Relation) []output {
	items := []*node{n}
	if n.kind == listNode {
		items = n.items
	}
	var out []output
	for _, item := range items {
		if item.kind != mapNode {
			r.errorf(item, `write {relation: OWNS, subject: agent, object: patient}`, "also must be a mapping")
			continue
		}
		var o output
		var of Relation
		if n := item.get("relation"); n != nil {
			of = relations[n.text]
		}
		for _, e := range item.entries {
			switch e.key.text {
			case "relation":
				name, ok := r.word(e.value, "a relation")
				rel, known := relations[name]
				if ok && !known {
					var names []string
					for k := range relations {
						names = append(names, k)
					}
					slices.Sort(names)
					r.errorf(e.value, didYouMean(name, names), "unknown relation %q", name)
				}
				s, ob, st, ph := o.Subject, o.Object, o.Status, o.Phase
				o = newOutput(rel)
				o.Subject, o.Object, o.Status, o.Phase = s, ob, st, ph
			case "subject":
				o.Subject = r.endSlot(e.value)
			case "object":
				o.Object = r.objectSlot(e.value, of.Object)
			case "status":
				o.Status = r.parseStatus(e.value)
			case "phase":
				o.Phase = r.parsePhase(e.value)
			default:
				r.errorf(e.key, didYouMean(e.key.text, alsoKeys), "unknown key %q", e.key.text)
			}
		}
		if item.get("relation") == nil {
			r.errorf(item, "", "also without a relation")
		}
		out = append(out, o)
	}
	return out
}
