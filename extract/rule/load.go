package rule

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"sync"

	"dossier/extract"
)

// A File is a rule file or a list as it was read.
type File struct {
	Name    string // as errors show it
	Data    []byte
	BuiltIn bool // shipped with the program: a file of the user may override it
}

// An Ontology is the checked and compiled rules. It is immutable.
type Ontology struct {
	types     *extract.Types
	nouns     map[string][]string
	relations []Relation // by name
	rules     []*Rule    // by id
	tests     func() ([]Test, error)
	index     map[string][]int
	patterns  patternSet
	checksum  string
}

// Load reads and checks rule files. Files of the user extend the built-in ones:
// a relation of the same name takes over what the user's entry gives, a rule of
// the same id replaces the built-in one. The order of files and rules has no
// effect. The error, if any, is of type [Errors] and lists all that is wrong but
// for the tests of built-in files, which [Ontology.Tests] reads.
func Load(files []File, types *extract.Types, lists Lists) (*Ontology, error) {
	short := slices.Clone(files)
	for i, f := range files {
		if f.BuiltIn {
			short[i] = withoutTests(f)
		}
	}
	o, _, err := load(short, types, lists)
	if err != nil {
		return nil, err
	}
	o.tests = sync.OnceValues(func() ([]Test, error) {
		_, tests, err := load(files, types, lists)
		return tests, err
	})
	return o, nil
}

// load reads files as they are. The tests are by file and line.
func load(files []File, types *extract.Types, lists Lists) (*Ontology, []Test, error) {
	l := &loader{types: types, lists: Lists{}, entries: map[string]*relationEntry{}}
	for name, entries := range lists {
		l.lists[name] = sortedSet(foldAll(entries))
	}
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	roots := l.parse(files)
	l.readTypes(roots)
	l.readLists(roots)
	l.readRelations(roots)
	o, tests := l.build()
	if len(l.errors) > 0 {
		l.errors.sort()
		return nil, nil, l.errors
	}
	return o, tests, nil
}

type fileRoot struct {
	*source
	root *node
}

// parse parses files side by side, which is most of the time that loading takes.
func (l *loader) parse(files []File) []fileRoot {
	parsed, errors := make([]fileRoot, len(files)), make([]Errors, len(files))
	var all sync.WaitGroup
	for i, f := range files {
		all.Go(func() {
			s := newSource(f, &errors[i])
			parsed[i] = fileRoot{s, s.parse()}
		})
	}
	all.Wait()
	var roots []fileRoot
	for i, r := range parsed {
		l.errors = append(l.errors, errors[i]...)
		r.errors = &l.errors
		switch {
		case r.root == nil:
		case r.root.kind != mapNode:
			r.errorf(r.root, `write "RELATION:" with its rules below`, "a rule file must be a mapping of relations")
		default:
			roots = append(roots, r)
		}
	}
	return roots
}

// A loader gathers what all files say.
type loader struct {
	types    *extract.Types
	nouns    map[string][]string // of the types that the files add
	lists    Lists
	ownLists []ownList
	used     map[string]bool
	entries  map[string]*relationEntry
	errors   Errors
}

// An ownList is a list that stands in a rule file.
type ownList struct {
	src *source
	key *node
}

func foldAll(in []string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = fold(s)
	}
	return out
}

// readLists adds the lists that stand in rule files; one of a known name
// extends it.
func (l *loader) readLists(roots []fileRoot) {
	l.used = map[string]bool{}
	for _, f := range roots {
		n := f.root.get(listsKey)
		if n == nil {
			continue
		}
		if n.kind != mapNode {
			f.errorf(n, `write "name: [word, ...]"`, "lists must be a mapping")
			continue
		}
		r := &reader{source: f.source, loader: l}
		for _, e := range n.entries {
			l.ownLists = append(l.ownLists, ownList{f.source, e.key})
			var words []string
			for _, item := range r.scalars(e.value) {
				if w, ok := r.word(item, "a word"); ok {
					words = append(words, fold(w))
				}
			}
			l.lists[e.key.text] = sortedSet(append(slices.Clone(l.lists[e.key.text]), words...))
		}
	}
}

