package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"dossier/config"
	"dossier/graph/neo4j"
	"dossier/graph/workspace"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"
)

func newDoctorCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Check the set-up and say how to mend it",
		Long: `Doctor checks the configuration, the ontology, the judgements, the model, the
workspace, the disk and Neo4j, and says what to do about each fault. It changes
nothing. The exit status is 1 if there is a fault.`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			findings := a.examine(c.Context())
			if err := a.printFindings(findings); err != nil {
				return err
			}
			for _, f := range findings {
				if f.State == fault {
					return &reported{exitFailed}
				}
			}
			return nil
		},
	}
}

// States of what is examined.
const (
	fine   = "ok"
	remark = "note" // nothing is wrong, but worth knowing
	fault  = "fault"
)

// A finding is what doctor says of one thing.
type finding struct {
	State string `json:"state"`
	What  string `json:"what"` // is examined
	Text  string `json:"text"`
	Hint  string `json:"hint,omitempty"`
}

// found makes a finding of an error, or of text if there is none.
func found(what, text string, err error) finding {
	if err == nil {
		return finding{State: fine, What: what, Text: text}
	}
	d := diagnose(err)
	return finding{State: fault, What: what, Text: d.message, Hint: d.hint}
}

// examine looks at one thing after the other; what cannot be looked at without
// another that is broken is left out.
func (a *app) examine(ctx context.Context) []finding {
	c, err := a.config()
	if err != nil {
		return []finding{found("configuration", "", err)}
	}
	file := c.File
	if file == "" {
		file = "none, the defaults hold"
	}
	list := []finding{found("configuration", file, nil)}
	list = append(list, examineOntology(c))
	list = append(list, examineLexicon(c)...)
	list = append(list, examineGazetteers(c)...)
	list = append(list, examineJudgements(c), examineModel(c))
	list = append(list, examineWorkspace(ctx, c)...)
	return append(list, examineDisk(c), examineNeo4j(ctx, c))
}

func examineOntology(c *config.Config) finding {
	o, err := loadOntology(c)
	if err != nil {
		return found("ontology", "", err)
	}
	return found("ontology", count(len(o.Relations()), "relation"), nil)
}

func examineLexicon(c *config.Config) []finding {
	if len(c.Lexicon.Files) == 0 {
		return nil
	}
	_, err := loadLexicon(c, configuredTypes(c))
	return []finding{found("word lists", count(len(c.Lexicon.Files), "file"), err)}
}

func examineGazetteers(c *config.Config) []finding {
	if len(c.Gazetteers.Files) == 0 {
		return nil
	}
	g, err := loadGazetteer(c, configuredTypes(c))
	if err != nil {
		return []finding{found("gazetteers", "", err)}
	}
	defer g.Close()
	entries, names := g.Len()
	list := []finding{found("gazetteers", fmt.Sprintf("%s, %s", count(entries, "thing"), count(names, "name")), nil)}
	for _, p := range g.problems {
		list = append(list, finding{remark, "gazetteers", "row left out: " + p.String(), "mend the row; the others are used"})
	}
	return list
}

func examineJudgements(c *config.Config) finding {
	r, err := judgementsOf(c)
	if err != nil {
		return found("judgements", "", err)
	}
	return found("judgements", fmt.Sprintf("%d in %s", len(r.Judgements.List()), fromHere(c.Judgements.File)), nil)
}

func examineModel(c *config.Config) finding {
	_, err := openModel(c)
	name := c.Model.Path
	if name == "" {
		name = c.Model.Name
	}
	f := found("model", name, err)
	if f.State == fault && f.Hint == "" {
		f.Hint = "install it anew with: dossier model install " + c.Model.Name
	}
	return f
}

// examineWorkspace says whether it can be read, written to, and is complete.
func examineWorkspace(ctx context.Context, c *config.Config) []finding {
	w, err := workspace.Open(ctx, c.Workspace, workspace.Options{ReadOnly: true})
	var e *workspace.Error
	if errors.As(err, &e) {
		switch e.Why {
		case workspace.NotFound:
			return []finding{{remark, "workspace", "none yet at " + fromHere(c.Workspace), e.Hint()}}
		case workspace.TooOld:
			return []finding{{remark, "workspace", e.Error(), e.Hint()}}
		}
	}
	if err != nil {
		return []finding{found("workspace", "", err)}
	}
	defer w.Close()
	list := []finding{found("workspace", fromHere(c.Workspace), w.Pending(ctx))}
	switch err := workspace.Lockable(ctx, c.Workspace); {
	case errors.As(err, &e) && e.Why == workspace.Locked:
		list = append(list, finding{remark, "lock", e.Error(), e.Hint()})
	default:
		list = append(list, found("lock", "free", err))
	}
	return list
}

// leastFree is how much room on the disk is little.
const leastFree = 256 << 20

func examineDisk(c *config.Config) finding {
	dir := c.Workspace
	size := uint64(0)
	if info, err := os.Stat(filepath.Join(dir, workspace.File)); err == nil {
		size = uint64(info.Size())
	}
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	free, known, err := freeBytes(dir)
	switch text := humanize.IBytes(free) + " free"; {
	case err != nil || !known:
		return finding{State: remark, What: "disk", Text: "how much is free is not known"}
	case free < leastFree:
		return finding{fault, "disk", text, "make room"}
	case free < size:
		return finding{remark, "disk", text + ", the workspace takes " + humanize.IBytes(size), "dossier forget, and an upgrade, need room for a second copy"}
	default:
		return finding{State: fine, What: "disk", Text: text}
	}
}

// examineNeo4j says whether the database answers, and whose it is.
func examineNeo4j(ctx context.Context, c *config.Config) finding {
	l, ok, err := login(ctx, c)
	if err != nil {
		return found("neo4j", "", err)
	}
	if !ok {
		return finding{remark, "neo4j", "none is configured, and the local one does not run", "set neo4j.uri, or run: dossier neo4j start"}
	}
	w, err := workspace.Open(ctx, c.Workspace, workspace.Options{ReadOnly: true})
	id := ""
	if err == nil {
		id, err = w.Setting(ctx, workspace.SettingID)
		err = errors.Join(err, w.Close())
	}
	if err != nil || id == "" { // no workspace that could own it: is it there at all?
		db, err := neo4j.Connect(ctx, l)
		if err == nil {
			err = db.Close(ctx)
		}
		return found("neo4j", targetName(l)+" answers", err)
	}
	db, err := neo4j.Open(ctx, neo4j.Options{Login: l, Workspace: id, Adopt: c.Neo4j.Adopt, ReadOnly: true})
	if err == nil {
		err = db.Close(ctx)
	}
	return found("neo4j", targetName(l)+" answers and is this workspace's or free", err)
}

func (a *app) printFindings(list []finding) error {
	if a.json {
		return printJSON(a.stdout, list)
	}
	signs := map[string]string{fine: a.stdout.green("ok   "), remark: a.stdout.yellow("note "), fault: a.stdout.red("fault")}
	for _, f := range list {
		text := strings.ReplaceAll(cleanLines(f.Text), "\n", "\n      ")
		if _, err := fmt.Fprintf(a.stdout, "%s %-13s  %s\n", signs[f.State], f.What, text); err != nil {
			return err
		}
		if f.Hint != "" {
			fmt.Fprintf(a.stdout, "                     %s\n", a.stdout.dim(cleanLines(f.Hint)))
		}
	}
	return nil
}
