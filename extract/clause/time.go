package clause

import (
	"strconv"
	"strings"
	"time"

	"dossier/extract"
)

// setTime sets p's time from the date, interval or duration m after a preposition.
func (r *reader) setTime(p *extract.Proposition, prep string, m *extract.Mention) {
	tm := r.timeOf(p, prep, m)
	if tm == nil {
		return
	}
	if old := p.Time; old != nil {
		switch { // "from 2010 to 2015"
		case old.From != "" && old.To == "" && tm.To != "":
			old.To = tm.To
		case old.To != "" && old.From == "" && tm.From != "":
			old.From = tm.From
		}
		return
	}
	p.Time = tm
}

// timeOf is the time that m says after a preposition, nil for none.
func (r *reader) timeOf(p *extract.Proposition, prep string, m *extract.Mention) *extract.Time {
	from, to, isInterval := strings.Cut(m.Normal, "/")
	switch {
	case m.Normal == "":
		return nil
	case strings.HasPrefix(m.Normal, "P"):
		if from := r.since(p, m.Normal); from != "" && (prep == "for" || prep == "over" || prep == "in" || prep == "") {
			return &extract.Time{From: from, Span: m.Span}
		}
		return nil
	case isInterval && (prep == "from" || prep == "between"):
		return &extract.Time{From: from, To: to, Span: m.Span}
	}
	switch prep {
	case "since", "from":
		return &extract.Time{From: from, Span: m.Span}
	case "until", "till", "to", "through":
		if isInterval {
			return &extract.Time{To: to, Span: m.Span}
		}
		return &extract.Time{To: m.Normal, Span: m.Span}
	case "in", "on", "at", "during", "over", "":
		return &extract.Time{Value: m.Normal, Precision: precision(m.Normal), Span: m.Span}
	}
	return nil
}

// since is when a duration began that lasts up to publication, as a perfect tense
// says: "has led Orix for 12 years". It is as exact as the unit.
func (r *reader) since(p *extract.Proposition, duration string) string {
	published := r.a.Document.Published
	if len(published) < len("2006") || !r.perfect(p.Head) {
		return ""
	}
	n, err := strconv.Atoi(strings.Trim(duration, "PYMWD"))
	if err != nil {
		return ""
	}
	unit := duration[len(duration)-1]
	layouts := map[byte]string{'Y': "2006", 'M': "2006-01", 'W': "2006-01-02", 'D': "2006-01-02"}
	layout := layouts[unit]
	if len(published) < len(layout) {
		return ""
	}
	t, err := time.Parse(layout, published[:len(layout)])
	if err != nil {
		return ""
	}
	switch unit {
	case 'Y':
		t = t.AddDate(-n, 0, 0)
	case 'M':
		t = t.AddDate(0, -n, 0)
	case 'W':
		t = t.AddDate(0, 0, -7*n)
	default:
		t = t.AddDate(0, 0, -n)
	}
	return t.Format(layout)
}

// perfect reports whether the verb i, or the copula of the predicate i, is in the
// present perfect.
func (r *reader) perfect(i int) bool {
	t := r.t
	if !t.predicate(i) && t.is(i, "attr", "acomp") && t.head(i) >= 0 {
		i = t.head(i)
	}
	for _, k := range t.kids[i] {
		if t.dep(k) == "aux" && t.lemma(k) == "have" && t.toks[k].Tag != "VBD" {
			return true
		}
	}
	return false
}

// precision returns how exact an ISO 8601 date is; of an interval, that it is one.
func precision(iso string) string {
	switch {
	case strings.Contains(iso, "/"):
		return "interval"
	case strings.Contains(iso, "W"):
		return "week"
	case len(iso) == len("2006"):
		return "year"
	case len(iso) == len("2006-01"):
		return "month"
	}
	return "day"
}

// tenure sets the time of what the noun n predicates of its holder from the dates
// that hang on it, on what it is of and on the copula: "was the chairman of Orix
// from 2004 to 2012", "president of Peru since 2016".
func (r *reader) tenure(p *extract.Proposition, n int) {
	t := r.t
	places := []int{n}
	for _, k := range t.kids[n] {
		if o := t.child(k, "pobj"); t.dep(k) == "prep" && t.lower(k) == "of" && o >= 0 {
			places = append(places, o)
		}
	}
	if h := t.head(n); h >= 0 && (t.dep(n) == "attr" && t.predicate(h) || t.dep(n) == "appos") {
		places = append(places, h) // "Ruiz, president of Peru from 1990 until 2000,"
	}
	for _, at := range places {
		for _, k := range t.kids[at] {
			if k > n {
				r.datedBy(p, k)
			}
		}
	}
	if h := t.head(n); p.Time != nil && h >= 0 && t.lemma(h) == "become" && p.Time.Value != "" && p.Time.Precision != "interval" {
		p.Time.From, p.Time.Value, p.Time.Precision = p.Time.Value, "", "" // what became so then
	}
}

// date returns the date or stretch of time that token i is part of, nil if none:
// of "2004 to 2012" each token is.
func (r *reader) date(i int) *extract.Mention {
	if i < 0 || r.name[i] < 0 {
		return nil
	}
	if m := &r.a.Mentions[r.name[i]]; m.Form == extract.Value && m.Type == "Date" {
		return m
	}
	return nil
}

// datedBy sets p's time from the preposition, or the bare date, k and from what is
// nested in it: "from 2004 until 2012".
func (r *reader) datedBy(p *extract.Proposition, k int) {
	t := r.t
	if m := r.date(k); m != nil {
		if t.is(k, "npadvmod", "tmod", "advmod") {
			r.setTime(p, "", m)
		}
		return
	}
	if !t.is(k, "prep", "mark") {
		return
	}
	for _, o := range t.kids[k] {
		if m := r.date(o); m != nil && t.is(o, "pobj", "pcomp") {
			r.setTime(p, t.lower(k), m)
		}
		if t.is(o, "prep", "pobj") {
			for _, q := range t.kids[o] {
				if t.dep(q) == "prep" {
					r.datedBy(p, q)
				}
			}
		}
		if t.dep(o) == "prep" {
			r.datedBy(p, o)
		}
	}
}
