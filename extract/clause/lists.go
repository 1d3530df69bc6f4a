package clause

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"dossier/extract"
)

//go:embed lists/*.txt
var embedded embed.FS

// An operator is a word that decides whether its content is said to hold.
type operator struct {
	class *class
	only  string // "clause", "infinitive" or "" for any content
}

// A class says what its operators do to their content.
type class struct {
	name     string
	positive effect
	negative effect // where the operator is negated
	act      string // Attribution.Act if the subject is a speaker, else ""
	knows    bool   // the subject knows what the author says: it is no speaker
	stance   string
}

// An event is a noun that says what a verb could say.
type event struct {
	verb         string          // "" if there is none
	intransitive bool            // an of-phrase is the agent: "the arrival of"
	support      map[string]bool // verb: whether its subject is the patient
}

// A result is what a verb does to the role that it gives or takes: "named him
// chief", "resigned as chief".
type result struct {
	effect  effect
	subject bool // the subject has the role, whatever the object
}

// lists is all word lists, by lemma.
type lists struct {
	composition *composition
	classes     map[string]*class
	verbs       map[string]operator
	nouns       map[string]operator
	adjectives  map[string]operator
	infinitives map[string]operator // verbs that are operators over an infinitive only
	modifiers   map[string]effect
	adverbs     map[string]effect
	modals      map[string]string
	marks       map[string]effect
	preps       map[string]effect
	results     map[string]result
	events      map[string]*event
	support     map[[2]string]bool // verb and preposition: whether the subject is the patient
	targets     map[string]bool
	attended    map[string]bool
	ties        map[string]bool
	shares      map[string]bool
	placeNouns  map[string]bool
	kinds       map[string]bool
	transfer    map[string]bool
	gives       map[string]bool
	states      map[string]bool
	measures    map[string]bool
	documents   map[string]bool
	removals    map[string]bool
	undone      map[[2]string]bool // verb or noun, and which: see undone.txt
	outcomes    map[string]bool
	posts       map[string]bool
	several     map[string]bool
	hearsay     map[string]bool
	views       map[string]bool
	errs        map[string]bool
	idioms      map[[2]string]string
	lemmas      map[[2]string]string // word form and tag
	particles   map[string]string
}

// A lineError is an error at one line of a list.
type lineError struct {
	file string
	line int
	msg  string
}

func (e *lineError) Error() string { return fmt.Sprintf("%s:%d: %s", e.file, e.line, e.msg) }

