package mention

import "strings"

// byLabel gives the type that the model's label alone speaks for. Labels that
// are missing are values or dropped.
var byLabel = map[string]string{
	"PERSON": "Person", "NORP": "Group", "ORG": "Organization", "GPE": "City", "LOC": "Place",
	"FAC": "Facility", "PRODUCT": "Product", "EVENT": "Event", "LAW": "Law", "WORK_OF_ART": "Work",
}

// entities returns the model's named entities with their bounds mended.
func (s *scan) entities() []name {
	var out []name
	for i := 0; i < len(s.toks); {
		label := s.toks[i].Ent
		last := i + 1
		for last < len(s.toks) && s.toks[last].Ent == label && !s.toks[last].Begin {
			last++
		}
		if byLabel[label] != "" {
			out = append(out, s.repair(i, last, label)...)
		}
		i = last
	}
	return out
}

// repair mends the bounds of one entity. It may fall into several or none.
func (s *scan) repair(first, last int, label string) []name {
	if label == "PERSON" {
		for i := first + 1; i < last-1; i++ {
			if s.lower[i] == "and" || s.lower[i] == "of" || s.toks[i].Text == "," || s.toks[i].Text == ";" || s.toks[i].Text == "/" || s.possessive(i) {
				return append(s.repair(first, i, label), s.repair(i+1, last, label)...)
			}
		}
	}
	for i := first + 1; i < last-1; i++ {
		if t := s.toks[i]; (strings.HasPrefix(t.Tag, "VB") || t.Tag == "MD") && !capital(t.Text) && t.Dep != "compound" && t.Dep != "amod" {
			return append(s.repair(first, i, label), s.repair(i+1, last, label)...) // "Velden sued Orix"
		}
	}
	if label == "NORP" && last-first > 1 {
		for i := first; i < last; i++ {
			if s.r.lex.IsDemonym(s.toks[i].Text) {
				return nil // the lists know the parts: Sino-American
			}
		}
	}
	for i := first + 1; i < last; i++ {
		if s.breaks(i, label) {
			return append(s.repair(first, i, label), s.repair(i+1, last, label)...)
		}
	}
	if label == "ORG" || label == "FAC" {
		first = s.post(first, last)
	}
	if label == "ORG" && s.titlesPerson(first, last) {
		label = "PERSON"
	}
	if label == "ORG" {
		for i := first + 1; i < last-1; i++ {
			if s.splitsBody(first, i) {
				return append(s.repair(first, i, label), s.repair(i+1, last, label)...)
			}
		}
	}
	first, last = s.trim(first, last, label)
	if first >= last {
		return nil
	}
	if label == "ORG" {
		if i := s.personBehind(first, last); i > 0 {
			return append(s.repair(first, i, label), s.repair(i, last, "PERSON")...)
		}
		last = s.beforeTitle(first, last)
	}
	n := name{first: s.leftward(first, last, label), last: last, label: label, rule: "ner", typ: byLabel[label]}
	switch label {
	case "PERSON":
		s.repairPerson(&n)
	case "ORG", "FAC", "LAW", "PRODUCT":
		s.repairBody(&n)
	case "GPE", "LOC":
		if e := s.personRunHyphen(n.last); e > n.last {
			n.last = e
		}
	}
	if n.first >= n.last || !s.plausible(&n) {
		return nil
	}
	return []name{n}
}

// leftward moves the start of a name over capitalised words that the model has
// left out but the tree joins to it: "Credit Rhodanien".
func (s *scan) leftward(first, last int, label string) int {
	if label == "NORP" || label == "GPE" {
		return first
	}
	for i := first - 1; i >= 0; i-- {
		t := s.toks[i]
		if t.Ent != "" || !s.proper(i) || !s.nameWord(i) || !t.Space || t.Dep != "compound" || t.Head < first || t.Head >= last ||
			s.title[i] || s.date(i) || s.r.ranks[s.lower[i]] || s.r.lex.IsDemonym(t.Text) || s.r.lex.Is("newsroom", t.Text) {
			break
		}
		if _, ok := s.r.lex.Honorific(t.Text); ok {
			break
		}
		if _, ok := s.r.lex.Portfolio(s.lower[i]); ok {
			break
		}
		first = i
	}
	return first
}

