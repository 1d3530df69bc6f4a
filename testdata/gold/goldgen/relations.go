package main

import (
	_ "embed"
	"strings"
)

//go:embed relations.txt
var relationList string

// A relation has the types that its ends may have.
type relation struct {
	name            string
	subject, object []string
}

// relationNames are the relations that the gold annotates, in the order of
// relations.txt; relations holds them by name.
var relationNames, relations = readRelations()

func readRelations() ([]string, map[string]relation) {
	var names []string
	byName := map[string]relation{}
	for line := range strings.Lines(relationList) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		r := relation{name: fields[0]}
		ends := &r.subject
		for _, f := range fields[1:] {
			if f == "->" {
				ends = &r.object
				continue
			}
			*ends = append(*ends, f)
		}
		names = append(names, r.name)
		byName[r.name] = r
	}
	return names, byName
}
