package mention

// unseen finds runs of capitalised words that neither the model nor a list has
// seen. What stands around some types them: the other members of a list, a
// preposition of place, a given name, an article before capitals. The others have
// no type until the election, which may find that they are no names.
func (s *scan) unseen(k *repeats) {
	added := false
	for i := 0; i < len(s.toks); {
		if !s.unseenWord(i) {
			i++
			continue
		}
		last := i + 1
		for last < len(s.toks) && s.unseenWord(last) && s.toks[last-1].Space {
			last++
		}
		typ := s.unseenType(i, last)
		if typ == "" && last == i+1 && k.camels[s.toks[i].Text] > 1 {
			typ = "Organization" // once may be a slip of the pen
		}
		if typ != "" || s.mayBeName(i, last) {
			s.names = append(s.names, name{first: i, last: last, span: s.span(i, last), typ: typ, rule: "context"})
			added = true
		}
		i = last
	}
	if added {
		s.own()
	}
}

func (s *scan) unseenWord(i int) bool {
	if camel(s.toks[i].Text) {
		return s.owner[i] < 0
	}
	return s.proper(i) && s.owner[i] < 0 && !s.title[i] && byLabel[s.toks[i].Ent] == "" && valueTypes[s.toks[i].Ent] == "" && s.nameWord(i) && !s.date(i) && letters(s.toks[i].Text) &&
		len(s.toks[i].Text) > 1 && !s.r.lex.IsDemonym(s.toks[i].Text)
}

// mayBeName reports whether the typer is to say whether first:last is a name: it is
// no part of something longer, no title and no kind of thing.
func (s *scan) mayBeName(first, last int) bool {
	lex := s.r.lex
	switch {
	case first > 0 && (s.hyphen(first-1) || capital(s.toks[first-1].Text) && s.toks[first-1].Space),
		last < len(s.toks) && (s.hyphen(last) || capital(s.toks[last].Text) && s.toks[last-1].Space || s.is(last, "for")),
		first > 1 && s.is(first-1, "for") && capital(s.toks[first-2].Text):
		return false
	}
	if start, _, ok := s.titleBefore(last); ok && start <= first {
		return false
	}
	low := s.lower[first]
	_, address := lex.Honorific(s.toks[first].Text)
	_, portfolio := lex.Portfolio(low)
	return last-first > 1 || !address && !portfolio && len(lex.NounTypes(low)) == 0 && !lex.Is("abbreviation", s.toks[first].Text)
}

// unseenType returns the type that the surroundings of first:last speak for.
func (s *scan) unseenType(first, last int) string {
	if s.hyphen(last) || first > 0 && s.hyphen(first-1) || last < len(s.toks) && s.toks[last-1].Space && capital(s.toks[last].Text) {
		return ""
	}
	one := last-first == 1
	if one {
		low := s.lower[first]
		if _, rank := s.r.lex.Rank(low); rank || len(s.r.lex.NounTypes(low)) > 0 || s.r.lex.Ordinary(low) {
			return ""
		}
	}
	if _, given := s.r.lex.GivenName(s.toks[first].Text); given && last-first > 1 && last-first < 4 {
		return "Person"
	}
	if typ := s.complement(s.head(first, last), &name{first: first, last: last}); typ != "" && typ != "Facility" && s.closed(last) {
		return typ // Marlow Deep is a town
	}
	if typ := s.neighbours(first, last); typ != "" {
		return typ
	}
	if first == 0 {
		return ""
	}
	before := s.lower[first-1]
	if place[before] >= 1.5 && !(one && allCaps(s.toks[first].Text)) && s.closed(last) {
		return "Place"
	}
	if one && before == "the" && allCaps(s.toks[first].Text) && !s.modifies(&name{last: last}) && !s.r.lex.Is("abbreviation", s.toks[first].Text) {
		return "Organization"
	}
	return ""
}

// closed reports whether the phrase ends before token i.
func (s *scan) closed(i int) bool {
	return i >= len(s.toks) || !s.noun(i) && !s.proper(i) && s.toks[i].Tag != "JJ" && s.toks[i].Tag != "CD" && s.toks[i].Tag != "POS"
}

// neighbours returns the root of the names that stand before and after
// first:last in a list, if both are of one.
func (s *scan) neighbours(first, last int) string {
	self := name{first: first, last: last}
	var before, after *name
	for i := first - 1; i >= 0 && i >= first-3 && before == nil; i-- {
		if k := s.owner[i]; k >= 0 {
			before = &s.names[k]
		}
	}
	for i := last; i < len(s.toks) && i < last+3 && after == nil; i++ {
		if k := s.owner[i]; k >= 0 {
			after = &s.names[k]
		}
	}
	if before == nil || after == nil || !s.joinedInList(before, &self) || !s.joinedInList(&self, after) || before.rule == "demonym" || after.rule == "demonym" {
		return ""
	}
	if root := s.r.types.Root(before.typ); root == s.r.types.Root(after.typ) && root != "Group" {
		return root
	}
	return ""
}
