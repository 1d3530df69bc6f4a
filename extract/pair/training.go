package pair

import "dossier/extract"

// Buckets is how many weights a label has.
const Buckets = buckets

// Features returns the buckets of the features of pairs of a, for training.
func Features(a *extract.Analysis, pairs []Candidate) [][]uint32 {
	x := newIndex(a)
	out := make([][]uint32, len(pairs))
	for i, c := range pairs {
		x.features(c, func(b uint32) { out[i] = append(out[i], b) })
	}
	return out
}

// Fits reports whether the ends of a pair are of the label's types.
func (l *Label) Fits(types *extract.Types, a *extract.Analysis, c Candidate) bool {
	return isAny(types, chainType(a, &a.Mentions[c.Subject]), l.Subject) && isAny(types, chainType(a, &a.Mentions[c.Object]), l.Object)
}

func isAny(types *extract.Types, typ string, of []string) bool {
	for _, t := range of {
		if types.Is(typ, t) {
			return true
		}
	}
	return false
}

// Of reports whether a rule has said anything of a pair of a, and whether that leaves
// room for a label.
func (t Touched) Of(a *extract.Analysis, c Candidate, label *Label) (touched, leaves bool) {
	x := index{a: a}
	at := coupleOf(a.Mentions[c.Subject].Sentence, x.key(c.Subject), x.key(c.Object))
	return len(t[at]) > 0, t.leaves(label, at)
}