// A relationEntry is all that the files say of one relation.
type relationEntry struct {
	name  string
	first place                // where it is named first
	props map[string]propValue // is, doc, symmetric, functional, maps, via
	rules map[string]ruleEntry // by id
	tests []testEntry
}

type place struct {
	src  *source
	node *node
}

type propValue struct {
	place
}

type ruleEntry struct {
	place // of the rule's mapping
	id    string
	inner []entry // its keys
}

type testEntry struct {
	place   // of the line
	counter bool
	rule    string // the rule it stands in, "" for the relation's own
}

// inlineID is the id of a rule that stands in its relation's entry.
const inlineID = "main"

var (
	relationKeys = []string{"is", "doc", "symmetric", "functional", "maps", "via", "rules"}
	ruleKeys     = []string{"id", "verb", "noun", "support", "adjective", "title", "pattern", "subject",
		"object", "pair", "take", "where", "not", "status", "phase", "confidence", "also"}
	testKeys    = []string{"example", "counter"}
	anchorKeys  = []string{"verb", "noun", "adjective", "title", "pattern"}
	unsupported = []string{"attr", "inverse", "negation", "priority"}
)

func (l *loader) readRelations(roots []fileRoot) {
	for _, f := range roots {
		for _, e := range f.root.entries {
			if e.key.text == listsKey || e.key.text == typesKey {
				continue
			}
			if !isRelationName(e.key.text) && !isAttributeName(e.key.text) {
				hint := "use capitals, digits and _, beginning with a letter: " + relationName(e.key.text)
				if n := nearest(e.key.text, []string{listsKey, typesKey}); n != "" {
					hint = "did you mean " + n + "? A relation is in capitals"
				}
				f.errorf(e.key, hint, "%q is no relation name", e.key.text)
				continue
			}
			if e.value.kind != mapNode {
				f.errorf(e.key, `write "is: SUBJECT -> OBJECT" and a rule below it`, "relation %s has no entry", e.key.text)
				continue
			}
			l.readRelation(f.source, e.key, e.value)
		}
	}
}

func (l *loader) readRelation(s *source, key, n *node) {
	rel := l.entries[key.text]
	if rel == nil {
		rel = &relationEntry{name: key.text, first: place{s, key}, props: map[string]propValue{}, rules: map[string]ruleEntry{}}
		l.entries[key.text] = rel
	}
	var inline []entry
	var inlineTests []entry
	for _, e := range n.entries {
		switch k := e.key.text; {
		case k == "rules":
			l.readRules(s, rel, e)
		case slices.Contains(relationKeys, k):
			l.setProp(s, rel, e)
		case slices.Contains(testKeys, k):
			inlineTests = append(inlineTests, e)
		case slices.Contains(ruleKeys, k):
			inline = append(inline, e)
		default:
			unknownKey(s, e.key, slices.Concat(relationKeys, ruleKeys, testKeys))
		}
	}
	id := ""
	switch {
	case len(inline) > 0 && n.get("rules") != nil:
		for _, e := range inline {
			s.errorf(e.key, "move it into a rule of its own", "key %s beside rules", e.key.text)
		}
	case len(inline) > 0:
		id = inlineID
		if idNode := n.get("id"); idNode != nil {
			if text, ok := s.word(idNode, "an id"); ok {
				id = text
			}
		}
		l.addRule(rel, ruleEntry{place{s, n}, id, inline})
	}
	for _, e := range inlineTests {
		l.addTests(s, rel, e, id)
	}
}

// unknownKey refuses a key, by name if it is one that the language will have.
func unknownKey(s *source, key *node, known []string) {
	if slices.Contains(unsupported, key.text) {
		s.errorf(key, "", "key %s is not yet supported", key.text)
		return
	}
	s.errorf(key, didYouMean(key.text, known), "unknown key %q", key.text)
}

