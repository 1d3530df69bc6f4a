package resolve

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A decision is a judgement in terms of keys. Its order, author and place are
// gone: equal ones say the same.
type decision struct {
	Verb     Verb
	Entities []target `json:",omitempty"`
	To       string   `json:",omitempty"`
	Claim    string   `json:",omitempty"`
	Quote    string   `json:",omitempty"` // hash
}

// canonical returns s with its entities sorted: their order says nothing.
func (s decision) canonical() decision {
	s.Entities = slices.Clone(s.Entities)
	slices.SortFunc(s.Entities, func(a, b target) int { return strings.Compare(encode(a), encode(b)) })
	return s
}

func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil { // strings only
		panic("resolve: " + err.Error())
	}
	return string(b)
}

// build fills in everything but the list.
func (j *Judgements) build(decisions []decision) {
	once := map[string]decision{}
	for _, s := range decisions {
		once[encode(s)] = s
	}
	for _, text := range slices.Sorted(maps.Keys(once)) {
		j.decisions = append(j.decisions, once[text])
	}
	j.cut, j.class = map[string]map[string]string{}, map[string][]string{}
	j.apart, j.names, j.claims = map[[2]string]bool{}, map[string]string{}, map[string]decision{}
	j.buildCuts()
	j.buildClasses()
	for _, s := range j.decisions {
		switch s.Verb {
		case Different:
			for a := range s.Entities {
				for b := range a {
					j.keepApart(s.Entities[a], s.Entities[b])
				}
			}
		case Rename:
			for _, k := range j.keys(s.Entities) {
				for _, one := range j.Class(k) {
					j.names[one] = s.To
				}
			}
		case Reject, Confirm:
			j.claims[s.Claim] = s
		}
	}
}

func (j *Judgements) buildCuts() {
	for _, s := range j.decisions {
		if s.Verb != Different {
			continue
		}
		for _, t := range s.Entities {
			if t.Document == "" {
				continue
			}
			if j.cut[t.Document] == nil {
				j.cut[t.Document] = map[string]string{}
			}
			for _, k := range t.Keys {
				j.cut[t.Document][k] = ownKey(k, t.Document)
			}
		}
	}
}

// ownKey is the key that a document's own chains get that are cut from the
// others with their key. No slug has a dot.
func ownKey(key, document string) string {
	return key + "." + document[:min(len(document), 8)]
}

// buildClasses joins what same says is one.
func (j *Judgements) buildClasses() {
	for _, s := range j.decisions {
		if s.Verb != Same {
			continue
		}
		var joined []string
		for _, k := range j.keys(s.Entities) {
			joined = append(joined, j.Class(k)...)
		}
		joined = sorted(joined)
		if len(joined) < 2 {
			continue
		}
		for _, k := range joined {
			j.class[k] = joined
		}
	}
}

func (j *Judgements) keepApart(a, b target) {
	for _, x := range j.keysOf(a) {
		for _, y := range j.keysOf(b) {
			j.apart[pair(j.Class(x)[0], j.Class(y)[0])] = true
		}
	}
}

// keysOf returns the keys of t, those that are cut replaced by those of their
// document's own.
func (j *Judgements) keysOf(t target) []string {
	keys := slices.Clone(t.Keys)
	for i, k := range keys {
		if own := j.cut[t.Document][k]; own != "" {
			keys[i] = own
		}
	}
	return keys
}

func (j *Judgements) keys(targets []target) []string {
	var all []string
	for _, t := range targets {
		all = append(all, j.keysOf(t)...)
	}
	return sorted(all)
}

// contradictions finds judgements that cannot all hold. decisions are those of
// j.list, in its order.
func (j *Judgements) contradictions(decisions []decision) []error {
	var errs []error
	fail := func(i int, format string, args ...any) {
		errs = append(errs, &JudgementError{Index: i, Entity: -1, Message: fmt.Sprintf(format, args...), Hint: "remove one of them"})
	}
	named := map[string]int{}  // first of a class to the rename
	judged := map[string]int{} // claim to the judgement
	for i, s := range decisions {
		switch s.Verb {
		case Different:
			errs = append(errs, j.contradictsSame(i, decisions)...)
		case Rename:
			for _, k := range j.keys(s.Entities) {
				first := j.Class(k)[0]
				if other, ok := named[first]; ok && decisions[other].To != s.To {
					fail(i, "it is renamed %q here, %q in line %d%s", s.To, decisions[other].To, j.list[other].Line, j.because(decisions, decisions[other].Entities, s.Entities))
					break
				}
				named[first] = i
			}
		case Reject, Confirm:
			if other, ok := judged[s.Claim]; ok && decisions[other].Verb != s.Verb {
				fail(i, "claim %s: %s here, %s in line %d", s.Claim, s.Verb, decisions[other].Verb, j.list[other].Line)
			}
			judged[s.Claim] = i
		}
	}
	return errs
}

