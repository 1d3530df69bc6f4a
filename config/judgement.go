package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxJudgements is the size of the largest file of judgements, in bytes.
const maxJudgements = 16 << 20

// A Judgement is an entry of the file of judgements:
//
//   - {same: [Organization ZTE, Organization Zhongxing Telecom], author: Ann, note: "report of 2017, p. 3"}
//   - {different: [{type: Person, name: John Smith, document: a.txt}, Person John Smith]}
//   - {rename: Organization ZTE, to: ZTE Corporation}
//   - {reject: 5gn3msrsleqa4vqvbl6kobwxoy, quote: "ZTE bought the bureau."}
//   - {confirm: 6d43u5h7akrf2b54ib43ujrlsy, quote: "Google acquired Nest Labs in 2014."}
//
// Who it is by, and the note, are for people: they decide nothing.
type Judgement struct {
	Verb     string        // same, different, rename, reject or confirm
	Entities []NamedEntity // of same and different two or more, of rename one
	To       string        // of rename
	Claim    string        // id, of reject and confirm
	Quote    string        // of the claim
	Author   string
	Note     string

	at place
}

// A NamedEntity is an entity as a judgement names it: by id, or by type and
// name; either of all documents or of one.
type NamedEntity struct {
	ID       string
	Type     string
	Name     string
	Document string // URI

	at place
}

// Line returns the line of the file that j begins in.
func (j *Judgement) Line() int { return j.at.line }

// Problem says what is wrong with j, or with its entity of this index.
func (j *Judgement) Problem(entity int, message, hint string) Problem {
	at := j.at
	if entity >= 0 {
		at = j.Entities[entity].at
	}
	return at.problem(message, hint)
}

// DidYouMean returns a hint that names the known name nearest to name.
func DidYouMean(name string, known []string) string { return didYouMean(name, known) }

// ReadJudgements reads the file of judgements; one that is not there holds none.
// What is wrong with it are [Problems].
func (c *Config) ReadJudgements() ([]Judgement, error) {
	src, err := readJudgements(c.Judgements.File)
	if err != nil {
		return nil, err
	}
	return c.parseJudgements(src)
}

func readJudgements(file string) ([]byte, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxJudgements+1))
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	return src, nil
}

func (c *Config) parseJudgements(src []byte) ([]Judgement, error) {
	list, problems := decodeJudgements(shortPath(c.Dir, c.Judgements.File), src)
	if len(problems) > 0 {
		problems.sort()
		return nil, problems
	}
	return list, nil
}

// decodeJudgements reads the file src, called name in problems.
func decodeJudgements(name string, src []byte) ([]Judgement, Problems) {
	d, body := parse(name, src, maxJudgements)
	if body == nil || len(d.problems) > 0 {
		return nil, d.problems
	}
	seq, ok := body.(*ast.SequenceNode)
	if !ok {
		d.fail(d.at(body), fmt.Sprintf("the judgements are %s, not a list", describe(body)), `begin each judgement with "- "`)
		return nil, d.problems
	}
	var list []Judgement
	for _, n := range seq.Values {
		if j, ok := d.judgement(n); ok {
			list = append(list, j)
		}
	}
	return list, d.problems
}

// JudgementVerbs are the verbs of judgements.
var judgementVerbs = []string{"same", "different", "rename", "reject", "confirm"}

var judgementKeys = append(slices.Clone(judgementVerbs), "to", "quote", "author", "note")

// entry is a mapping of texts and others by key.
type entry map[string]ast.Node

// mapping reads n, a mapping with some of the known keys.
func (d *decoder) mapping(what string, n ast.Node, known []string) (entry, bool) {
	m, ok := n.(ast.MapNode)
	if !ok {
		d.fail(d.at(n), fmt.Sprintf("%s is %s, not a mapping", what, describe(n)), "write {key: value, ...}; keys: "+strings.Join(known, ", "))
		return nil, false
	}
	e, good := entry{}, true
	for it := m.MapRange(); it.Next(); {
		key := it.Key()
		text, ok := key.(*ast.StringNode)
		switch {
		case !ok:
			d.fail(d.at(key), fmt.Sprintf("%s as a key", describe(key)), didYouMean("", known))
			good = false
		case !slices.Contains(known, text.Value):
			d.fail(d.at(key), fmt.Sprintf("unknown key %q in %s", text.Value, what), didYouMean(text.Value, known))
			good = false
		case e[text.Value] != nil:
			d.fail(d.at(key), fmt.Sprintf("%q is set twice", text.Value), "remove one")
			good = false
		default:
			e[text.Value] = it.Value()
		}
	}
	return e, good
}

