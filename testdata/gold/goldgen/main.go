package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// sets are the folders below testdata that hold articles and gold.
var sets = []string{".", "heldout"}

func main() {
	log.SetFlags(0)
	log.SetPrefix("goldgen: ")
	root := flag.String("testdata", "testdata", "folder that holds articles and gold, and heldout with its own")
	counts := flag.Bool("counts", false, "print counts, write nothing")
	unmarked := flag.Bool("unmarked", false, "list capitalised words that no mention covers, write nothing")
	flag.Parse()

	for _, set := range sets {
		golds, err := readAll(*root, set)
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
				if err := os.WriteFile(filepath.Join(*root, set, "gold", g.Document.ID+".jsonl"), b, 0o644); err != nil {
					log.Fatal(err)
				}
			}
		}
	}
}

// readAll reads every .gold file of a set below root with its article, in order
// of name.
func readAll(root, set string) ([]*gold, error) {
	files, err := filepath.Glob(filepath.Join(root, set, "gold", "*.gold"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no .gold files below %s; run it in the root of the repository", filepath.Join(root, set))
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
		text, err := os.ReadFile(filepath.Join(root, set, "articles", s.file))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		s.path = path.Join("testdata", set, "articles", s.file)
		g, err := build(s, string(text))
		if err != nil {
			return nil, err
		}
		golds = append(golds, g)
	}
	return golds, nil
}

// printCounts prints one line a document, then the claims of each status, of all
// relations together and of each that occurs.
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
			for _, row := range []string{"all", c.Predicate} {
				m := byRelation[row]
				if m == nil {
					m = map[string]int{}
					byRelation[row] = m
				}
				m["claims"]++
				m[string(c.Status)]++
				if c.Edge {
					m["edge"]++
				}
			}
			if c.Edge {
				edges++
			}
		}
	}
	fmt.Printf("%d documents, %d words, %d mentions, %d entities, %d claims, %d of them edges\n",
		len(golds), words, mentions, len(entities), claims, edges)
	columns := []string{"claims", "asserted", "past", "denied", "planned", "threatened", "conditional", "alleged", "edge"}
	fmt.Printf("%-21s", "")
	for _, c := range columns {
		fmt.Printf(" %11s", c)
	}
	fmt.Println()
	for _, r := range append([]string{"all"}, relationNames...) {
		if byRelation[r] == nil {
			continue
		}
		fmt.Printf("%-21s", r)
		for _, c := range columns {
			fmt.Printf(" %11d", byRelation[r][c])
		}
		fmt.Println()
	}
}
