package clause

import (
	"fmt"
	"strings"

	"dossier/extract"
)

// nuances in the order of the composition table's columns.
var nuances = [...]extract.Nuance{
	extract.NuanceAsserted, extract.NuanceEnded, extract.NuanceNegated, extract.NuanceDenied,
	extract.NuancePlanned, extract.NuanceDemanded, extract.NuanceThreatened,
	extract.NuanceConditional, extract.NuanceCounterfactual,
	extract.NuanceAlleged, extract.NuancePossible, extract.NuanceQuestioned,
}

// A state is a nuance and whether what has it is itself negative: twice the
// nuance's index in nuances, plus one if negative.
type state uint8

const (
	asserted = state(0)
	states   = 2 * len(nuances)
)

func (s state) nuance() extract.Nuance { return nuances[s/2] }
func (s state) negative() bool         { return s%2 == 1 }

// An effect is what an operator makes of each state.
type effect *[states]state

// A composition is the table of effects.
type composition struct {
	rows map[string]effect
}

func (c *composition) effect(name string) (effect, error) {
	if e, ok := c.rows[name]; ok {
		return e, nil
	}
	return nil, fmt.Errorf("unknown effect %q", name)
}

// must returns a row that the program names itself.
func (c *composition) must(name string) effect {
	e, err := c.effect(name)
	if err != nil {
		panic(err) // parseComposition checks that these rows exist
	}
	return e
}

// The effects that the program itself applies.
var builtin = [...]string{"same", "not", "if", "may", "plan", "counterfactual", "question", "claim", "demand", "end", "threaten"}

// parseComposition reads the table: see lists/composition.txt.
func parseComposition(file, text string) (*composition, error) {
	c := &composition{rows: map[string]effect{}}
	index := map[string]state{}
	for i, n := range nuances {
		index[string(n)] = state(2 * i)
	}
	head := false
	for i, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) != len(nuances)+1 {
			return nil, &lineError{file, i + 1, fmt.Sprintf("%d columns, want %d", len(f), len(nuances)+1)}
		}
		if !head {
			head = true
			for j, n := range nuances {
				if f[j+1] != string(n) {
					return nil, &lineError{file, i + 1, fmt.Sprintf("column %d is %q, want %q", j+1, f[j+1], n)}
				}
			}
			continue
		}
		row := new([states]state)
		for j, cell := range f[1:] {
			plain, marked, ok := strings.Cut(cell, ":")
			inner := state(2 * j)
			out, err := parseState(index, plain, inner)
			if err != nil {
				return nil, &lineError{file, i + 1, err.Error()}
			}
			row[inner] = out
			row[inner+1] = out
			if ok {
				if row[inner+1], err = parseState(index, marked, inner); err != nil {
					return nil, &lineError{file, i + 1, err.Error()}
				}
			} else if keepsMark(out) {
				row[inner+1] = out | 1
			}
		}
		if err := put(c.rows, f[0], effect(row)); err != nil {
			return nil, &lineError{file, i + 1, err.Error()}
		}
	}
	for _, name := range builtin {
		if c.rows[name] == nil {
			return nil, &lineError{file, 1, fmt.Sprintf("row %q is missing", name)}
		}
	}
	return c, nil
}

// keepsMark reports whether a negative content stays negative in s: a plan not
// to, an allegation that not. What is asserted, negated, ended or denied has
// no second sign.
func keepsMark(s state) bool {
	switch s.nuance() {
	case extract.NuanceAsserted, extract.NuanceEnded, extract.NuanceNegated, extract.NuanceDenied:
		return false
	}
	return true
}

func parseState(index map[string]state, cell string, inner state) (state, error) {
	if cell == "." {
		return inner, nil
	}
	name, negative := strings.CutSuffix(cell, "!")
	s, ok := index[name]
	if !ok {
		return 0, fmt.Errorf("unknown nuance %q", name)
	}
	if negative {
		s |= 1
	}
	return s, nil
}

// An env is a place in a sentence: what it makes of a predication that, on its
// own, would have a given state. Each operator on the way from the root adds
// one step; a step is a whole new table, so that the depth costs nothing.
type env struct {
	to       [states]state
	cue      [states]int // token that decided, -1 if none
	speakers *speaker
}

func newEnv() *env {
	e := new(env)
	for s := range e.to {
		e.to[s] = state(s)
		e.cue[s] = -1
	}
	return e
}

// with returns the place below an operator of effect f at token cue.
func (e *env) with(f effect, cue int) *env {
	out := &env{speakers: e.speakers}
	for s := range out.to {
		inner := f[s]
		out.to[s] = e.to[inner]
		out.cue[s] = e.cue[inner]
		if out.cue[s] < 0 && inner != state(s) {
			out.cue[s] = cue
		}
	}
	return out
}
