package coref

import (
	"strings"

	"dossier/extract"
)

// speakers links the first and second person: in a quotation to who says it or
// the body that they speak for; in an interview to who is asked. Without a name
// for them, those of one speaker are one.
func (c *resolution) speakers() {
	asked := c.asked()
	unnamed := map[[3]int]int{} // kind, speaker's entity, quotation
	bodies := map[int]int{}     // by speaker's entity: whom it speaks for
	for i := range c.ms {
		if c.ms[i].Form != extract.Pronoun || c.of[i] >= 0 {
			continue
		}
		kind, ok := persons[lower(c.token(i).Text)]
		if !ok {
			continue
		}
		e, key := -1, [3]int{kind, -1, -1}
		if q := c.quote[c.ms[i].Sentence][c.ms[i].Head]; q >= 0 {
			key[2] = q
			if m := c.speech[q].speaker; m >= 0 && c.of[m] >= 0 {
				key = [3]int{kind, c.of[m], -1}
				e = c.spokenFor(kind, c.of[m], bodies)
			}
		} else if asked >= 0 {
			switch question := c.asks(c.ms[i].Sentence); {
			case kind == speaking && !question, kind == addressed && (question || c.leadsTo(i)):
				e = asked
			case kind == speaking:
				key[2] = -2 // who asks
			}
		}
		if e < 0 {
			if e, ok = unnamed[key]; !ok {
				e = c.newEntity()
				unnamed[key] = e
			}
		}
		c.join(i, e, "speaker")
	}
}

// asks reports whether sentence s is a question to "you".
func (c *resolution) asks(s int) bool { return c.question(s) && c.has(s, addressed) }

// leadsTo reports whether the sentence of mention i leads to a question to "you":
// "You have travelled much. What did you see?"
func (c *resolution) leadsTo(i int) bool {
	s := c.ms[i].Sentence
	return s+1 < len(c.a.Sentences) && c.asks(s+1) && !c.has(s, speaking)
}

// has reports whether a pronoun of the kind stands in sentence s.
func (c *resolution) has(s, kind int) bool {
	for i := c.first[s]; i < c.first[s+1]; i++ {
		if c.ms[i].Form == extract.Pronoun {
			if k, ok := persons[lower(c.token(i).Text)]; ok && k == kind {
				return true
			}
		}
	}
	return false
}

// question reports whether sentence s ends as a question.
func (c *resolution) question(s int) bool {
	t := c.a.Sentences[s].Tokens
	for k := len(t) - 1; k >= 0 && k > len(t)-3; k-- {
		if t[k].Text == "?" {
			return true
		}
	}
	return false
}

// An interview says so within its first sentences, or has so many questions to
// "you"; and so many words of "I", both outside quotation marks.
const (
	opening   = 25
	questions = 5
	personal  = 3
)

// asked returns the entity that answers in an interview, a new one if it has no
// name that we know; -1 if the document is no interview.
func (c *resolution) asked() int {
	title := lower(c.a.Document.Title)
	named := askedInTitle(title)
	first := c.firstAnswer(strings.Contains(title, "interview") || named != "")
	if first < 0 {
		return -1
	}
	if e := c.interviewee(named, first); e >= 0 {
		return e
	}
	return c.newEntity()
}

// interviewee returns the person who is asked in an interview: the one whom the
// title says so of by name or role, else the one whom the opening, what stands
// before mention first, speaks of most. It is -1 if there are none or two.
func (c *resolution) interviewee(named string, first int) int {
	asked, called, opened, asking := map[int]int{}, map[int]int{}, map[int]int{}, map[int]bool{}
	who := " " + strings.Join(strings.FieldsFunc(named, func(r rune) bool { return r == ' ' || r == ',' || r == ':' }), " ") + " "
	for i, m := range c.ms {
		e := c.of[i]
		if e < 0 || !c.ents[e].named {
			continue
		}
		person := c.is(e, "Person")
		if m.Form == extract.Name {
			k := strings.Index(who, " "+lower(c.text(i))+" ")
			switch {
			case k >= 0 && person:
				asked[e] = 2
			case k == 0 && c.ents[e].weak && c.ents[e].link == "":
				asked[e] = max(asked[e], 1)
			}
			if person && i < first && c.calledIn(e, who) {
				called[e] = 1
			}
		}
		if _, rank := c.r.lex.Rank(lower(c.text(i))); person && i < first && !rank && !c.credited(i) { // "Mr. President, ..."
			opened[e]++
			if t := c.tokens(i); t[m.Head].Dep == "nsubj" && lower(t[t[m.Head].Head].Lemma) == "interview" {
				asking[e] = true
			}
		}
	}
	for e := range asking {
		delete(opened, e)
	}
	e := c.most(asked)
	switch {
	case named == "":
		e = c.most(opened)
	case len(asked) == 0:
		e = c.most(called)
	}
	if e >= 0 && !c.is(e, "Person") {
		c.ents[e].person = true
		c.ents[e].typ = "Person"
	}
	return e
}