// readLists parses all lists of fsys.
func readLists(fsys fs.FS) (*lists, error) {
	l := &lists{
		classes: map[string]*class{}, verbs: map[string]operator{}, nouns: map[string]operator{},
		adjectives: map[string]operator{}, infinitives: map[string]operator{},
		modifiers: map[string]effect{}, adverbs: map[string]effect{}, modals: map[string]string{},
		marks: map[string]effect{}, preps: map[string]effect{}, results: map[string]result{},
		events: map[string]*event{}, support: map[[2]string]bool{}, targets: map[string]bool{}, attended: map[string]bool{}, ties: map[string]bool{}, shares: map[string]bool{}, placeNouns: map[string]bool{}, kinds: map[string]bool{},
		transfer: map[string]bool{}, gives: map[string]bool{}, states: map[string]bool{}, measures: map[string]bool{}, documents: map[string]bool{}, removals: map[string]bool{}, undone: map[[2]string]bool{}, outcomes: map[string]bool{}, posts: map[string]bool{}, several: map[string]bool{}, hearsay: map[string]bool{}, views: map[string]bool{}, errs: map[string]bool{}, idioms: map[[2]string]string{},
		lemmas: map[[2]string]string{}, particles: map[string]string{},
	}
	text, err := fs.ReadFile(fsys, "lists/composition.txt")
	if err != nil {
		return nil, fmt.Errorf("reading the composition table: %w", err)
	}
	if l.composition, err = parseComposition("lists/composition.txt", string(text)); err != nil {
		return nil, err
	}
	// Classes come first: operators refer to them.
	for _, f := range []struct {
		name   string
		fields [2]int // least and most
		add    func([]string) error
	}{
		{"classes", [2]int{3, 4}, l.addClass},
		{"operators", [2]int{3, 4}, l.addOperator},
		{"modifiers", [2]int{2, 2}, l.effects(l.modifiers)},
		{"adverbs", [2]int{2, 2}, l.effects(l.adverbs)},
		{"marks", [2]int{2, 2}, l.effects(l.marks)},
		{"prepositions", [2]int{2, 2}, l.effects(l.preps)},
		{"results", [2]int{3, 3}, l.addResult},
		{"modals", [2]int{2, 2}, l.addModal},
		{"events", [2]int{3, 4}, l.addEvent},
		{"support", [2]int{1, 3}, l.addSupport},
		{"targets", [2]int{1, 1}, set(l.targets)},
		{"attended", [2]int{1, 1}, set(l.attended)},
		{"ties", [2]int{1, 1}, set(l.ties)},
		{"documents", [2]int{1, 1}, set(l.documents)},
		{"removals", [2]int{1, 1}, set(l.removals)},
		{"undone", [2]int{2, 2}, l.addUndone},
		{"outcomes", [2]int{1, 1}, set(l.outcomes)},
		{"posts", [2]int{1, 1}, set(l.posts)},
		{"several", [2]int{1, 1}, set(l.several)},
		{"hearsay", [2]int{1, 1}, set(l.hearsay)},
		{"views", [2]int{1, 1}, set(l.views)},
		{"gives", [2]int{1, 1}, set(l.gives)},
		{"states", [2]int{1, 1}, set(l.states)},
		{"measures", [2]int{1, 1}, set(l.measures)},
		{"errs", [2]int{1, 1}, set(l.errs)},
		{"shares", [2]int{1, 1}, set(l.shares)},
		{"places", [2]int{1, 1}, set(l.placeNouns)},
		{"kinds", [2]int{1, 1}, set(l.kinds)},
		{"transfer", [2]int{1, 1}, set(l.transfer)},
		{"idioms", [2]int{3, 3}, pairs(l.idioms, 0, 1, 2)},
		{"lemmas", [2]int{3, 3}, pairs(l.lemmas, 0, 2, 1)},
		{"particles", [2]int{2, 2}, func(f []string) error { return put(l.particles, f[0], f[1]) }},
	} {
		file := "lists/" + f.name + ".txt"
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("reading a word list: %w", err)
		}
		if err := eachLine(file, string(text), f.fields, f.add); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// eachLine calls add with the fields of each entry: one a line, fields divided
// by "|", "#" opening a comment line.
func eachLine(file, text string, fields [2]int, add func([]string) error) error {
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "|")
		for j := range f {
			f[j] = strings.TrimSpace(f[j])
		}
		if len(f) < fields[0] || len(f) > fields[1] {
			return &lineError{file, i + 1, fmt.Sprintf("%d fields, want %d to %d", len(f), fields[0], fields[1])}
		}
		if f[0] == "" {
			return &lineError{file, i + 1, "the first field is empty"}
		}
		if err := add(f); err != nil {
			return &lineError{file, i + 1, err.Error()}
		}
	}
	return nil
}

// put adds an entry and refuses a second one with the same key.
func put[K comparable, V any](m map[K]V, k K, v V) error {
	if _, ok := m[k]; ok {
		return fmt.Errorf("%v is listed twice", k)
	}
	m[k] = v
	return nil
}

func set(m map[string]bool) func([]string) error {
	return func(f []string) error { return put(m, f[0], true) }
}

// pairs fills m with key fields a, b and value field v.
func pairs(m map[[2]string]string, a, b, v int) func([]string) error {
	return func(f []string) error { return put(m, [2]string{f[a], f[b]}, f[v]) }
}

