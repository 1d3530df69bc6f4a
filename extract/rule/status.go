package rule

import (
	"slices"
	"strings"

	"dossier/extract"
)

// The phases of a state that a rule may say its words speak of.
const (
	phaseStarted = "started"
	phaseEnded   = "ended"
	phaseLasting = "lasting" // the state itself: told in the past, it is over
	phaseForever = "forever" // what nothing ends: who is dead or retired still was born there
)

var phases = []string{phaseEnded, phaseForever, phaseLasting, phaseStarted}

// weight orders the nuances: of two, the later is what remains.
var weight = []extract.Nuance{
	extract.NuanceAsserted, extract.NuanceEnded, extract.NuanceNegated, extract.NuancePlanned,
	extract.NuanceDemanded, extract.NuanceThreatened, extract.NuanceConditional,
	extract.NuanceCounterfactual, extract.NuanceQuestioned, extract.NuancePossible,
	extract.NuanceAlleged, extract.NuanceDenied,
}

// overrideStatus puts what a rule says about the status in place of what the
// trigger alone would mean; what the sentence says about the trigger remains:
// "ordered" is asserted, "may order" possible.
func overrideStatus(said extract.Nuance, rule string) extract.Nuance {
	if said == "" {
		said = extract.NuanceAsserted
	}
	if rule == "" {
		return said
	}
	own := extract.Nuance(rule)
	if rule == string(extract.Past) {
		own = extract.NuanceEnded
	}
	if said.Status() == extract.Denied || said == extract.NuanceCounterfactual {
		return said // "made no bid" denies what a bid plans
	}
	if slices.Index(weight, own) > slices.Index(weight, said) {
		return own
	}
	return said
}

// endState is what remains of a state whose end the sentence speaks of. An end
// that did not happen, or is only planned, demanded or possible, leaves the
// state as it was; one that is alleged leaves it in doubt.
func endState(end extract.Nuance) extract.Nuance {
	switch end {
	case extract.NuanceAsserted, extract.NuanceEnded:
		return extract.NuanceEnded
	case extract.NuanceAlleged:
		return extract.NuanceAlleged
	}
	return extract.NuanceAsserted
}

// isOver reports whether the state that trigger speaks of is told as past: in a
// time that ended before the document was published or, in a lasting phase, in a
// past tense. A past tense below a verb of saying may only follow that verb's
// and tells nothing.
func (m *match) isOver(c *extract.Claim, trigger *extract.Proposition, phase string) bool {
	past := m.pastTense(trigger)
	if c.Time != nil && c.Time.To != "" {
		published := m.a.Document.Published
		if published == "" {
			return past || c.Time.From != "" // "serving as its head from 1862 to 1875"
		}
		n := min(len(c.Time.To), len(published)) // dates of any precision
		return c.Time.To[:n] < published[:n]
	}
	return phase == phaseLasting && past && len(c.Attributions) == 0
}

// namesBehind reports whether t, where p is predicated, is the subject of a copula
// behind which stands who it is: "the head of Orix was Lena Hald", not "his wife,
// Lena, was the first".
func (m *match) namesBehind(p *extract.Proposition, t *extract.Token) bool {
	copula := m.token(p.Sentence, t.Head)
	return t.Dep == "nsubj" && !p.Presupposed && copula != nil && copula.Lemma == "be" &&
		!slices.ContainsFunc(p.Args(extract.Holder), func(h extract.Argument) bool { return h.Head < t.Head })
}

// pastTense reports whether the trigger, or the copula that it is predicated
// by, is in a past tense that does not reach to the present: "led", "was led",
// "had led", "was the head", not "has led".
func (m *match) pastTense(p *extract.Proposition) bool {
	head := p.Head
	t := m.token(p.Sentence, head)
	if t == nil {
		return false
	}
	if p.Support != "" && t.Pos != "VERB" {
		head = m.supportVerb(p)
		if t = m.token(p.Sentence, head); t == nil {
			return false
		}
	} else if p.Kind != extract.Verb && t.Pos != "VERB" {
		for n := 0; t != nil && t.Dep == "conj" && n < len(m.a.Sentences[p.Sentence].Tokens); n++ {
			t = m.token(p.Sentence, t.Head) // "was chairman and chief of"
		}
		if t == nil || t.Dep != "attr" && t.Dep != "acomp" && !m.namesBehind(p, t) {
			return false
		}
		head = t.Head
		if t = m.token(p.Sentence, head); t == nil || t.Lemma == "become" {
			return false // what one became one may still be
		}
	}
	for _, aux := range m.a.Sentences[p.Sentence].Tokens {
		if aux.Head == head && (aux.Dep == "aux" || aux.Dep == "auxpass") {
			switch strings.ToLower(aux.Text) {
			case "has", "have", "'ve", "is", "are", "be", "being":
				return false
			case "was", "were", "had", "did":
				return true
			}
		}
	}
	if m.meanwhile(p.Sentence, head) {
		above := m.token(p.Sentence, t.Head)
		return above != nil && m.pastVerb(p.Sentence, t.Head)
	}
	return t.Tag == "VBD"
}

// meanwhile reports whether the verb at head is a participle in a clause of time
// without a tense of its own: "which failed while owned by Orix".
func (m *match) meanwhile(sentence, head int) bool {
	t := m.token(sentence, head)
	if t.Dep != "advcl" || t.Tag != "VBN" {
		return false
	}
	for i, k := range m.a.Sentences[sentence].Tokens {
		if k.Head == head && i < head && (k.Dep == "mark" || k.Dep == "advmod") && (strings.EqualFold(k.Text, "while") || strings.EqualFold(k.Text, "when")) {
			return true
		}
	}
	return false
}

// pastVerb reports whether the verb at head or its auxiliary is in the past.
func (m *match) pastVerb(sentence, head int) bool {
	if m.token(sentence, head).Tag == "VBD" {
		return true
	}
	return slices.ContainsFunc(m.a.Sentences[sentence].Tokens, func(k extract.Token) bool {
		return k.Head == head && (k.Dep == "aux" || k.Dep == "auxpass") && k.Tag == "VBD"
	})
}

// supportVerb returns the token of the verb that supports the noun of p, -1 if
// it is not above it.
func (m *match) supportVerb(p *extract.Proposition) int {
	i := p.Head
	for range len(m.a.Sentences[p.Sentence].Tokens) {
		t := m.token(p.Sentence, i)
		if t == nil || t.Head == i {
			return -1
		}
		i = t.Head
		if h := m.token(p.Sentence, i); h != nil && h.Pos == "VERB" {
			return i
		}
	}
	return -1
}

// lacksObject reports whether the verb of p has "no" object: "received no money
// from". The event did not happen then, though the verb stands without not.
func (m *match) lacksObject(p *extract.Proposition) bool {
	if p.Kind != extract.Verb {
		return false
	}
	tokens := m.a.Sentences[p.Sentence].Tokens
	for i, t := range tokens {
		if t.Dep == "det" && strings.EqualFold(t.Text, "no") && t.Head > i && t.Head < len(tokens) &&
			tokens[t.Head].Head == p.Head && (tokens[t.Head].Dep == "dobj" || tokens[t.Head].Dep == "nsubjpass") {
			return true
		}
	}
	return false
}
