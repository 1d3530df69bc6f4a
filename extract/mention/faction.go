package mention

import "strings"

// A report on an election names the parties of many; what else people are "of" there
// is a party too, if it is nothing known.
const (
	manyParties = 5
	mostParties = 3 // times as many as anything else that people are of
)

// factions makes parties of the organizations of no known kind to which the persons
// of a document belong, where those that are known are parties: "Ann Orr of the
// Justice Party, Bo Lind of the GLU".
func (r *Recognizer) factions(scans []*scan) {
	parties, others := 0, 0
	unknown := map[string]bool{}
	for _, s := range scans {
		for k := range s.names {
			n := &s.names[k]
			switch {
			case !r.types.Is(n.typ, "Organization") || !s.ofPerson(k):
			case n.typ == "PoliticalParty":
				parties++
			case n.typ == "Organization" && len(n.targets) == 0:
				unknown[strings.Join(texts(s, n.first, n.last), " ")] = true
			default:
				others++
			}
		}
	}
	if parties < manyParties || parties < mostParties*others {
		return
	}
	for _, s := range scans {
		for k := range s.names {
			if n := &s.names[k]; n.typ == "Organization" && len(n.targets) == 0 && unknown[strings.Join(texts(s, n.first, n.last), " ")] {
				n.typ = "PoliticalParty"
			}
		}
	}
}

// ofPerson reports whether somebody is named as of the organization that is name k:
// "Ann Orr of the GLU", "the GLU's Ann Orr".
func (s *scan) ofPerson(k int) bool {
	n := &s.names[k]
	if k+1 < len(s.names) && s.possessive(n.last) && s.names[k+1].typ == "Person" && s.names[k+1].first == n.last+1 {
		return true
	}
	i := n.first - 1
	if s.is(i, "the") {
		i--
	}
	return k > 0 && (s.is(i, "of") || s.is(i, "from")) && s.names[k-1].typ == "Person" && s.names[k-1].last == i
}
