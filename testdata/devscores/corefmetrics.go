package main

import "math"

// A tally is precision and recall in the making, sums over documents.
type tally struct{ right, found, hits, marked float64 }

func (t *tally) add(o tally) {
	t.right += o.right
	t.found += o.found
	t.hits += o.hits
	t.marked += o.marked
}

func (t tally) precision() float64 { return quotient(t.right, t.found) }
func (t tally) recall() float64    { return quotient(t.hits, t.marked) }

func (t tally) f() float64 {
	p, r := t.precision(), t.recall()
	return quotient(2*p*r, p+r)
}

func quotient(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// A clustering is the chains of a document: the numbers of their mentions, each
// at most once in all. Chains of one mention count as they are.
type clustering [][]int

// of returns the chain of each mention.
func (c clustering) of() map[int]int {
	out := map[int]int{}
	for k, chain := range c {
		for _, m := range chain {
			out[m] = k
		}
	}
	return out
}

// A conll holds the three metrics whose mean F is the score of the CoNLL-2012
// shared task.
type conll struct{ muc, bcubed, ceafe tally }

func (c *conll) add(o conll) {
	c.muc.add(o.muc)
	c.bcubed.add(o.bcubed)
	c.ceafe.add(o.ceafe)
}

func (c conll) f() float64 { return (c.muc.f() + c.bcubed.f() + c.ceafe.f()) / 3 }

// compare scores the response against the key.
func compare(key, response clustering) conll {
	kof, rof := key.of(), response.of()
	var c conll
	c.muc.hits, c.muc.marked = muc(key, rof)
	c.muc.right, c.muc.found = muc(response, kof)
	c.bcubed.hits, c.bcubed.marked = bcubed(key, rof)
	c.bcubed.right, c.bcubed.found = bcubed(response, kof)
	c.ceafe = ceafe(key, response, rof)
	return c
}

// muc counts the links that the chains need (Vilain et al. 1995), and those of
// them that the other side, which says in which of its chains a mention is, does
// not cut.
func muc(chains clustering, other map[int]int) (kept, all float64) {
	for _, chain := range chains {
		parts := map[int]bool{}
		alone := 0
		for _, m := range chain {
			if k, ok := other[m]; ok {
				parts[k] = true
			} else {
				alone++
			}
		}
		kept += float64(len(chain) - len(parts) - alone)
		all += float64(len(chain) - 1)
	}
	return kept, all
}

// bcubed adds up over the mentions which part of their chain the other side's
// chain of the same mention holds (Bagga and Baldwin 1998).
func bcubed(chains clustering, other map[int]int) (held, mentions float64) {
	for _, chain := range chains {
		for _, n := range overlaps(chain, other) {
			held += float64(n) * float64(n) / float64(len(chain))
		}
		mentions += float64(len(chain))
	}
	return held, mentions
}

// overlaps counts the mentions of chain in each chain of the other side.
func overlaps(chain []int, other map[int]int) map[int]int {
	out := map[int]int{}
	for _, m := range chain {
		if k, ok := other[m]; ok {
			out[k]++
		}
	}
	return out
}

// ceafe aligns the chains of both sides one to one so that their likeness, twice
// the mentions they share by the mentions of both, is greatest (Luo 2005, phi4).
func ceafe(key, response clustering, rof map[int]int) tally {
	like := make([][]float64, len(key))
	for k, chain := range key {
		like[k] = make([]float64, len(response))
		for r, n := range overlaps(chain, rof) {
			like[k][r] = 2 * float64(n) / float64(len(chain)+len(response[r]))
		}
	}
	best := assignment(like)
	return tally{best, float64(len(response)), best, float64(len(key))}
}

// assignment returns the greatest sum of entries of which no two share a row or
// column, by the Hungarian method with potentials.
func assignment(gain [][]float64) float64 {
	rows := len(gain)
	if rows == 0 {
		return 0
	}
	n := max(rows, len(gain[0]))
	at := func(i, j int) float64 { // as a cost in a square, numbered from 1
		if i > rows || j > len(gain[0]) {
			return 0
		}
		return -gain[i-1][j-1]
	}
	u, v := make([]float64, n+1), make([]float64, n+1) // potentials
	row, from := make([]int, n+1), make([]int, n+1)    // by column
	for i := 1; i <= n; i++ {
		row[0] = i
		j := 0
		slack := make([]float64, n+1)
		for k := range slack {
			slack[k] = math.Inf(1)
		}
		used := make([]bool, n+1)
		for row[j] != 0 {
			used[j] = true
			next, delta := 0, math.Inf(1)
			for k := 1; k <= n; k++ {
				if used[k] {
					continue
				}
				if s := at(row[j], k) - u[row[j]] - v[k]; s < slack[k] {
					slack[k], from[k] = s, j
				}
				if slack[k] < delta {
					next, delta = k, slack[k]
				}
			}
			for k := range used {
				if used[k] {
					u[row[k]] += delta
					v[k] -= delta
				} else {
					slack[k] -= delta
				}
			}
			j = next
		}
		for j != 0 {
			row[j] = row[from[j]]
			j = from[j]
		}
	}
	sum := 0.0
	for j := 1; j <= n; j++ {
		sum -= at(row[j], j)
	}
	return sum
}
