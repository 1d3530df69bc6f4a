package resolve

import (
	"cmp"
	"slices"

	"dossier/extract"
	"dossier/graph"
)

// Evidence returns what the claims of s say and how often its document mentions
// each entity; ids gives the entity of each chain in s.Entities. A claim whose
// ends turn out to be one entity says nothing and is dropped; rejected are
// those that a judgement rejects. Denies is empty: [Fact] knows.
func (c *Config) Evidence(s *Summary, ids map[int]string) (evidence []*graph.Evidence, mentioned []*graph.MentionedIn, rejected []*graph.Evidence) {
	for _, st := range s.Statements {
		e := st.Evidence
		switch c.Judgements.verdict(e.ID, e.Quote) {
		case Reject:
			rejected = append(rejected, &e)
			continue
		case Confirm:
			e.Confirmed, e.Confidence = true, 1
		}
		e.Subject, e.Object = ids[st.Subject], ids[st.Object]
		if e.Subject == e.Object {
			continue
		}
		for _, chain := range st.Speakers {
			e.Speakers = append(e.Speakers, ids[chain])
		}
		e.Qualifiers = slices.Clone(e.Qualifiers)
		for i, chain := range st.Qualifiers {
			e.Qualifiers[i].Entity = ids[chain]
		}
		e.Supports = c.Policy.supports(&e)
		evidence = append(evidence, &e)
	}
	count := map[string]int{}
	for _, d := range s.Entities {
		count[ids[d.Chain]] += d.Mentions
	}
	for id, n := range count {
		mentioned = append(mentioned, &graph.MentionedIn{Entity: id, Document: s.Document.ID, Count: n})
	}
	slices.SortFunc(mentioned, func(x, y *graph.MentionedIn) int { return cmp.Compare(x.Entity, y.Entity) })
	return evidence, mentioned, rejected
}

// FactID returns the id of the fact that e is evidence of.
func (c *Config) FactID(e *graph.Evidence) string {
	object := e.Object
	if object == "" {
		object = e.Value
	}
	return graph.FactID(e.Subject, e.Predicate, object, e.Object != "" && c.Relations[e.Predicate].Symmetric)
}

func (p *Policy) supports(e *graph.Evidence) bool {
	return (e.Nuance == extract.NuanceAsserted || p.Past && e.Nuance == extract.NuanceEnded) &&
		!e.Negated &&
		e.Confidence >= p.Confidence &&
		(!e.Attributed || e.Own || p.Speakers)
}

// basis names the parts of the policy that evidence e, which supports its fact,
// needs: "", "past", "speakers" or "past, speakers".
func basis(e *graph.Evidence) string {
	past, speakers := e.Nuance == extract.NuanceEnded, e.Attributed && !e.Own
	switch {
	case past && speakers:
		return "past, speakers"
	case past:
		return "past"
	case speakers:
		return "speakers"
	}
	return ""
}
