package eval

// claims matches each gold claim with at most one of those that were found,
// preferring one of the same status. It tells which of those are right at their
// status.
func (s *Scores) claims(g *Document, found []Claim, same map[string]string) []bool {
	used, sound := make([]bool, len(found)), make([]bool, len(found))
	match := make([]int, len(g.Claims))
	for i := range match {
		match[i] = -1
	}
	for _, strict := range []bool{true, false} {
		for i, w := range g.Claims {
			for j, c := range found {
				if match[i] >= 0 || used[j] || strict && c.Status != w.Status {
					continue
				}
				if c.Predicate == w.Predicate && near(c, w) && ends(c.Subject, w.Subject, c.Object, w.Object, same, w.Symmetric) {
					match[i], used[j] = j, true
				}
			}
		}
	}
	for i, w := range g.Claims {
		r := s.relation(w.Predicate)
		if match[i] < 0 {
			s.Claims.FN++
			s.AtStatus.FN++
			r.Claims.FN++
			r.AtStatus.FN++
			s.fault(Missed, g, w, w.Status, "")
			continue
		}
		c := found[match[i]]
		s.Claims.TP++
		r.Claims.TP++
		s.Status.note(c.Status == w.Status)
		s.Confusion[[2]string{w.Status, c.Status}]++
		if c.Status == w.Status {
			s.AtStatus.TP++
			r.AtStatus.TP++
			sound[match[i]] = true
		} else {
			for _, k := range []*Count{&s.AtStatus, &r.AtStatus} {
				k.FP++
				k.FN++
			}
			s.fault(WrongStatus, g, w, w.Status, c.Status)
		}
		if w.Attributed || c.Attributed {
			right := w.Attributed == c.Attributed && speaker(c, w, same)
			s.Speaker.note(right)
			if !right {
				s.fault(WrongSource, g, w, w.Speaker.Text, c.Speaker.Text)
			}
		}
	}
	for j, c := range found {
		if used[j] {
			continue
		}
		r := s.relation(c.Predicate)
		for _, k := range []*Count{&s.Claims, &s.AtStatus, &r.Claims, &r.AtStatus} {
			k.note(false)
		}
		kind := Spurious
		for _, w := range g.Claims {
			if c.Predicate == w.Predicate && near(c, w) && ends(c.Subject, w.Object, c.Object, w.Subject, same, false) {
				kind = Reversed
				s.Reversed++
				break
			}
		}
		s.fault(kind, g, c, "", c.Status)
	}
	return sound
}

func (s *Scores) relation(name string) *Relation {
	r := s.Relations[name]
	if r == nil {
		r = &Relation{}
		s.Relations[name] = r
	}
	return r
}

func (s *Scores) fault(k ErrorKind, g *Document, c Claim, gold, got string) {
	s.Errors = append(s.Errors, Error{
		Kind: k, Document: g.Name, Subject: c.Subject.Text, Predicate: c.Predicate, Object: c.Object.Text,
		Gold: gold, Got: got, Quote: c.Quote,
	})
}

// near reports whether both claims stand in the same sentence or sentences
// that overlap.
func near(c, w Claim) bool { return c.Start < w.End && w.Start < c.End }

// ends reports whether the ends of a claim are those of gold, in either order
// if the relation is symmetric.
func ends(s, ws, o, wo Argument, same map[string]string, symmetric bool) bool {
	return fits(s, ws, same) && fits(o, wo, same) ||
		symmetric && fits(s, wo, same) && fits(o, ws, same)
}

func fits(a, w Argument, same map[string]string) bool {
	if w.Entity == "" {
		return a.Entity == "" && (a.Value == w.Value || a.Start < w.End && w.Start < a.End)
	}
	if a.Entity != "" && same[a.Entity] == w.Entity {
		return true
	}
	// Both stand on the same words but belong to chains that were aligned
	// otherwise: the end is right, the chain is scored with the entities.
	return a.Start < w.End && w.Start < a.End
}

func speaker(c, w Claim, same map[string]string) bool {
	if w.Speaker.Entity == "" && w.Speaker.End == 0 {
		return c.Speaker.Entity == "" || c.Speaker.End == 0
	}
	return fits(c.Speaker, w.Speaker, same)
}

// edges compares the edges that the claims of one document support, each once.
// A wrong edge of a claim that is sound is a fault of its own.
func (s *Scores) edges(g *Document, found []Claim, sound []bool, same map[string]string) {
	type edge struct{ s, p, o string }
	canonical := func(c Claim, su, o string) edge {
		if c.Symmetric && o < su {
			su, o = o, su
		}
		return edge{su, c.Predicate, o}
	}
	symmetric := map[string]bool{}
	want := map[edge]bool{}
	for _, c := range g.Claims {
		if c.Symmetric {
			symmetric[c.Predicate] = true
		}
		if c.Edge {
			want[canonical(c, c.Subject.Entity, c.Object.Entity)] = false
		}
	}
	got := map[edge]int{}
	var order []edge
	for i, c := range found {
		if !c.Edge {
			continue
		}
		c.Symmetric = c.Symmetric || symmetric[c.Predicate]
		e := canonical(c, gold(c.Subject, same), gold(c.Object, same))
		if _, there := got[e]; !there {
			got[e], order = i, append(order, e)
		}
	}
	for _, e := range order {
		_, right := want[e]
		s.Edges.note(right)
		s.relation(e.p).Edges.note(right)
		if i := got[e]; !right && sound[i] {
			s.fault(WrongEdge, g, found[i], e.s, e.o)
		}
		if right {
			want[e] = true
		} else if _, other := want[edge{e.o, e.p, e.s}]; other {
			s.ReversedEdges++
		}
	}
	for e, hit := range want {
		if !hit {
			s.Edges.FN++
			s.relation(e.p).Edges.FN++
		}
	}
}

// gold names the entity of a on gold's side, or one of its own.
func gold(a Argument, same map[string]string) string {
	if id, ok := same[a.Entity]; ok {
		return id
	}
	return "\x00" + a.Entity + a.Value
}
