package lexicon

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"dossier/extract"
)

// A File is a list of the user's, as it was read. The last part of its name says
// which embedded list it extends: "words/titles.txt" has the fields of titles.txt.
type File struct {
	Name string
	Data []byte
}

// An ownList says how the rows of a user's list come into the lexicon: drop takes
// out what an entry is to replace.
type ownList struct {
	fields int
	drop   func(row)
	add    func(row) error
}

func (l *Lexicon) ownLists() map[string]ownList {
	return map[string]ownList{
		"titles.txt": {4, func(r row) {
			for _, w := range append([]string{r.fields[0]}, split(r.fields[3], ";")...) {
				delete(l.ranks, w)
			}
		}, l.addRank},
		"modifiers.txt":  {2, func(row) {}, l.addModifier}, // these three replace as they add
		"portfolios.txt": {2, func(row) {}, l.addPortfolio},
		"honorifics.txt": {2, func(row) {}, l.addHonorific},
		"nouns.txt":      {2, l.dropNouns, l.addNouns},
		"cues.txt":       {3, l.dropCues, l.addCues},
		"given.txt": {2, func(r row) {
			for _, n := range split(r.fields[1], ";") {
				delete(l.given, n)
			}
		}, l.addGiven},
		"words.txt": {2, func(row) {}, l.moreWords},
	}
}

// With returns a lexicon in which the entries of files stand beside the others, or
// in the place of those of the same words. Entity types must be known ones. Errors
// name file and line. The files stand in the order of their effect.
func With(files []File, types *extract.Types) (*Lexicon, error) {
	l, err := Default() // whose maps are nobody else's yet
	if err != nil || len(files) == 0 {
		return l, err
	}
	lists := l.ownLists()
	parts := []string{l.checksum}
	for _, f := range files {
		list, ok := lists[path.Base(f.Name)]
		if !ok {
			return nil, fmt.Errorf("%s: no list of this name can be extended; the lists are %s",
				f.Name, strings.Join(slices.Sorted(maps.Keys(lists)), ", "))
		}
		rows, err := parseRows(f.Name, f.Data, list.fields)
		if err != nil {
			return nil, err
		}
		for _, r := range rows { // first, as an entry may stand in several rows
			list.drop(r)
		}
		for _, r := range rows {
			if err := checkType(path.Base(f.Name), r, types); err != nil {
				return nil, err
			}
			if err := list.add(r); err != nil {
				return nil, err
			}
			parts = append(parts, path.Base(f.Name), strings.Join(r.fields, "|"))
		}
	}
	l.checksum = extract.Hash(parts...)
	return l, nil
}

// checkType refuses a row of nouns or cues whose first field is no type.
func checkType(list string, r row, types *extract.Types) error {
	typ := r.fields[0]
	switch {
	case list != "nouns.txt" && list != "cues.txt", types.Path(typ) != nil && !extract.IsValue(typ):
		return nil
	case list == "nouns.txt" && slices.Contains(nounClasses, typ):
		return nil
	}
	return r.errorf("%q is no entity type", typ)
}

// nounClasses are the first fields of nouns.txt that are no types.
var nounClasses = []string{"-", "official", "officials", "force", "forces", "justice"}

func (l *Lexicon) dropNouns(r row) {
	for _, n := range split(r.fields[1], ";") {
		n, _, _ = strings.Cut(n, " (")
		delete(l.nouns, n)
		delete(l.gender, n)
		delete(l.represents, n)
		delete(l.bystander, n)
	}
}

func (l *Lexicon) dropCues(r row) {
	for _, w := range split(r.fields[2], ";") {
		words := strings.Fields(w)
		for _, key := range []string{words[0], words[len(words)-1]} {
			l.cues[key] = slices.DeleteFunc(l.cues[key], func(c cue) bool { return slices.Equal(c.words, words) })
		}
	}
}

// moreWords adds words to a closed list.
func (l *Lexicon) moreWords(r row) error {
	set := l.words[r.fields[0]]
	if set == nil {
		return r.errorf("%q is no list of words; the lists are %s", r.fields[0], strings.Join(slices.Sorted(maps.Keys(l.words)), ", "))
	}
	for _, w := range split(r.fields[1], ";") {
		set[w] = true
	}
	return nil
}