// text reads the text under key; it may be missing if it is optional.
func (d *decoder) text(e entry, key string) (string, bool) {
	n := e[key]
	if n == nil {
		return "", true
	}
	text, ok := textOf(n)
	switch {
	case !ok:
		d.fail(d.at(n), fmt.Sprintf("%s is %s, not text", key, describe(n)), "put it in quotes")
	case strings.TrimSpace(text) == "":
		d.fail(d.at(n), key+" is empty", "give a value, or leave the key out")
		ok = false
	case strings.ContainsRune(text, 0):
		d.fail(d.at(n), key+" holds a NUL character", "")
		ok = false
	}
	return text, ok
}

func (d *decoder) judgement(n ast.Node) (j Judgement, good bool) {
	const what = "a judgement"
	e, good := d.mapping(what, n, judgementKeys)
	if !good {
		return j, false
	}
	j.at = d.at(n)
	for _, v := range judgementVerbs {
		switch {
		case e[v] == nil:
		case j.Verb != "":
			d.fail(j.at, fmt.Sprintf("%s says both %s and %s", what, j.Verb, v), "write two judgements")
			return j, false
		default:
			j.Verb = v
		}
	}
	if j.Verb == "" {
		d.fail(j.at, what+" says nothing", "verbs: "+strings.Join(judgementVerbs, ", "))
		return j, false
	}
	for _, f := range []struct {
		key  string
		into *string
		only []string // verbs that need it; nil: any may have it
	}{
		{"to", &j.To, []string{"rename"}},
		{"quote", &j.Quote, []string{"reject", "confirm"}},
		{"author", &j.Author, nil},
		{"note", &j.Note, nil},
	} {
		text, ok := d.text(e, f.key)
		*f.into = text
		good = good && ok
		switch needs := slices.Contains(f.only, j.Verb); {
		case f.only == nil:
		case needs && e[f.key] == nil:
			d.fail(j.at, fmt.Sprintf("%s lacks %s", j.Verb, f.key), fmt.Sprintf("add %s: text", f.key))
			good = false
		case !needs && e[f.key] != nil:
			d.fail(d.at(e[f.key]), fmt.Sprintf("%s has no %s", j.Verb, f.key), "remove it")
			good = false
		}
	}
	switch j.Verb {
	case "reject", "confirm":
		text, ok := d.text(e, j.Verb)
		j.Claim = text
		return j, good && ok
	case "rename":
		entity, ok := d.entity(e[j.Verb])
		j.Entities = []NamedEntity{entity}
		return j, good && ok
	}
	seq, ok := e[j.Verb].(*ast.SequenceNode)
	if !ok || len(seq.Values) < 2 {
		d.fail(d.at(e[j.Verb]), j.Verb+" needs a list of two entities or more", "write [Organization ZTE, Organization Zhongxing]")
		return j, false
	}
	for _, n := range seq.Values {
		entity, ok := d.entity(n)
		j.Entities = append(j.Entities, entity)
		good = good && ok
	}
	return j, good
}

// entity reads "TYPE NAME", an id without blanks, or a mapping.
func (d *decoder) entity(n ast.Node) (x NamedEntity, good bool) {
	const form = "write TYPE NAME, an id, or {type: ..., name: ..., document: ...}"
	x.at = d.at(n)
	if text, ok := textOf(n); ok {
		short, ok := shortEntity(text)
		if !ok {
			d.fail(x.at, "an entity is empty", form)
		}
		short.at = x.at
		return short, ok
	}
	e, good := d.mapping("an entity", n, []string{"id", "type", "name", "document"})
	if !good {
		return x, false
	}
	for key, into := range map[string]*string{"id": &x.ID, "type": &x.Type, "name": &x.Name, "document": &x.Document} {
		text, ok := d.text(e, key)
		*into = text
		good = good && ok
	}
	if good && ((x.Type == "") != (x.Name == "") || (x.ID == "") == (x.Name == "")) {
		d.fail(x.at, "an entity needs an id, or a type and a name", form)
		return x, false
	}
	return x, good
}

// judgementsHead stands at the head of a file that is made.
const judgementsHead = `# What people have decided about this graph. A line is undone by removing it;
# the next run of dossier carries that out. Comments stay.
`