// breaks reports whether token i inside an entity with label ends one name and
// begins another: a bracket, a spaced slash, an article that no preposition
// precedes, a dash between persons, a comma between places.
func (s *scan) breaks(i int, label string) bool {
	switch s.toks[i].Text {
	case "(":
		return true
	case "/":
		return s.toks[i-1].Space
	case "The":
		return label == "ORG" && s.proper(i-1)
	case "-", "–", "—":
		return label == "PERSON" && s.toks[i-1].Space && s.toks[i].Space
	case ",":
		return label == "GPE" && i+1 < len(s.toks) && !strings.Contains(s.toks[i+1].Text, ".") // Washington, D.C.
	}
	return false
}

// splitsBody reports whether token i ends one name and begins another: a comma
// before a given name ("the Alliance, Eoin Tully"), of between a company and
// its seat ("Halvorsen Holding of Copenhagen"), or between someone and the body
// they belong to ("Peter Lund of the Justice Party").
func (s *scan) splitsBody(first, i int) bool {
	switch {
	case s.toks[i].Text == ",":
		return s.proper(i+1) && !s.legal(i+1)
	case s.lower[i] == "and":
		return s.bothBodies(first, i)
	case s.lower[i] == "of":
		return s.legal(i-1) || s.r.types.Is(s.r.lex.CueType(s.textWords(first, i)), "Company") || s.belongs(first, i)
	}
	return false
}

// bothBodies reports whether the "and" at i joins two whole names: "Amnesty
// International and Human Rights Watch", not "Ministry of Industry and Trade".
func (s *scan) bothBodies(first, i int) bool {
	last := i + 1
	for last < len(s.toks) && s.toks[last].Ent != "" && !s.toks[last].Begin {
		last++
	}
	if i-first < 2 || last-i < 3 || s.r.lex.CueType(s.textWords(i+1, last)) == "" {
		return false
	}
	if s.isListed(first, i) {
		return true
	}
	if s.r.lex.CueType([]string{"x", s.toks[i-1].Text}) != "" {
		return true
	}
	for j := first; j < i; j++ {
		if s.lower[j] == "of" || s.lower[j] == "for" || s.lower[j] == "on" {
			return false
		}
	}
	return !s.adjectival(i - 1)
}

