package mention

import (
	"strings"

	"dossier/extract"
)

// valueTypes gives the types of the model's labels for values.
var valueTypes = map[string]string{
	"DATE": "Date", "MONEY": "Money", "PERCENT": "Percent", "QUANTITY": "Quantity", "CARDINAL": "Number",
}

// findValues finds dates, amounts and numbers outside names, with their normal
// form where it can be told.
func (s *scan) findValues() {
	taken := make([]bool, len(s.toks))
	for i := 0; i < len(s.toks); {
		label := s.toks[i].Ent
		last := i + 1
		for last < len(s.toks) && s.toks[last].Ent == label && !s.toks[last].Begin {
			last++
		}
		if typ := valueTypes[label]; typ != "" {
			first, end := s.trimValue(i, last)
			if first < end && s.free(first, end) {
				if dash := s.lifespan(first, end, typ); dash > 0 {
					s.addValue(first, dash, typ, label)
					s.addValue(dash+1, end, typ, label)
				} else {
					s.addValue(first, end, typ, label)
				}
				for j := first; j < end; j++ {
					taken[j] = true
				}
			}
		}
		i = last
	}
	for i := 0; i < len(s.toks); i++ { // what the model has missed
		if taken[i] || s.owner[i] >= 0 || s.toks[i].Ent != "" {
			continue
		}
		switch {
		case s.r.lex.Is("weekday", s.toks[i].Text):
			s.addValue(i, i+1, "Date", "")
		case s.moneySign(i) && i+1 < len(s.toks) && s.toks[i+1].Tag == "CD" && !taken[i+1]:
			end := i + 2
			for end < len(s.toks) && !taken[end] && magnitude(s.lower[end]) > 0 {
				end++
			}
			s.addValue(i, end, "Money", "")
			i = end - 1
		}
	}
}

// lifespan returns the token of the dash between two dates in brackets behind a
// name, "Ann Orr (5 May 1901 – 1990)", or 0: they are two, not a span of time.
func (s *scan) lifespan(first, last int, typ string) int {
	if typ != "Date" || first < 2 || s.toks[first-1].Text != "(" || !s.proper(first-2) {
		return 0
	}
	c := s.dates()
	for i := first + 1; i < last-1; i++ {
		switch s.toks[i].Text {
		case "-", "–", "—":
			if from, to := c.normal(s, first, i), c.normal(s, i+1, last); len(from) >= len("1901") && len(to) >= len("1901") {
				return i
			}
		}
	}
	return 0
}

// trimValue cuts commas, brackets, quotes and the like from both ends.
func (s *scan) trimValue(first, last int) (int, int) {
	mark := func(i int) bool {
		switch s.toks[i].Tag {
		case ",", ".", ":", "-LRB-", "-RRB-", "``", "''", "POS", "_SP", "IN":
			return true
		}
		return false
	}
	for first < last && mark(first) {
		first++
	}
	for first < last && mark(last-1) {
		last--
	}
	return first, last
}

func (s *scan) addValue(first, last int, typ, label string) {
	if (typ == "Number" || typ == "Quantity") && last < len(s.toks) && s.owner[last] < 0 && s.currency(last) {
		typ, last = "Money", last+1
	}
	text := s.text(first, last)
	if typ == "Date" && s.age(first, last) {
		typ = "Number"
	}
	// A sign before the span belongs to the amount.
	if typ == "Money" && first > 0 && s.owner[first-1] < 0 && !s.toks[first-1].Space && s.moneySign(first-1) {
		first--
		text = s.text(first, last)
	}
	normal := ""
	switch typ {
	case "Date":
		c := s.dates()
		if normal = c.normal(s, first, last); normal == "" {
			normal = c.period(s, first, last)
		}
	case "Money":
		normal = s.r.normalMoney(text)
	case "Percent":
		normal = normalPercent(text)
	case "Number":
		normal = normalNumber(text)
	case "Quantity":
		normal = strings.ToLower(text)
	}
	s.rest = append(s.rest, extract.Mention{
		Span: s.span(first, last), Sentence: s.n, First: first, Last: last, Head: s.head(first, last),
		Type: typ, Form: extract.Value, Label: label, Normal: normal, Chain: -1, Confidence: 0.85, Rule: "value",
		Phrase: extract.Phrase{Demonym: -1, Possessor: -1},
	})
}

// age reports whether a bare number between commas after a name is an age:
// "Lena Hald, 61, said".
func (s *scan) age(first, last int) bool {
	return last-first == 1 && first > 1 && s.toks[first].Tag == "CD" && len(s.toks[first].Text) <= 3 &&
		s.toks[first-1].Text == "," && s.proper(first-2) && last < len(s.toks) && (s.toks[last].Text == "," || s.toks[last].Text == ".")
}

// currency reports whether token i is a noun for money.
func (s *scan) currency(i int) bool {
	lemma := lowerCase(s.toks[i].Lemma)
	return s.noun(i) && s.r.lex.Is("currency", lemma)
}

// moneySign reports whether token i is a sign or code of a currency.
func (s *scan) moneySign(i int) bool {
	for _, m := range s.r.money {
		if m.text == s.toks[i].Text {
			return true
		}
	}
	return false
}
