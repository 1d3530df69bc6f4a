package main

import (
	"cmp"
	"fmt"
	"strings"

	"dossier/extract"
)

// nameAll gives everybody a name of whom the text only speaks: chains of
// pronouns, and those pronouns that are in no chain, one chain for a sentence and
// word. It stands in for what the texts left out.
func nameAll(a *extract.Analysis) {
	alone := map[string]int{}
	for i := range a.Mentions {
		m := &a.Mentions[i]
		if m.Form != extract.Pronoun {
			continue
		}
		word := strings.ToLower(m.In(a.Document.Text))
		kind := pronounKinds[word]
		if kind == "" {
			continue
		}
		if m.Chain < 0 {
			key := fmt.Sprint(m.Sentence, kind)
			chain, ok := alone[key]
			if !ok {
				chain = len(a.Chains)
				alone[key] = chain
				a.Chains = append(a.Chains, extract.Chain{})
			}
			m.Chain = chain
			a.Chains[chain].Mentions = append(a.Chains[chain].Mentions, i)
		}
		c := &a.Chains[m.Chain]
		if c.Name == "" {
			c.Name = cmp.Or(c.Name, m.In(a.Document.Text))
			c.Type = cmp.Or(c.Type, map[bool]string{true: "Person", false: "Organization"}[kind != "it" && kind != "we"])
		}
	}
}

// pronounKinds are the pronouns whose bearers [nameAll] names, with the one that
// stands for the kind.
var pronounKinds = map[string]string{
	"i": "i", "me": "i", "my": "i", "myself": "i", "he": "he", "him": "he", "his": "he", "himself": "he",
	"she": "she", "her": "she", "hers": "she", "herself": "she", "they": "they", "them": "they", "their": "they",
	"it": "it", "its": "it", "itself": "it", "we": "we", "us": "we", "our": "we",
}
