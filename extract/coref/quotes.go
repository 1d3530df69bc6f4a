package coref

import (
	"strings"
)

// A quotation is what stands between quotation marks within one block.
type quotation struct {
	sentence, first int // its first token
	end, last       int // sentence and index of its last token
	speaker         int // mention of who says it, -1 if unknown
	open            bool
}

// far is how many tokens away from a quotation its verb of speaking may be.
const far = 30

// quotes finds the quotations and who says each. Marks carry over from block to
// block only where the next one that comes closes what is open.
func (c *resolution) quotes() {
	c.quote = make([][]int, len(c.a.Sentences))
	open, block := false, -1
	for i, s := range c.a.Sentences {
		if s.Block != block {
			if open && !c.closes(i) {
				c.speech[len(c.speech)-1].open = true
				open = false
			}
			block = s.Block
		}
		q := make([]int, len(s.Tokens))
		for j, t := range s.Tokens {
			was := open
			switch t.Text {
			case "\"", "''", "``":
				open = !open
			case "“":
				open = true
			case "”":
				open = false
			}
			if open && !was {
				c.speech = append(c.speech, quotation{i, j, i, j, -1, false})
			}
			q[j] = -1
			if open {
				q[j] = len(c.speech) - 1
				c.speech[q[j]].end, c.speech[q[j]].last = i, j
			}
		}
		c.quote[i] = q
	}
	for k := range c.speech {
		q := &c.speech[k]
		if q.speaker = c.sayer(q); q.speaker >= 0 || k == 0 {
			continue
		}
		prev := &c.speech[k-1]
		from, to := c.a.Sentences[prev.end].Block, c.a.Sentences[q.sentence].Block
		if from == to || prev.open && to == from+1 {
			q.speaker = prev.speaker
		}
	}
}

// longQuote is how many sentences without a mark may stand in one quotation.
const longQuote = 10

// closes reports whether the first quotation mark from sentence i on closes one.
func (c *resolution) closes(i int) bool {
	for _, s := range c.a.Sentences[i:min(len(c.a.Sentences), i+longQuote)] {
		for j, t := range s.Tokens {
			switch t.Text {
			case "\"", "''":
				return j > 0 && !s.Tokens[j-1].Space
			case "“", "``":
				return false
			case "”":
				return true
			}
		}
	}
	return false
}

// sayer returns the mention of who says q by the nearest verb of speaking beside
// it, or "according to"; -1 if there is none.
func (c *resolution) sayer(q *quotation) int {
	best, at := -1, far+1
	look := func(s, from, to int, distance func(v int) int) {
		t := c.a.Sentences[s].Tokens
		for v := max(0, from); v < min(len(t), to); v++ {
			if d := distance(v); d < at && c.quote[s][v] < 0 {
				if m := c.says(s, v); m >= 0 {
					best, at = m, d
				}
			}
		}
	}
	look(q.end, q.last+1, q.last+far, func(v int) int { return v - q.last })
	look(q.sentence, q.first-far, q.first, func(v int) int { return q.first - v })
	if next := q.end + 1; best < 0 && next < len(c.a.Sentences) && c.a.Sentences[next].Block == c.a.Sentences[q.end].Block &&
		q.last+2 >= len(c.a.Sentences[q.end].Tokens) {
		look(next, 0, 6, func(v int) int { return v }) // the parser has cut off "said X"
	}
	return best
}

// says returns the mention of who speaks by the verb or "according" at token v
// of sentence s, -1 if that is neither.
func (c *resolution) says(s, v int) int {
	t := c.a.Sentences[s].Tokens
	want := -1
	switch {
	case lower(t[v].Text) == "according":
		if v+2 >= len(t) || lower(t[v+1].Text) != "to" {
			return -1
		}
		for k := v + 2; k < min(len(t), v+far); k++ {
			if t[k].Head == v+1 && t[k].Dep == "pobj" {
				want = k
			}
		}
	case strings.HasPrefix(t[v].Tag, "VB") && c.r.lex.Is("report", lower(t[v].Lemma)):
		for k := max(0, v-far); k < min(len(t), v+far); k++ {
			if t[k].Head == v && t[k].Dep == "nsubj" && c.quote[s][k] < 0 {
				want = k
			}
		}
	}
	if want < 0 {
		return -1
	}
	return c.at(s, want)
}
