package rule

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"dossier/extract"
)

// A NamedSpan is a stretch of a test's sentence that counts as an entity of a
// type, so that the test tests the rule and not the finding of names.
type NamedSpan struct {
	extract.Span
	Type string
}

// A Fault is what may go wrong with a test.
type Fault string

// The faults. A test that expects (S, O) and finds (O, S) is reversed, which is
// worse than missing it.
const (
	Missed      Fault = "missed"
	Extra       Fault = "extra"
	Reversed    Fault = "reversed"
	WrongStatus Fault = "wrong status"
)

// A Failure is one thing wrong with one test.
type Failure struct {
	Test  Test
	Fault Fault
	Pair  Pair   // expected, or found if Fault is Extra or Reversed
	Got   string // nuance found, if Fault is WrongStatus
}

// String returns the failure with its place: "offices.yaml:12: missed (S, O): ...".
func (f Failure) String() string {
	status := ""
	if f.Pair.Status != string(extract.Asserted) {
		status = " " + f.Pair.Status
	}
	what := fmt.Sprintf("(%s, %s)%s", f.Pair.Subject, f.Pair.Object, status)
	switch {
	case f.Pair.Subject == "":
		what = "a claim" + status
	case f.Fault == WrongStatus:
		what += ", found " + f.Got
	}
	return fmt.Sprintf("%s:%d: %s: %s %s: %s", f.Test.File, f.Test.Line, f.Test.Relation, f.Fault, what, f.Test.Sentence)
}

// A Report is the outcome of all tests.
type Report struct {
	Tests    int
	Failures []Failure // by file and line
}

// Count returns how many failures are of that fault.
func (r Report) Count(f Fault) int {
	n := 0
	for _, x := range r.Failures {
		if x.Fault == f {
			n++
		}
	}
	return n
}

// Check runs all examples and counterexamples through the pipeline that
// annotate stands for. annotate gets the sentence and the names that count as
// entities; it returns an analysis up to the propositions, and may be called by
// several goroutines. An error of annotate fails the check.
func Check(o *Ontology, annotate func(text string, names []NamedSpan) (*extract.Analysis, error)) (Report, error) {
	failures, errs := make([][]Failure, len(o.tests)), make([]error, len(o.tests))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range o.tests {
		g.Go(func() error {
			a, err := annotateTest(o, t, annotate)
			if err != nil {
				errs[i] = fmt.Errorf("%s:%d: annotate test: %w", t.File, t.Line, err)
				return nil
			}
			failures[i] = judge(o, t, a)
			return nil
		})
	}
	g.Wait() // the errors are in errs, so that the first by place is told
	for _, err := range errs {
		if err != nil {
			return Report{}, err
		}
	}
	return Report{Tests: len(o.tests), Failures: slices.Concat(failures...)}, nil
}

// annotateTest annotates the sentence of t twice: first as it is, to see which
// of the names are found with a fitting type, then with the others given.
func annotateTest(o *Ontology, t Test, annotate func(string, []NamedSpan) (*extract.Analysis, error)) (*extract.Analysis, error) {
	a, err := annotate(t.Sentence, nil)
	if err != nil {
		return nil, err
	}
	var given []NamedSpan
	for _, n := range namesOf(o, t) {
		if !isFound(o, a, n) {
			given = append(given, NamedSpan{n.Span, defaultType(o.types, n.Types)})
		}
	}
	if len(given) == 0 {
		return a, nil
	}
	return annotate(t.Sentence, given)
}

// A testName is a name in a test's sentence with the types that fit it.
type testName struct {
	extract.Span
	Types []string
}

// namesOf returns the names in brackets and those of the expected pairs where
// they stand in the sentence, in order and without overlap.
func namesOf(o *Ontology, t Test) []testName {
	rel, _ := o.Relation(t.Relation)
	var out []testName
	add := func(s extract.Span, types []string) {
		for i := range out {
			if out[i].Span == s {
				return
			}
			if out[i].Overlaps(s) {
				if s.Len() > out[i].Len() {
					out[i] = testName{s, types}
				}
				return
			}
		}
		out = append(out, testName{s, types})
	}
	for _, p := range t.Want.Pairs {
		for _, s := range occurrences(t.Sentence, p.Subject) {
			add(s, rel.Subject)
		}
		if areValues(rel.Object) {
			continue // found as values are
		}
		for _, s := range occurrences(t.Sentence, p.Object) {
			add(s, rel.Object)
		}
	}
	for _, s := range t.Names {
		add(s, slices.Concat(rel.Subject, rel.Object))
	}
	slices.SortFunc(out, func(a, b testName) int { return a.Start - b.Start })
	return out
}

// occurrences finds name in s as whole words.
func occurrences(s, name string) []extract.Span {
	var out []extract.Span
	for at := 0; ; {
		i := strings.Index(s[at:], name)
		if i < 0 {
			return out
		}
		span := extract.Span{Start: at + i, End: at + i + len(name)}
		before, _ := utf8.DecodeLastRuneInString(s[:span.Start])
		after, _ := utf8.DecodeRuneInString(s[span.End:])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			out = append(out, span)
		}
		at = span.End
	}
}

