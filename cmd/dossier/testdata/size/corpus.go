//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// A template is a sentence with holes: {P} a person, {O} a company, {C} a city,
// {N} a country. Its weight says how often it stands in a document.
type template struct {
	weight int
	text   string
}

// lead begins every document.
const lead = "{P} met {P} in {C} on Tuesday."

// rare stands in one document of rareIn.
const (
	rare   = "{P} praised {O} for its work in {C}."
	rareIn = 25
)

// templates say things of the relations of the built-in ontology, in several
// statuses, or none of them.
var templates = []template{
	{6, "{O} bought {O} for $40 million last year."},
	{3, "{O} agreed to buy {O}, a rival from {C}, if regulators approve the deal."},
	{2, "{O} denied that it had been acquired by {O}."},
	{2, "{P}, a close ally of {P}, declined to comment."},
	{5, "{O}, which is based in {C}, makes turbines for ships."},
	{4, "{P}, the chief executive of {O}, spoke about prices on Monday."},
	{3, "{P} heads {O} and has done so since 2011."},
	{3, "{P}, the finance minister of {N}, will travel to {C} next month."},
	{2, "{P} is a member of {O}, the papers say."},
	{2, "{P} said that {P} spoke by phone with {P} on Friday."},
	{3, "{O}, a subsidiary of {O}, closed its office in {C}."},
	{2, "{N} imposed sanctions on {O} in March."},
	{2, "{N} threatened to sanction {O} unless it left {C}."},
	{3, "{P}, a lawyer for {O}, called the case weak."},
	{8, "Prices rose by three percent in {C} during the spring."},
	{8, "The report runs to forty pages and names no one in {N}."},
	{8, "\"We have seen worse years than this one,\" {P} said."},
	{6, "Shares of {O} fell slightly in early trading, then recovered."},
	{6, "It had rained for a week, and the roads to {C} were closed."},
	{5, "Nobody at {O} answered the telephone over the weekend."},
}

var (
	firstNames = strings.Fields("Ann Boris Carla David Elena Frank Greta Hugo Irene James Karin Louis Maria Nina Oscar Paula Ralph Sarah Thomas Vera")
	syllables  = strings.Fields("bel dar fen gar hol kes lan mar nor pel quin ros sol tam ver wen yor zan")
	endings    = strings.Fields("berg dale ford land man mont sen son stein ton vale wood")
	industries = strings.Fields("Bank Energy Holdings Industries Motors Shipping Steel Systems")
	cities     = strings.Fields("Athens Berlin Cairo Chicago Dublin Geneva Hamburg Lagos Lima London Madrid Manila Nairobi Oslo Paris Prague Rome Seoul Tokyo Vienna")
	countries  = strings.Fields("Argentina Brazil Canada Denmark Egypt Finland France Germany Greece India Japan Kenya Mexico Norway Peru Poland Spain Sweden Turkey Vietnam")
)

// A corpus is a number of documents; equal sizes give equal ones. As in news,
// few names are spoken of often and many once or twice, and there are the more
// names the more documents.
type corpus struct {
	rng   *rand.Rand
	names *rand.Zipf
	total int // weight of all templates
}

func newCorpus(documents int) *corpus {
	rng := rand.New(rand.NewPCG(5, 8))
	c := &corpus{rng: rng, names: rand.NewZipf(rng, 1.1, 20, uint64(100+documents))}
	for _, t := range templates {
		c.total += t.weight
	}
	return c
}

// document returns the text of the i-th document; they are asked for in order.
func (c *corpus) document(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "What happened on day %d\n\n%s", i, c.fill(lead))
	for range 4 + c.rng.IntN(6) {
		b.WriteString(" " + c.fill(c.template()))
	}
	if i%rareIn == 0 {
		b.WriteString(" " + c.fill(rare))
	}
	return b.String() + "\n"
}

func (c *corpus) template() string {
	n := c.rng.IntN(c.total)
	for _, t := range templates {
		if n -= t.weight; n < 0 {
			return t.text
		}
	}
	panic("unreachable")
}

// fill puts names into the holes of a sentence.
func (c *corpus) fill(text string) string {
	var b strings.Builder
	for {
		before, rest, more := strings.Cut(text, "{")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		b.WriteString(c.name(rest[0]))
		text = rest[2:]
	}
}

func (c *corpus) name(kind byte) string {
	switch kind {
	case 'C':
		return cities[c.rng.IntN(len(cities))]
	case 'N':
		return countries[c.rng.IntN(len(countries))]
	}
	n := int(c.names.Uint64())
	if kind == 'P' {
		return firstNames[n%len(firstNames)] + " " + invented(n)
	}
	return invented(n) + " " + industries[n%len(industries)]
}

// invented returns the n-th of endless names.
func invented(n int) string {
	name := ""
	for name == "" || n > 0 {
		name += syllables[n%len(syllables)]
		n /= len(syllables)
	}
	return strings.ToUpper(name[:1]) + name[1:] + endings[len(name)*5%len(endings)]
}

// write writes the documents to dir, a thousand to a folder.
func (c *corpus) write(dir string, documents int) error {
	for i := range documents {
		folder := filepath.Join(dir, fmt.Sprintf("%03d", i/1000))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%03d.txt", i%1000)), []byte(c.document(i)), 0o600); err != nil {
			return err
		}
	}
	return nil
}