// setProp notes a property of the relation; the user's wins over the built-in
// one, and two in the same layer are refused.
func (l *loader) setProp(s *source, rel *relationEntry, e entry) {
	k := e.key.text
	old, had := rel.props[k]
	switch {
	case !had || old.src.BuiltIn && !s.BuiltIn:
		rel.props[k] = propValue{place{s, e.value}}
	case old.src.BuiltIn == s.BuiltIn:
		s.errorf(e.key, "remove one of them", "%s of %s given twice, first in %s:%d", k, rel.name, old.src.Name, old.node.line)
	}
}

func (l *loader) readRules(s *source, rel *relationEntry, e entry) {
	if e.value.kind != listNode {
		s.errorf(e.value, `write "- id: NAME" for each`, "rules must be a list")
		return
	}
	for _, n := range e.value.items {
		if n.kind != mapNode {
			s.errorf(n, `write "id: NAME" and an anchor`, "a rule must be a mapping")
			continue
		}
		idNode := n.get("id")
		if idNode == nil {
			s.errorf(n, "claims are stored with the ids of their rules: give each a short name", "rule without an id")
			continue
		}
		id, ok := s.word(idNode, "an id")
		if !ok {
			continue
		}
		if !isRuleID(id) {
			s.errorf(idNode, "use lower-case letters, digits and hyphens", "%q is no rule id", id)
			continue
		}
		var inner []entry
		for _, re := range n.entries {
			switch k := re.key.text; {
			case slices.Contains(testKeys, k):
				l.addTests(s, rel, re, id)
			case slices.Contains(ruleKeys, k):
				inner = append(inner, re)
			case slices.Contains(relationKeys, k):
				s.errorf(re.key, "move it beside rules", "key %s belongs to the relation", k)
			default:
				unknownKey(s, re.key, slices.Concat(ruleKeys, testKeys))
			}
		}
		l.addRule(rel, ruleEntry{place{s, n}, id, inner})
	}
}

// addRule notes a rule; the user's wins over the built-in one of the same id.
func (l *loader) addRule(rel *relationEntry, e ruleEntry) {
	old, had := rel.rules[e.id]
	switch {
	case !had || old.src.BuiltIn && !e.src.BuiltIn:
		rel.rules[e.id] = e
	case old.src.BuiltIn == e.src.BuiltIn:
		e.src.errorf(e.node, "give it another id", "rule %s/%s defined twice, first in %s:%d", rel.name, e.id, old.src.Name, old.node.line)
	}
}

func (l *loader) addTests(s *source, rel *relationEntry, e entry, rule string) {
	items := []*node{e.value}
	if e.value.kind == listNode {
		items = e.value.items
	}
	for _, n := range items {
		rel.tests = append(rel.tests, testEntry{place{s, n}, e.key.text == "counter", rule})
	}
}

// build makes relations, rules and tests of all entries.
func (l *loader) build() (*Ontology, []Test) {
	var tests []Test
	o := &Ontology{types: l.types, nouns: l.nouns, index: map[string][]int{}}
	byName := map[string]Relation{}
	for _, name := range slices.Sorted(maps.Keys(l.entries)) {
		rel := l.relation(l.entries[name])
		byName[name] = rel
		o.relations = append(o.relations, rel)
	}
	for _, name := range slices.Sorted(maps.Keys(l.entries)) {
		e := l.entries[name]
		for _, id := range slices.Sorted(maps.Keys(e.rules)) {
			if r := l.rule(byName, e, e.rules[id]); r != nil {
				o.rules = append(o.rules, r)
			}
		}
		if len(e.rules) == 0 {
			e.first.src.errorf(e.first.node, "give it a verb, noun, adjective, title or pattern", "relation %s has no rule", name)
		}
		tests = append(tests, l.tests(e)...)
	}
	slices.SortFunc(tests, func(a, b Test) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Sentence, b.Sentence))
	})
	slices.SortFunc(o.rules, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	l.checkConflicts(o)
	for _, own := range l.ownLists {
		if !l.used[own.key.text] && !own.src.BuiltIn {
			own.src.errorf(own.key, "use it as @"+own.key.text+" or remove it", "list %s is not used", own.key.text)
		}
	}
	o.buildIndex()
	return o, tests
}