// isFound reports whether the pipeline itself has found a thing of a fitting
// type at n.
func isFound(o *Ontology, a *extract.Analysis, n testName) bool {
	for _, m := range a.Mentions {
		if m.Span != n.Span || m.Chain < 0 {
			continue
		}
		typ := a.Chains[m.Chain].Type
		if slices.ContainsFunc(n.Types, func(t string) bool { return o.types.Is(typ, t) }) {
			return true
		}
	}
	return false
}

// defaultType chooses one of the types that fit: an organization where one
// may stand, as most unknown names of the news are, else a person, else a kind
// of organization, else the first that is no union, or the first of a union.
func defaultType(types *extract.Types, fit []string) string {
	for _, want := range []string{"Organization", "Person"} {
		if slices.ContainsFunc(fit, func(t string) bool { return types.Is(want, t) }) {
			return want
		}
	}
	for _, name := range fit {
		if types.Root(name) == "Organization" {
			return name
		}
	}
	for _, name := range slices.Concat(fit, types.Names()) {
		if types.Path(name) != nil && slices.ContainsFunc(fit, func(t string) bool { return types.Is(name, t) }) {
			return name
		}
	}
	return ""
}

// judge compares the claims of a with what t expects.
func judge(o *Ontology, t Test, a *extract.Analysis) []Failure {
	var got []extract.Claim
	for _, c := range o.Claims(a) {
		if c.Predicate == t.Relation {
			got = append(got, c)
		}
	}
	fail := func(f Fault, p Pair, nuance string) Failure { return Failure{t, f, p, nuance} }
	var out []Failure
	if t.Want.Pairs == nil {
		if !t.Want.None && len(got) == 0 {
			out = append(out, fail(Missed, Pair{Status: t.Want.Status}, ""))
		}
		for _, c := range got {
			switch {
			case t.Want.None:
				out = append(out, fail(Extra, pairOf(a, c), ""))
			case !hasStatus(c, t.Want.Status):
				out = append(out, fail(WrongStatus, pairOf(a, c).with(t.Want.Status), string(c.Nuance)))
			}
		}
		return out
	}
	rel, _ := o.Relation(t.Relation)
	used := make([]bool, len(got))
	for _, p := range t.Want.Pairs {
		out = append(out, judgePair(a, rel.Symmetric, p, got, used, fail)...)
	}
	for i, c := range got {
		if !used[i] {
			out = append(out, fail(Extra, pairOf(a, c), ""))
		}
	}
	return out
}

// judgePair looks for one expected pair and marks the claims it accounts for.
func judgePair(a *extract.Analysis, symmetric bool, p Pair, got []extract.Claim, used []bool, fail func(Fault, Pair, string) Failure) []Failure {
	var out []Failure
	found, wrong := false, ""
	for i, c := range got {
		forward := isNamed(a, c.Subject, p.Subject) && isNamed(a, c.Object, p.Object)
		backward := isNamed(a, c.Subject, p.Object) && isNamed(a, c.Object, p.Subject)
		switch {
		case forward || backward && symmetric:
			used[i] = true
			if hasStatus(c, p.Status) {
				found = true
			} else {
				wrong = string(c.Nuance)
			}
		case backward:
			used[i], found = true, true
			out = append(out, fail(Reversed, pairOf(a, c), ""))
		}
	}
	switch {
	case wrong != "":
		out = append(out, fail(WrongStatus, p, wrong))
	case !found:
		out = append(out, fail(Missed, p, ""))
	}
	return out
}

func (p Pair) with(status string) Pair {
	p.Status = status
	return p
}

// hasStatus reports whether c has the status or nuance. A word that is both,
// such as "denied", asks for the status.
func hasStatus(c extract.Claim, want string) bool {
	if slices.Contains(extract.Statuses[:], extract.Status(want)) {
		return c.Status == extract.Status(want)
	}
	return c.Nuance == extract.Nuance(want)
}

func pairOf(a *extract.Analysis, c extract.Claim) Pair {
	return Pair{nameOf(a, c.Subject), nameOf(a, c.Object), string(c.Nuance)}
}

func nameOf(a *extract.Analysis, arg extract.Argument) string {
	if arg.Chain < 0 {
		return arg.Value
	}
	c := a.Chains[arg.Chain]
	if c.Name != "" {
		return c.Name
	}
	return a.Text(arg.Span)
}

// isNamed reports whether arg speaks of name: a name of its chain, a mention of
// it, or the gazetteer entry it is linked to.
func isNamed(a *extract.Analysis, arg extract.Argument, name string) bool {
	if arg.Chain < 0 {
		return arg.Value != "" && arg.Value == name
	}
	c := a.Chains[arg.Chain]
	if strings.EqualFold(c.Name, name) || strings.EqualFold(a.Text(arg.Span), name) ||
		slices.ContainsFunc(c.Aliases, func(alias string) bool { return strings.EqualFold(alias, name) }) {
		return true
	}
	if _, slug, ok := strings.Cut(c.Link, ":"); ok && slug == strings.ReplaceAll(fold(name), " ", "-") {
		return true
	}
	return slices.ContainsFunc(c.Mentions, func(i int) bool { return strings.EqualFold(a.Text(a.Mentions[i].Span), name) })
}
