package pair

import "dossier/extract"

// Buckets is how many weights a label has.
const Buckets = buckets

// Features returns the buckets of a pair's features, for training.
func Features(a *extract.Analysis, c Candidate) []uint32 {
	var out []uint32
	features(a, &a.Mentions[c.Subject], &a.Mentions[c.Object], func(b uint32) { out = append(out, b) })
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