// adjectival reports whether token i looks like an adjective: Social Democratic.
func (s *scan) adjectival(i int) bool {
	w := s.lower[i]
	for _, e := range []string{"ic", "al", "ist", "ive", "ar", "ish"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return strings.HasPrefix(s.toks[i].Tag, "JJ") || s.r.lex.IsDemonym(s.toks[i].Text)
}

// legal reports whether token i is a legal form: Inc., AG.
func (s *scan) legal(i int) bool { return s.r.lex.Is("legal", s.toks[i].Text) }

// trim cuts from both ends what is never part of a name: articles, possessive
// endings, markup, forms of address, words of the newsroom, and words in lower
// case.
func (s *scan) trim(first, last int, label string) (int, int) {
	lex := s.r.lex
	for first < last {
		t := s.toks[first].Text
		_, address := lex.Honorific(t)
		if ordinal(t) && first+1 < last && label != "PERSON" {
			break
		}
		if s.title[first] || !letters(t) && !(label == "EVENT" && s.toks[first].Tag == "CD") ||
			address && (first+1 < last || label == "PERSON") ||
			lex.Is("notname", t) && !(t == "The" && label == "WORK_OF_ART") ||
			!capital(t) && !(lex.Is("particle", t) && first+1 < last && label == "PERSON") && !mixed(t) ||
			label == "PERSON" && lex.Is("newsroom", t) && first+1 < last {
			first++
			continue
		}
		break
	}
	for last > first {
		t := s.toks[last-1].Text
		if s.title[last-1] || label == "ORG" && last-first > 1 && s.initialRank(last-1) || s.possessive(last-1) || !letters(t) && s.toks[last-1].Tag != "CD" ||
			!capital(t) && s.toks[last-1].Tag != "CD" && !mixed(t) && !s.hyphen(last-2) ||
			s.hyphen(last-2) && !capital(t) && label != "PERSON" && s.joinsAdjective(t) {
			last--
			continue
		}
		break
	}
	return first, last
}

// joinsAdjective reports whether the second part of a hyphenated word makes it an
// adjective: "Oslo-based", "U.S.-led".
func (s *scan) joinsAdjective(t string) bool {
	return s.r.lex.Is("hyphenated", t)
}

// mixed reports whether s has a capital after a small letter: iPhone, eBay.
func mixed(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' }) > 0
}

// plausible refuses names that are an ordinary word, a month, a rank or a
// capitalised noun under an article ("the Bureau", which is a nominal).
func (s *scan) plausible(n *name) bool {
	if n.last-n.first > 1 {
		return true
	}
	t := s.toks[n.first]
	low := s.lower[n.first]
	if s.date(n.first) || len(t.Text) < 2 {
		return false
	}
	if _, ok := s.r.lex.Rank(low); ok {
		return false
	}
	if s.determined(n.first) && len(s.r.lex.NounTypes(low)) > 0 {
		return false
	}
	if _, ok := s.r.lex.Portfolio(low); ok && n.first > 1 && s.is(n.first-1, "of") && s.r.ranks[s.lower[n.first-2]] {
		return false // Secretary of State
	}
	return true
}

// determined reports whether an article, demonstrative or possessive stands
// before token i.
func (s *scan) determined(i int) bool {
	if i == 0 {
		return false
	}
	switch s.toks[i-1].Tag {
	case "DT", "PRP$", "POS":
		return true
	}
	return false
}

// repairBody cuts the demonym before a public body and completes names that
// the model has cut at "of", "and" or "in".
func (s *scan) repairBody(n *name) {
	if n.last-n.first > 2 && s.r.lex.IsDemonym(s.toks[n.first].Text) {
		typ := s.cueType(n.first, n.last)
		if s.r.types.Is(typ, "GovernmentBody") && typ != "CentralBank" {
			n.first++
		}
	}
	for n.last+1 < len(s.toks) && s.toks[n.last-1].Space {
		next, head := s.lower[n.last], s.bodyWord(n)
		free := s.nameWord(n.last+1) && s.toks[n.last].Space && !s.date(n.last+1) && (s.toks[n.last+1].Ent == "" || s.toks[n.last+1].Ent == "ORG" || s.toks[n.last+1].Ent == "GPE" || s.toks[n.last+1].Ent == "LOC")
		switch {
		case !free:
			return
		case next == "of" && s.r.lex.Is("boards", s.lower[n.last-1]):
			return
		case next == "of" && (s.r.lex.Is("paired", head) || s.r.lex.Is("seated", head) || n.last-n.first == 1 && len(s.r.lex.NounTypes(s.lower[n.first])) > 0):
		case next == "in" && s.r.lex.Is("seated", head):
		case next == "and" && s.r.lex.Is("paired", head) && s.is(n.first+1, "of") && s.toks[n.last+1].Ent == "" && s.toks[n.last+1].Dep == "conj":
		default:
			return
		}
		n.last = s.capRun(n.last + 1)
	}
}

// bodyWord returns the first word of a name, a demonym aside.
func (s *scan) bodyWord(n *name) string {
	i := n.first
	if i+1 < n.last && s.r.lex.IsDemonym(s.toks[i].Text) {
		i++
	}
	return s.toks[i].Text
}

// capRun returns the end of the run of name words that starts at i.
func (s *scan) capRun(i int) int {
	for i++; i < len(s.toks) && s.nameWord(i) && s.toks[i-1].Space && (s.proper(i) || s.toks[i].Tag == "NN" || s.toks[i].Tag == "NNS" || s.toks[i].Tag == "JJ"); {
		i++
	}
	return i
}