func (l *lists) addUndone(f []string) error {
	switch f[1] {
	case "c", "n", "o", "p", "v":
	default:
		return fmt.Errorf("unknown kind %q, want c, n, o, p or v", f[1])
	}
	return put(l.undone, [2]string{f[0], f[1]}, true)
}

func (l *lists) effects(m map[string]effect) func([]string) error {
	return func(f []string) error {
		e, err := l.composition.effect(f[1])
		if err != nil {
			return err
		}
		return put(m, f[0], e)
	}
}

func (l *lists) addClass(f []string) error {
	c := &class{name: f[0]}
	var err error
	if c.positive, err = l.composition.effect(f[1]); err != nil {
		return err
	}
	if c.negative, err = l.composition.effect(f[2]); err != nil {
		return err
	}
	switch {
	case len(f) == 4 && f[3] == "knows":
		c.knows = true
	case len(f) == 4:
		var ok bool
		if c.act, c.stance, ok = strings.Cut(f[3], " "); !ok {
			return fmt.Errorf("%q: want act and stance", f[3])
		}
	}
	return put(l.classes, f[0], c)
}

func (l *lists) addOperator(f []string) error {
	c := l.classes[f[2]]
	if c == nil {
		return fmt.Errorf("unknown class %q", f[2])
	}
	o := operator{class: c}
	if len(f) == 4 {
		o.only = f[3]
	}
	m := l.verbs
	switch {
	case f[1] == "n":
		m = l.nouns
	case f[1] == "a":
		m = l.adjectives
	case f[1] != "v":
		return fmt.Errorf("unknown part of speech %q, want v, n or a", f[1])
	case o.only == "infinitive":
		m = l.infinitives
	case o.only != "" && o.only != "clause":
		return fmt.Errorf("unknown restriction %q, want clause or infinitive", o.only)
	}
	return put(m, f[0], o)
}

func (l *lists) addResult(f []string) error {
	e, err := l.composition.effect(f[1])
	if err != nil {
		return err
	}
	if f[2] != "subject" && f[2] != "object" {
		return fmt.Errorf("%q: want subject or object", f[2])
	}
	return put(l.results, f[0], result{e, f[2] == "subject"})
}

func (l *lists) addSupport(f []string) error {
	f = append(f, "", "")
	if f[2] != "" && f[2] != "patient" {
		return fmt.Errorf("%q: want patient or nothing", f[2])
	}
	return put(l.support, [2]string{f[0], f[1]}, f[2] == "patient")
}

func (l *lists) addModal(f []string) error {
	if f[1] != "would" {
		if _, err := l.composition.effect(f[1]); err != nil {
			return err
		}
	}
	return put(l.modals, f[0], f[1])
}

func (l *lists) addEvent(f []string) error {
	e := &event{support: map[string]bool{}}
	if f[1] != "-" {
		e.verb = f[1]
	}
	switch f[2] {
	case "of-phrase: patient":
	case "of-phrase: agent":
		e.intransitive = true
	default:
		return fmt.Errorf("%q: want of-phrase: patient or of-phrase: agent", f[2])
	}
	if len(f) == 4 {
		for _, v := range strings.Split(f[3], ",") {
			v, reverse := strings.CutSuffix(strings.TrimSpace(v), "<")
			e.support[v] = reverse
		}
	}
	return put(l.events, f[0], e)
}

// Checksum returns a hash of the built-in word lists: what the propositions
// depend on beside the analysis and the titles.
func Checksum() string {
	var parts []string
	files, _ := fs.Glob(embedded, "lists/*.txt") // the pattern is well-formed
	for _, f := range files {
		text, err := embedded.ReadFile(f)
		if err != nil {
			panic(err) // embedded files can be read
		}
		parts = append(parts, f, string(text))
	}
	return extract.Hash(parts...)
}
