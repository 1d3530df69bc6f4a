package clause

// repair mends known errors of the model in the tree.
func (r *reader) repair() {
	t := r.t
	for i := range t.toks {
		if l, ok := r.lemmas[[2]string{t.lower(i), t.toks[i].Tag}]; ok {
			t.toks[i].Lemma = l
		}
	}
	for _, fixes := range repairs {
		changed := false
		for i := range t.toks {
			changed = r.repairAt(i, fixes) || changed
		}
		if changed {
			r.repaired = true
			t.build()
		}
	}
	r.findTitles()
}

// A repair mends one error at a token and reports whether it did.
type repair = func(*reader, int) bool

// repairs in order: which words are verbs, what they are of one another, what
// hangs on them. The tree is built anew after each group.
var repairs = [...][]repair{
	{
		(*reader).fixHyphenatedVerb, (*reader).fixVerbAfterAuxiliary, (*reader).fixVerbBetweenNames, (*reader).fixEventVerb, (*reader).fixGerundTag,
		(*reader).fixInfinitiveNoun, (*reader).fixSubjectCompound, (*reader).fixManagingDirector, (*reader).fixCoNoun, (*reader).fixConjunctOfNamePart, (*reader).fixInLaw,
	},
	{
		(*reader).fixStolenObject, (*reader).fixStolenSubject, (*reader).fixMainVerb, (*reader).fixMainBehindName, (*reader).fixWhoseClause, (*reader).fixAfterClause, (*reader).fixAdverbialSubject,
		(*reader).fixTwoStatements, (*reader).fixCondition, (*reader).fixInvertedSpeaker, (*reader).fixSpeakerAfterQuote,
		(*reader).fixRelativeSubject, (*reader).fixQuoteThenSaid, (*reader).fixAsked, (*reader).fixAskedIf, (*reader).fixCausative, (*reader).fixContentOfNoun,
		(*reader).fixFiniteBehindGerund, (*reader).fixPresentBehindPast, (*reader).fixSaidAndWarned, (*reader).fixSubjectOfAuxiliary, (*reader).fixTitleBeforeName,
		(*reader).fixBodyNounName, (*reader).fixTitleThenName, (*reader).fixTwoPortfolios, (*reader).fixAtLarge,
	},
	{
		(*reader).fixNamedMinister, (*reader).fixNamedObject, (*reader).fixAmountObject, (*reader).fixGerundObject, (*reader).fixNameBeside, (*reader).fixImposedOn, (*reader).fixInBrackets, (*reader).fixBy,
		(*reader).fixApposition, (*reader).fixBehindNoun, (*reader).fixPercentOwned, (*reader).fixNamedAs, (*reader).fixTwoPosts, (*reader).fixFoundedBy, (*reader).fixContentPreposition, (*reader).fixSaidInStatement, (*reader).fixTwoObjects, (*reader).fixOrderedTo,
		(*reader).fixInvertedCopula, (*reader).fixNotTo, (*reader).fixNounInfinitive, (*reader).fixColonList, (*reader).fixDateConjunct,
		(*reader).fixAsRole, (*reader).fixByRole, (*reader).fixPersonBeside, (*reader).fixThenTitle,
		(*reader).fixOneOf, (*reader).fixAfterDate,
		(*reader).fixParticle, (*reader).fixAppeal, (*reader).fixBehindDoer, (*reader).fixPassiveBy, (*reader).fixByBehindInfinitive, (*reader).fixAsBehindName, (*reader).fixEventAdjective,
		(*reader).fixBehindAmount, (*reader).fixByPhone, (*reader).fixHeldResponsible,
		(*reader).fixAndBy, (*reader).fixTimeBehindName, (*reader).fixAmongThem, (*reader).fixListBesideOne, (*reader).fixPeopleBeside,
	},
}

// repairAt applies the first of the repairs that fits token i.
func (r *reader) repairAt(i int, fixes []repair) bool {
	for _, fix := range fixes {
		if fix(r, i) {
			return true
		}
	}
	return false
}
