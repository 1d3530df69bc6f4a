package main

import (
	"fmt"
	"io"
	"slices"

	"dossier/extract"
)

// faults writes what is wrong with the chains, one a line: kind, form, document,
// the chain (name or first mention .. the one before), the place and, of the
// response, why it is there. After a bar stands the chain of the key. The kinds:
//
//	misnamed  is in a chain with a name that is not its own
//	unread    stands in a block that is not annotated
//	aside     is missing or alone, in a heading or caption
//	missing   is no mention of ours
//	alone     is one, but in no chain
//	split     is in another chain than the one before it in the key
//	merged    is in one chain with one that it is not in the key
//	spurious  is in a chain, in the key in none
func (c *corefCase) faults(w io.Writer) {
	for i, r := range c.response {
		if want, ok := c.name[r.chain]; ok && r.form != extract.Name && (want < 0 || c.keyChain(i) != want) {
			what := c.given(r.chain, i) + " | "
			if c.match[i] >= 0 {
				what += c.keyed(c.keyChain(i), c.match[i])
			}
			c.fault(w, "misnamed", r, what)
		}
	}
	there := map[int]bool{} // heads of our mentions
	for _, m := range c.a.Mentions {
		there[c.tree.head(m.Span)] = true
	}
	prev := map[int]int{} // by chain of the key: its last mention
	for i, k := range c.key {
		before, again := prev[k.chain]
		prev[k.chain] = i
		j := c.back[i]
		switch {
		case j >= 0:
		case !c.annotated(k):
			c.fault(w, "unread", k, c.keyed(k.chain, i))
		case !c.inBody(k):
			c.fault(w, "aside", k, c.keyed(k.chain, i))
		case there[c.tree.head(k.Span)]:
			c.fault(w, "alone", k, c.keyed(k.chain, i))
		default:
			c.fault(w, "missing", k, c.keyed(k.chain, i))
		}
		switch {
		case j < 0:
		case again && c.back[before] >= 0 && c.response[c.back[before]].chain != c.response[j].chain:
			c.fault(w, "split", k, c.keyed(k.chain, i))
		}
	}
	last := map[int]int{}
	for i, r := range c.response {
		before, again := last[r.chain]
		last[r.chain] = i
		switch {
		case c.match[i] < 0:
			c.fault(w, "spurious", r, c.given(r.chain, i))
		case again && c.keyChain(before) >= 0 && c.keyChain(before) != c.keyChain(i):
			c.fault(w, "merged", r, c.given(r.chain, i)+" | "+c.keyed(c.keyChain(i), c.match[i]))
		}
	}
}

// annotated reports whether m stands in a block that is annotated.
func (c *corefCase) annotated(m spoken) bool { return c.in(m, extract.BlockKind.Annotated) }

// inBody reports whether m stands in the body.
func (c *corefCase) inBody(m spoken) bool { return c.in(m, extract.BlockKind.Body) }

// in reports whether m stands in a block of such a kind.
func (c *corefCase) in(m spoken, such func(extract.BlockKind) bool) bool {
	return slices.ContainsFunc(c.a.Document.Blocks, func(b extract.Block) bool { return such(b.Kind) && b.Overlaps(m.Span) })
}

func (c *corefCase) fault(w io.Writer, kind string, m spoken, what string) {
	text := c.text.Text
	from, to := max(0, m.Start-60), min(len(text), m.End+40)
	for from > 0 && text[from]&0xC0 == 0x80 {
		from--
	}
	for to < len(text) && text[to]&0xC0 == 0x80 {
		to++
	}
	why := ""
	if m.mention >= 0 {
		why = fmt.Sprintf(" (%s, %s)", c.a.Mentions[m.mention].Type, c.a.Mentions[m.mention].Reason)
	}
	fmt.Fprintf(w, "%s %s\t%s\t%s\t%s[%s]%s%s\n", kind, m.form, c.text.ID, what,
		extract.Fold(text[from:m.Start])+" ", extract.Fold(m.In(text)), extract.Fold(text[m.End:to]), why)
}

// keyed shows a chain of the key: its first name or mention, and the one before
// mention i.
func (c *corefCase) keyed(chain, i int) string { return c.show(c.key, chain, i) }

func (c *corefCase) given(chain, i int) string { return c.show(c.response, chain, i) }

func (c *corefCase) show(list []spoken, chain, i int) string {
	name, before := -1, -1
	for j, m := range list {
		if m.chain != chain || j == i {
			continue
		}
		if name < 0 || m.form == extract.Name && list[name].form != extract.Name {
			name = j
		}
		if j < i {
			before = j
		}
	}
	out := ""
	if name >= 0 {
		out = extract.Fold(list[name].In(c.text.Text))
	}
	if before >= 0 && before != name {
		out += " .. " + extract.Fold(list[before].In(c.text.Text))
	}
	return out
}