// AppendJudgements adds judgements to the file, which is made if missing, a line
// each, and returns all that it then holds. What check refuses, and what leaves
// a file that cannot be read, is not written.
func (c *Config) AppendJudgements(more []Judgement, check func([]Judgement) error) ([]Judgement, error) {
	src, err := readJudgements(c.Judgements.File)
	if err != nil {
		return nil, err
	}
	before, err := c.parseJudgements(src)
	if err != nil {
		return nil, err
	}
	added := ""
	switch {
	case src == nil:
		added = judgementsHead
	case len(src) > 0 && src[len(src)-1] != '\n':
		added = "\n"
	}
	indent := ""
	if len(before) > 0 {
		indent = indentation(string(src))
	}
	for i := range more {
		added += indent + more[i].line() + "\n"
	}
	all, err := c.parseJudgements(append(src[:len(src):len(src)], added...))
	if err == nil && len(all) != len(before)+len(more) {
		err = errors.New("lines at its end are not read")
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be added to: write it as a list of lines that begin with \"- \": %w", shortPath(c.Dir, c.Judgements.File), err)
	}
	if err := check(all); err != nil {
		return nil, err
	}
	return all, appendTo(c.Judgements.File, added)
}

// indentation returns what stands before the first item of a list in src.
func indentation(src string) string {
	for line := range strings.Lines(src) {
		if rest := strings.TrimLeft(line, " "); strings.HasPrefix(rest, "- ") {
			return line[:len(line)-len(rest)]
		}
	}
	return ""
}

// appendTo adds text to a file; should that fail, the file is as it was.
func appendTo(file, text string) (err error) {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return fmt.Errorf("write judgements: %w", err)
	}
	info, err := f.Stat()
	if err == nil {
		if _, err = f.WriteString(text); err == nil {
			err = f.Sync()
		}
		if err != nil {
			err = errors.Join(err, f.Truncate(info.Size()))
		}
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write judgements: %w", err)
	}
	return nil
}

// line writes j as an item of the file.
func (j *Judgement) line() string {
	var b strings.Builder
	fmt.Fprintf(&b, "- {%s: ", j.Verb)
	switch j.Verb {
	case "reject", "confirm":
		b.WriteString(scalar(j.Claim))
	case "rename":
		b.WriteString(j.Entities[0].scalar())
	default:
		for i, e := range j.Entities {
			b.WriteString([]string{"[", ", "}[min(i, 1)] + e.scalar())
		}
		b.WriteString("]")
	}
	for _, f := range []struct{ key, value string }{{"to", j.To}, {"quote", j.Quote}, {"author", j.Author}, {"note", j.Note}} {
		if f.value != "" {
			fmt.Fprintf(&b, ", %s: %s", f.key, scalar(f.value))
		}
	}
	return b.String() + "}"
}

func (x NamedEntity) scalar() string {
	if x.Document == "" {
		short := x.ID
		if short == "" {
			short = x.Type + " " + x.Name
		}
		if again, ok := shortEntity(short); ok && again == (NamedEntity{ID: x.ID, Type: x.Type, Name: x.Name}) {
			return scalar(short)
		}
	}
	var parts []string
	for _, f := range []struct{ key, value string }{{"id", x.ID}, {"type", x.Type}, {"name", x.Name}, {"document", x.Document}} {
		if f.value != "" {
			parts = append(parts, f.key+": "+scalar(f.value))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// shortEntity reads "TYPE NAME", or an id without blanks.
func shortEntity(text string) (x NamedEntity, ok bool) {
	text = strings.TrimSpace(text)
	typ, name, ok := strings.Cut(text, " ")
	if !ok {
		return NamedEntity{ID: text}, text != ""
	}
	return NamedEntity{Type: typ, Name: strings.TrimSpace(name)}, true
}

// String returns x as it would stand in the file.
func (x NamedEntity) String() string { return x.scalar() }

var plainScalar = regexp.MustCompile(`^[\pL\pN][\pL\pN ._/'()&+-]*$`)

// scalar writes text as YAML reads it back within braces.
func scalar(text string) string {
	if plainScalar.MatchString(text) && text == strings.TrimSpace(text) {
		if n, err := parser.ParseBytes([]byte(text), 0); err == nil && len(n.Docs) == 1 {
			if s, ok := n.Docs[0].Body.(*ast.StringNode); ok && s.Value == text {
				return text
			}
		}
	}
	var b strings.Builder
	e := json.NewEncoder(&b) // what JSON quotes, YAML reads
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil { // a string always can be
		panic("config: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}