// credited reports whether mention i is who took a picture: "Image: Ann Orr".
func (c *resolution) credited(i int) bool {
	t, k := c.tokens(i), c.ms[i].First
	if k < 2 || t[k-1].Text != ":" && lower(t[k-1].Text) != "by" {
		return false
	}
	switch lower(t[k-2].Text) {
	case "image", "photo", "photograph", "picture", "credit":
		return true
	}
	return false
}

// calledIn reports whether words, with blanks around each, hold a noun or title
// that entity e was introduced by.
func (c *resolution) calledIn(e int, words string) bool {
	for role := range c.ents[e].roles {
		if strings.Contains(words, " "+role+" ") {
			return true
		}
	}
	return false
}

// most returns the entity that counts most, -1 if none or two do.
func (c *resolution) most(count map[int]int) int {
	best, second := -1, 0
	for e := range c.ents { // in order, as count has none
		switch n := count[e]; {
		case n == 0:
		case best < 0:
			best = e
		case n > count[best]:
			best, second = e, count[best]
		default:
			second = max(second, n)
		}
	}
	if best >= 0 && count[best] == second {
		return -1
	}
	return best
}

// askedInTitle returns the part of a title in lower case that names who is
// interviewed, "" if it is about something else.
func askedInTitle(title string) string {
	if who, _, ok := strings.Cut(title, "interviewed by"); ok {
		return who
	}
	for _, sign := range []string{" tells ", " talks ", " speaks ", " answers "} {
		if who, _, ok := strings.Cut(title, sign); ok {
			return who
		}
	}
	for _, sign := range []string{"interview with", "interviews"} {
		if before, who, ok := strings.Cut(title, sign); ok {
			if name, _, ok := strings.Cut(before, ":"); ok { // "Ann Orr: an interview with ..."
				return name + " " + who
			}
			return who
		}
	}
	return ""
}

// firstAnswer returns the first "I" of the document if that is an interview, -1
// if it is none.
func (c *resolution) firstAnswer(interview bool) int {
	for s := 0; s < min(opening, len(c.a.Sentences)) && !interview; s++ {
		for _, t := range c.a.Sentences[s].Tokens {
			interview = interview || strings.HasPrefix(lower(t.Lemma), "interview")
		}
	}
	first, count, asked := -1, 0, 0
	for i, m := range c.ms {
		if m.Form != extract.Pronoun || c.quoted(i) {
			continue
		}
		switch kind, ok := persons[lower(c.token(i).Text)]; {
		case !ok:
		case kind == speaking:
			if count++; first < 0 {
				first = i
			}
		case kind == addressed && c.question(m.Sentence):
			asked++
		}
	}
	if count < personal || asked < 1 || !interview && asked < questions {
		return -1
	}
	return first
}

// The first person, singular and plural, and the second.
const (
	speaking = iota
	together
	addressed
)

var persons = map[string]int{
	"i": speaking, "me": speaking, "my": speaking, "mine": speaking, "myself": speaking,
	"we": together, "us": together, "our": together, "ours": together, "ourselves": together,
	"you": addressed, "your": addressed, "yours": addressed, "yourself": addressed, "yourselves": addressed,
}

// spokenFor returns the entity that the first person means when e speaks: e
// itself, or the body that it speaks for; -1 if unknown.
func (c *resolution) spokenFor(kind, e int, bodies map[int]int) int {
	body := c.is(e, "Organization") || c.is(e, "Country")
	switch {
	case kind == speaking && !body:
		return e
	case kind == together && body:
		return e
	case kind == together:
		b, ok := bodies[e]
		if !ok {
			b = c.bodyOf(e)
			bodies[e] = b
		}
		return b
	}
	return -1
}

// bodyOf returns the organization that a description of e names: "a spokesman
// for Orix", "Orix's chief executive", "State Department spokeswoman"; else the
// country: "Norway's coach". It is -1 if none or several are named.
func (c *resolution) bodyOf(e int) int {
	if b := c.described(e, "Organization"); b >= 0 {
		return b
	}
	return c.described(e, "Country")
}

// described returns the entity of type typ that a description of e names, -1 if
// none or several are.
func (c *resolution) described(e int, typ string) int {
	body := -1
	for _, i := range c.ents[e].mentions {
		m := &c.ms[i]
		if m.Form == extract.Pronoun {
			continue
		}
		t := c.tokens(i)
		for j := c.first[m.Sentence]; j < c.first[m.Sentence+1]; j++ {
			n := &c.ms[j]
			if n.Form != extract.Name || n.Rule == "demonym" || c.of[j] < 0 || !c.is(c.of[j], typ) || c.of[j] == e {
				continue
			}
			k := n.Head
			if t[k].Dep == "pobj" {
				switch lower(t[t[k].Head].Text) {
				case "of", "for", "at", "with":
					k = t[k].Head
				default:
					continue
				}
			} else if t[k].Dep != "poss" && t[k].Dep != "compound" && t[k].Dep != "nmod" {
				continue
			}
			if up := t[k].Head; j == m.Phrase.Possessor || up >= m.First && up < m.Last || up >= m.Phrase.TitleFirst && up < m.Phrase.TitleLast {
				if body >= 0 && body != c.of[j] {
					return -1
				}
				body = c.of[j]
			}
		}
	}
	return body
}