// checkConflicts refuses two relations that would both claim the same words.
func (l *loader) checkConflicts(o *Ontology) {
	seen := map[string][]*Rule{}
	reported := map[[2]string]bool{}
	for _, r := range o.rules {
		for _, key := range r.conflictKeys() {
			for _, other := range seen[key] {
				a, b := r.program.Outputs[0], other.program.Outputs[0]
				pair := [2]string{other.ID, r.ID}
				if other.Relation == r.Relation || reported[pair] || !other.program.sameConditions(&r.program) ||
					!overlap(l.types, a.SubjectType, b.SubjectType) || !overlap(l.types, a.ObjectType, b.ObjectType) {
					continue
				}
				reported[pair] = true
				at, o := l.entries[r.Relation].rules[ruleOf(r)], l.entries[other.Relation].rules[ruleOf(other)]
				if o.src.Name > at.src.Name || o.src.Name == at.src.Name && o.node.line > at.node.line {
					at, o, pair = o, at, [2]string{r.ID, other.ID}
				}
				at.src.errorf(at.node, "make the slots, types or a where differ, or put one relation under also of the other",
					"rules %s and %s have an equal anchor and equal slots; the other is in %s:%d", pair[1], pair[0], o.src.Name, o.node.line)
			}
			seen[key] = append(seen[key], r)
		}
	}
}

// ruleOf returns the id of r within its relation.
func ruleOf(r *Rule) string { return r.ID[len(r.Relation)+1:] }

// tests parses the test lines of a relation, but not those of built-in rules
// that the user has replaced.
func (l *loader) tests(e *relationEntry) []Test {
	var out []Test
	for _, te := range e.tests {
		if te.rule != "" && e.rules[te.rule].src != te.src {
			continue
		}
		text, ok := te.src.word(te.node, `a test "SENTENCE => SUBJECT, OBJECT"`)
		if !ok {
			continue
		}
		t, err := parseTest(text)
		if err != nil {
			te.src.errorIn(te.node, err.start, err.end, err.hint, "%s", err.message)
			continue
		}
		t.Relation, t.Counter, t.File, t.Line = e.name, te.counter, te.src.Name, te.node.line
		out = append(out, t)
	}
	return out
}

// Relations returns the relations by name.
func (o *Ontology) Relations() []Relation { return slices.Clone(o.relations) }

// Relation returns the relation of that name.
func (o *Ontology) Relation(name string) (Relation, bool) {
	i, ok := slices.BinarySearchFunc(o.relations, name, func(r Relation, n string) int { return cmp.Compare(r.Name, n) })
	if !ok {
		return Relation{}, false
	}
	return o.relations[i], true
}

// Rules returns the rules by id.
func (o *Ontology) Rules() []*Rule { return slices.Clone(o.rules) }

// Tests returns the examples and counterexamples by file and line. The error, if
// any, is of type [Errors] and lists what is wrong with built-in ones.
func (o *Ontology) Tests() ([]Test, error) {
	tests, err := o.tests()
	return slices.Clone(tests), err
}

// Types returns the entity types that the relations speak of: those that it was
// loaded with and those that its files add.
func (o *Ontology) Types() *extract.Types { return o.types }

// Nouns returns the types of things that nouns name, as the files that add the
// types say: hedge fund, HedgeFund.
func (o *Ontology) Nouns() map[string][]string { return o.nouns }

// Checksum identifies all that decides which claims the ontology makes and
// what they mean: rules, relations and entity types, not doc, tests or layout.
func (o *Ontology) Checksum() string { return o.checksum }

func (o *Ontology) buildIndex() {
	parts := []string{"ontology", o.types.Checksum()}
	for _, r := range o.relations {
		m, _ := json.Marshal(r.Maps)
		parts = append(parts, r.Name, strconv.FormatBool(r.Symmetric), strconv.FormatBool(r.Functional), string(m))
	}
	for i, r := range o.rules {
		parts = append(parts, r.ID, r.Hash)
		for _, key := range r.keys {
			o.index[key] = append(o.index[key], i)
		}
	}
	o.patterns = newPatternSet(o.rules)
	o.checksum = extract.Hash(parts...)
}