// contradictsSame finds the pairs of a different that are one nevertheless.
func (j *Judgements) contradictsSame(i int, decisions []decision) []error {
	var errs []error
	d := j.list[i]
	targets := j.targets[i]
	for b := range targets {
		for a := range b {
			e := &JudgementError{Index: i, Entity: b}
			one, two := j.keysOf(targets[a]), j.keysOf(targets[b])
			switch {
			case slices.ContainsFunc(one, func(k string) bool { return slices.Contains(two, k) }):
				e.Message = fmt.Sprintf("%s and %s are the same name", d.Entities[a], d.Entities[b])
				e.Hint = "say which is meant by an id or by a document"
			case slices.ContainsFunc(one, func(x string) bool {
				return slices.ContainsFunc(two, func(y string) bool { return slices.Contains(j.Class(x), y) })
			}):
				e.Message = fmt.Sprintf("%s and %s are different here%s", d.Entities[a], d.Entities[b],
					j.because(decisions, targets[a:a+1], targets[b:b+1]))
				e.Hint = "remove one of them"
			default:
				continue
			}
			errs = append(errs, e)
		}
	}
	return errs
}

// because names the lines of the shortest chain of sames that leads from the
// one to the other: ", the same by lines 3 and 5"; "" if they share a key.
func (j *Judgements) because(decisions []decision, from, to []target) string {
	goal := j.keys(to)
	type step struct {
		decision, before int
	}
	came := map[string]step{}
	var queue []string
	for _, k := range j.keys(from) {
		if slices.Contains(goal, k) {
			return ""
		}
		came[k] = step{-1, -1}
		queue = append(queue, k)
	}
	for n := 0; n < len(queue); n++ {
		k := queue[n]
		for i, s := range decisions {
			if s.Verb != Same || !slices.Contains(j.keys(s.Entities), k) {
				continue
			}
			for _, next := range j.keys(s.Entities) {
				if _, seen := came[next]; seen {
					continue
				}
				came[next] = step{i, n}
				queue = append(queue, next)
				if slices.Contains(goal, next) {
					var lines []int
					for at := came[next]; at.decision >= 0; at = came[queue[at.before]] {
						lines = append(lines, j.list[at.decision].Line)
					}
					return ", the same by " + inWords(lines)
				}
			}
		}
	}
	return ""
}

// inWords is "line 3" or "lines 3, 5 and 7".
func inWords(lines []int) string {
	slices.Sort(lines)
	if len(lines) == 1 {
		return fmt.Sprintf("line %d", lines[0])
	}
	text := "lines "
	for i, n := range lines {
		switch {
		case i == len(lines)-1:
			text += " and "
		case i > 0:
			text += ", "
		}
		text += fmt.Sprint(n)
	}
	return text
}

// Text returns what of j decides, in one form whatever the order: equal texts
// give equal graphs. It holds no text of documents, and is "" if there is
// nothing.
func (j *Judgements) Text() string {
	if j == nil || len(j.decisions) == 0 {
		return ""
	}
	return encode(j.decisions)
}

// Touched says what must be decided again when judgements change.
type Touched struct {
	Keys      []string // of entities
	Documents []string // ids: their chains get other keys
	Claims    []string // ids
}

// Since returns what is touched by the change to j from the judgements whose
// [Judgements.Text] was before.
func (j *Judgements) Since(before string) (Touched, error) {
	old := &Judgements{}
	var decisions []decision
	if before != "" {
		if err := json.Unmarshal([]byte(before), &decisions); err != nil {
			return Touched{}, fmt.Errorf("reading the judgements of the last run: %w", err)
		}
	}
	old.build(decisions)
	if j == nil {
		j = &Judgements{}
		j.build(nil)
	}
	count := map[string]int{}
	edited := map[string]decision{}
	for _, side := range []*Judgements{old, j} {
		for _, s := range side.decisions {
			count[encode(s)]++
			edited[encode(s)] = s
		}
	}
	var t Touched
	for text, s := range edited {
		if count[text] == 2 {
			continue
		}
		if s.Claim != "" {
			t.Claims = append(t.Claims, s.Claim)
		}
		for _, side := range []*Judgements{old, j} {
			for _, k := range side.keys(s.Entities) {
				t.Keys = append(t.Keys, side.Class(k)...)
			}
		}
	}
	for document := range old.cut {
		if !maps.Equal(old.cut[document], j.cut[document]) {
			t.Documents = append(t.Documents, document)
		}
	}
	for document := range j.cut {
		if !maps.Equal(old.cut[document], j.cut[document]) {
			t.Documents = append(t.Documents, document)
		}
	}
	return Touched{sorted(t.Keys), sorted(t.Documents), sorted(t.Claims)}, nil
}
