package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("goldgen: ")
	root := flag.String("testdata", "testdata", "folder that holds articles and gold")
	counts := flag.Bool("counts", false, "print counts, write nothing")
	unmarked := flag.Bool("unmarked", false, "list capitalised words that no mention covers, write nothing")
	flag.Parse()

	golds, err := readAll(*root)
	if err != nil {
		log.Fatal(err)
	}
	switch {
	case *counts:
		printCounts(golds)
	case *unmarked:
		for _, g := range golds {
			for _, w := range g.unmarked() {
				fmt.Printf("%s: %s\n", g.Document.ID, w)
			}
		}
	default:
		for _, g := range golds {
			b, err := g.jsonl()
			if err != nil {
				log.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*root, "gold", g.Document.ID+".jsonl"), b, 0o644); err != nil {
				log.Fatal(err)
			}
		}
	}
}

// readAll reads every .gold file below root with its article, in order of name.
func readAll(root string) ([]*gold, error) {
	files, err := filepath.Glob(filepath.Join(root, "gold", "*.gold"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no .gold files below %s; run it in the root of the repository", root)
	}
	sort.Strings(files)
	var golds []*gold
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		s, err := parse(filepath.Base(file), string(src))
		if err != nil {
			return nil, err
		}
		text, err := os.ReadFile(filepath.Join(root, "articles", s.file))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		g, err := build(s, string(text))
		if err != nil {
			return nil, err
		}
		golds = append(golds, g)
	}
	return golds, nil
}

// printCounts prints one line a document and one a relation, with the claims of
// each status.
func printCounts(golds []*gold) {
	var words, mentions, claims, edges int
	entities := map[string]bool{}
	byRelation := map[string]map[string]int{}
	for _, g := range golds {
		n := len(strings.Fields(g.Document.Text))
		fmt.Printf("%-22s %4d words %3d mentions %3d entities %3d claims\n",
			g.Document.ID, n, len(g.Mentions), len(g.Entities), len(g.Claims))
		words += n
		mentions += len(g.Mentions)
		claims += len(g.Claims)
		for _, e := range g.Entities {
			entities[e.ID] = true
		}
		for _, c := range g.Claims {
			m := byRelation[c.Predicate]
			if m == nil {
				m = map[string]int{}
				byRelation[c.Predicate] = m
			}
			m[string(c.Status)]++
			if c.Edge {
				m["edge"]++
				edges++
			}
		}
	}
	fmt.Printf("%d documents, %d words, %d mentions, %d entities, %d claims, %d of them edges\n",
		len(golds), words, mentions, len(entities), claims, edges)
	columns := []string{"asserted", "past", "denied", "planned", "threatened", "conditional", "alleged", "edge"}
	fmt.Printf("%-16s", "")
	for _, c := range columns {
		fmt.Printf(" %11s", c)
	}
	fmt.Println()
	for _, r := range relationNames() {
		fmt.Printf("%-16s", r)
		for _, c := range columns {
			fmt.Printf(" %11d", byRelation[r][c])
		}
		fmt.Println()
	}
}
