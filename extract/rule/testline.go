package rule

import (
	"fmt"
	"slices"
	"strings"

	"dossier/extract"
)

// A Test is one example or counterexample of a relation.
type Test struct {
	Relation string
	Counter  bool // a counterexample
	Sentence string
	// Names are the stretches of Sentence that count as entities because the
	// test puts them in brackets.
	Names []extract.Span
	Want  Expectation
	File  string
	Line  int
}

// An Expectation is what stands after "=>". None asks that there is no claim of
// the relation; Status alone that there is at least one and that all have it.
type Expectation struct {
	None   bool
	Status string // a status or nuance, "" if pairs are listed
	Pairs  []Pair
}

// A Pair is an expected claim.
type Pair struct {
	Subject, Object string
	Status          string // a status or nuance; "asserted" unless said otherwise
}

var nuances = []extract.Nuance{
	extract.NuanceAsserted, extract.NuanceEnded, extract.NuanceNegated, extract.NuanceDenied,
	extract.NuancePlanned, extract.NuanceDemanded, extract.NuanceThreatened, extract.NuanceConditional,
	extract.NuanceCounterfactual, extract.NuanceAlleged, extract.NuancePossible, extract.NuanceQuestioned,
}

// statusWords are the statuses and nuances.
func statusWords() []string {
	var out []string
	for _, s := range extract.Statuses {
		out = append(out, string(s))
	}
	for _, n := range nuances {
		out = append(out, string(n))
	}
	return sortedSet(out)
}

func isStatus(s string) bool {
	return slices.Contains(extract.Statuses[:], extract.Status(s)) || slices.Contains(nuances, extract.Nuance(s))
}

// A lineError is a fault within a test line, at bytes [start, end).
type lineError struct {
	start, end int
	message    string
	hint       string
}

func (e *lineError) Error() string { return e.message }

// parseTest reads "SENTENCE => S, O [status]; ...", "=> none" or "=> denied".
func parseTest(line string) (Test, *lineError) {
	at := strings.LastIndex(line, "=>")
	if at < 0 {
		return Test{}, &lineError{0, len(line), "test without =>",
			`write "SENTENCE => SUBJECT, OBJECT" or "SENTENCE => none"`}
	}
	t := Test{}
	var err *lineError
	if t.Sentence, t.Names, err = parseBrackets(line[:at]); err != nil {
		return Test{}, err
	}
	if t.Sentence == "" {
		return Test{}, &lineError{0, at, "test without a sentence", ""}
	}
	want := splitKeep(line[at+2:], ';')
	for i := range want {
		want[i].start += at + 2
	}
	if len(want) == 1 && want[0].text == "none" {
		t.Want.None = true
		return t, nil
	}
	if len(want) == 1 && isStatus(want[0].text) {
		t.Want.Status = want[0].text
		return t, nil
	}
	for _, w := range want {
		p, err := parsePair(w)
		if err != nil {
			return Test{}, err
		}
		t.Want.Pairs = append(t.Want.Pairs, p)
	}
	return t, nil
}

// ParseSentence takes the brackets of a test's sentence out of it and tells what
// was in them. The error says what is wrong with them.
func ParseSentence(s string) (string, []extract.Span, error) {
	text, names, err := parseBrackets(s)
	if err != nil {
		return "", nil, fmt.Errorf("%s; %s", err.message, err.hint)
	}
	return text, names, nil
}

// parseBrackets takes the brackets out of a sentence and tells what was in them.
func parseBrackets(s string) (string, []extract.Span, *lineError) {
	var b strings.Builder
	var names []extract.Span
	lead := len(s) - len(strings.TrimLeft(s, " \t\n"))
	open := -1
	for i := lead; i < len(strings.TrimRight(s, " \t\n")); i++ {
		switch c := s[i]; {
		case c == '[' && open < 0:
			open = b.Len()
		case c == ']' && open >= 0 && b.Len() > open:
			names = append(names, extract.Span{Start: open, End: b.Len()})
			open = -1
		case c == '[' || c == ']':
			return "", nil, &lineError{i, i + 1, "brackets do not pair up", "put each entity in its own brackets: [Orix]"}
		default:
			b.WriteByte(c)
		}
	}
	if open >= 0 {
		return "", nil, &lineError{0, len(s), "bracket not closed", "put each entity in its own brackets: [Orix]"}
	}
	return b.String(), names, nil
}

func parsePair(w part) (Pair, *lineError) {
	fail := func(format string, args ...any) (Pair, *lineError) {
		return Pair{}, &lineError{w.start, w.start + len(w.text), fmt.Sprintf(format, args...),
			`write "SUBJECT, OBJECT", with a status or nuance behind it unless it is asserted`}
	}
	if w.text == "" {
		return fail("nothing expected after =>")
	}
	sides := strings.Split(w.text, ",")
	if len(sides) != 2 {
		return fail("expected one comma in %q", w.text)
	}
	p := Pair{Subject: strings.TrimSpace(sides[0]), Object: strings.TrimSpace(sides[1]), Status: string(extract.Asserted)}
	if i := strings.LastIndexByte(p.Object, ' '); i > 0 {
		if last := strings.Trim(p.Object[i+1:], "[]"); isStatus(last) {
			p.Object, p.Status = strings.TrimSpace(p.Object[:i]), last
		}
	}
	if p.Subject == "" || p.Object == "" {
		return fail("subject or object missing in %q", w.text)
	}
	return p, nil
}
