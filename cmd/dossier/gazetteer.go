package main

import (
	"fmt"
	"os"
	"path/filepath"

	"dossier/config"
	"dossier/extract"
	"dossier/extract/gazetteer"
	"dossier/extract/lexicon"
	"dossier/graph/resolve"
)

// A userGazetteer is the user's lists as configured.
type userGazetteer struct {
	*gazetteer.Gazetteer // nil if there are none
	problems             []gazetteer.Problem
}

// loadGazetteer opens the user's lists of names. It stays open as long as the
// process.
func loadGazetteer(c *config.Config, types *extract.Types) (*userGazetteer, error) {
	if len(c.Gazetteers.Files) == 0 {
		return &userGazetteer{}, nil
	}
	var files []gazetteer.File
	for _, path := range c.Gazetteers.Files {
		files = append(files, gazetteer.File{Path: path, Name: relative(c.Dir, path)})
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, fmt.Errorf("find the folder for indexes of gazetteers: %w", err)
	}
	g, problems, err := gazetteer.Open(types, files, filepath.Join(cache, "dossier", "gazetteers"))
	if err != nil {
		return nil, err
	}
	return &userGazetteer{g, problems}, nil
}

// Reference is what the lists know of an entity.
func (g *userGazetteer) Reference(id string) (resolve.Reference, bool) {
	e, ok := g.Entry(id)
	if !ok {
		return resolve.Reference{}, false
	}
	return resolve.Reference{Name: e.Names[0], Type: e.Type, Links: e.Links}, true
}

// knownNames looks up the user's names, and the places that the built-in lists have
// beside the entities that references are made of.
type knownNames struct {
	user  *userGazetteer
	lists *lexicon.Lexicon
}

func (k knownNames) Reference(id string) (resolve.Reference, bool) {
	if r, ok := k.user.Reference(id); ok {
		return r, true
	}
	e, ok := k.lists.Entity(id)
	return resolve.Reference{Name: e.Name, Type: e.Type}, ok
}

func (k knownNames) Checksum() string {
	return extract.Hash("names", k.user.Checksum(), k.lists.Checksum())
}

// maxProblems is how many rows are told one by one beside other work.
const maxProblems = 5

// warn tells which rows of the lists are left out.
func (g *userGazetteer) warn(a *app) {
	for i, p := range g.problems {
		if i == maxProblems {
			a.say("%s and %s more; dossier doctor lists them all", a.stderr.yellow("gazetteers:"), count(len(g.problems)-i, "row"))
			return
		}
		a.say("%s row left out: %s", a.stderr.yellow("gazetteers:"), clean(p.String()))
	}
}
