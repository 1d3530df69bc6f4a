package mention

// cued finds runs of capitalised words with a word that shows a type, whether
// the model has seen them or not: "Larch Institute", "Ministry of Mines".
func (s *scan) cued() []name {
	var out []name
	for i := 0; i < len(s.toks); {
		if !s.nameWord(i) || s.date(i) || s.title[i] {
			i++
			continue
		}
		last := s.bodyRun(i)
		if k := s.post(i, last); k > i {
			if k >= last {
				i = last
				continue
			}
			i = k
		}
		first := i
		for last-first > 2 && s.demonymOrCountry(first) {
			first++
		}
		if typ := s.cueType(first, last); typ != "" && last-first > 1 && s.properRun(first, last) {
			var start int
			start, last = s.numbered(first, last, typ)
			if start < first {
				first, i = start, start
			}
			n := name{first: first, last: last, typ: typ, rule: "cue"}
			if first == i || s.r.types.Is(typ, "GovernmentBody") {
				out = append(out, n)
			} else {
				n.first = i
				out = append(out, n)
			}
		}
		i = last
	}
	return out
}

// demonymOrCountry reports whether token i alone is a demonym or U.S.
func (s *scan) demonymOrCountry(i int) bool {
	t := s.toks[i].Text
	return s.r.lex.IsDemonym(t)
}

// bodyRun returns the end of the run of capitalised words that starts at i and
// may go on over of, for and & to further ones.
func (s *scan) bodyRun(i int) int {
	end := i + 1
	for end < len(s.toks) && !s.title[end] {
		prev := s.toks[end-1]
		switch {
		case s.initialRank(end):
			return end
		case s.nameWord(end) && prev.Space && !s.date(end) && s.beginsPerson(i, end):
			return end
		case s.nameWord(end) && prev.Space && !s.date(end):
			end++
		case s.is(end, "of") && (s.company(i, end) || s.belongs(i, end)):
			return end
		case s.is(end, "of") && s.partyOf(i, end) > 0:
			return s.partyOf(i, end)
		case (s.is(end, "of") || s.is(end, "for") || s.is(end, "&")) && prev.Space && end+1 < len(s.toks) && s.nameWord(end+1) && !s.date(end+1):
			end += 2
		case (s.is(end, "of") || s.is(end, "for") && s.is(end+3, "of")) && prev.Space && end+2 < len(s.toks) && s.is(end+1, "the") && s.nameWord(end+2):
			end += 3 // Council for the Welfare of Immigrants
		case s.hyphen(end) && capital(s.toks[end+1].Text):
			end += 2
		case s.is(end, "and") && prev.Space && s.halfName(i, end) && s.cueRun(end+1) > 0: // Social Democratic and Labour Party
			end = s.cueRun(end + 1)
		default:
			return end
		}
	}
	return end
}

// initialRank reports whether token i is a rank in capitals, which ends a name: MP.
func (s *scan) initialRank(i int) bool {
	return s.r.ranks[s.lower[i]] && allCaps(s.toks[i].Text)
}

// partyOf returns the end of the country that the party first:last is of, 0 if it is
// of none: what follows is no part of the name.
func (s *scan) partyOf(first, last int) int {
	if s.r.lex.CueType(s.textWords(first, last)) != "PoliticalParty" || last+1 >= len(s.toks) {
		return 0
	}
	i := last + 1
	if s.is(i, "the") && i+1 < len(s.toks) {
		i++
	}
	n, ok := s.listed(i, s.toks[i].Start, s.a.Document.Text[s.toks[i].Start:s.a.Sentences[s.n].End])
	if !ok || n.typ != "Country" || n.rule != "gazetteer" {
		return 0
	}
	return n.last
}

// beginsPerson reports whether the name of a person begins at token i behind that of
// a body: "Liberal Party of Canada Fernand Viau". The model sees two names there,
// or sees a person's behind a place and it opens with a given name.
func (s *scan) beginsPerson(first, i int) bool {
	t := s.toks[i]
	if i-first < 2 || t.Ent != "PERSON" || !t.Begin {
		return false
	}
	_, given := s.r.lex.GivenName(t.Text)
	if given && i-first > 2 && s.is(i-2, "of") {
		return true
	}
	return s.toks[i-1].Ent == "ORG" && s.toks[first].Ent == "ORG" && i+1 < len(s.toks) && s.toks[i+1].Ent == "PERSON" && !s.toks[i+1].Begin &&
		s.r.types.Is(s.r.lex.CueType(s.textWords(first, i)), "Organization")
}

// cueRun returns the end of the two or more name words from token i if they show
// a type, else 0.
func (s *scan) cueRun(i int) int {
	end := i
	for end < len(s.toks) && s.nameWord(end) && !s.date(end) && (end == i || s.toks[end-1].Space) {
		end++
	}
	if end-i < 2 || !s.r.types.Is(s.r.lex.CueType(s.textWords(i, end)), "Organization") {
		return 0
	}
	return end
}

// halfName reports whether the words first:last, which "and" follows, are no
// name yet: they end in an adjective and show no type.
func (s *scan) halfName(first, last int) bool {
	if last-first > 4 || s.r.lex.CueType(s.textWords(first, last)) != "" {
		return false
	}
	if s.isListed(first, last) {
		return false // Amnesty International and Human Rights Watch
	}
	for i := first; i < last; i++ {
		if l := s.toks[i].Ent; l != "" && l != "ORG" && l != "NORP" {
			return false
		}
	}
	return s.adjectival(last-1) && s.toks[last-1].Ent != "NORP"
}

// belongs reports whether the words first:last, which "of" follows, are a name
// of their own before that of an organization: nothing in them tells a body, but
// something in what follows does.
func (s *scan) belongs(first, last int) bool {
	if last-first < 2 || s.r.lex.CueType(s.textWords(first, last)) != "" || s.r.lex.Is("saints", s.toks[first].Text) {
		return false
	}
	for i := first; i < last; i++ {
		if s.toks[i].Tag != "NNP" && s.toks[i].Tag != "NNPS" && s.toks[i].Tag != "HYPH" {
			return false
		}
	}
	start := last + 1
	if s.is(start, "the") {
		start++
	}
	end := start
	for end < len(s.toks) && s.nameWord(end) && !s.date(end) {
		end++
	}
	if s.is(end, "and") && end > start && s.halfName(start, end) && s.cueRun(end+1) > 0 {
		end = s.cueRun(end + 1)
	}
	// The article is a part of some names: of The Globe.
	typ := s.r.lex.CueType(s.textWords(start, end))
	if typ == "" {
		typ = s.r.lex.CueType(s.textWords(last+1, end))
	}
	return end > start && s.r.types.Is(typ, "Organization")
}

// company reports whether the words first:last are the whole name of a company,
// so that what "of" adds is its seat: "Banca Sorelle of Milan", not "Commercial
// Bank of Ethiopia".
func (s *scan) company(first, last int) bool {
	switch s.toks[last-1].Text {
	case "Bank", "Company", "Corporation", "Exchange", "Group":
		return false
	}
	return s.r.types.Is(s.r.lex.CueType(s.textWords(first, last)), "Company")
}

// properRun reports whether at least all but one of the capitalised words of
// first:last are tagged as proper nouns.
func (s *scan) properRun(first, last int) bool {
	other := 0
	for i := first; i < last; i++ {
		if capital(s.toks[i].Text) && !s.proper(i) {
			other++
		}
	}
	return other <= 1 && (first > 0 || s.proper(first))
}
