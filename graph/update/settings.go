package update

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"dossier/extract"
	"dossier/graph/resolve"
	"dossier/graph/workspace"
)

// Names of settings of a workspace.
const (
	settingResolve    = "resolve"    // fingerprint of the configuration of resolution, but for the relations
	settingRelations  = "relations"  // those, by name: JSON
	settingSteps      = "steps"      // fingerprints of the steps by name: JSON
	settingJudgements = "judgements" // see [resolve.Judgements.Text]
	settingSaved      = "saved"      // id of the saved plan that is being carried out
)

// stepNames lists the steps as reasons name them.
var stepNames = [...]string{"source", "annotate", "mention", "clause", "rule"}

// settings are what a graph is made under, in parts that reasons can name.
type settings struct {
	steps     map[string]string // fingerprints by name
	rules     []extract.Rule
	relations map[string]resolve.Relation
	resolve   string
	judged    string // judgements, see [resolve.Judgements.Text]
}

// settings returns the configured ones.
func (u *Updater) settings() settings {
	// What a relation is concerns its own facts alone, so an edit of one need
	// not decide everything again.
	others := *u.Resolve
	others.Relations = nil
	s := settings{steps: map[string]string{}, relations: u.Resolve.Relations, resolve: others.Fingerprint(), judged: u.Resolve.Judgements.Text()}
	for i, step := range u.Extractor.Steps() {
		s.steps[stepNames[i]] = step.Fingerprint
		s.rules = step.Rules
	}
	return s
}

// storedSettings returns those that the workspace was last brought to, steps nil if
// it never was; same says that they are those of now, and then they are not read.
func (u *Updater) storedSettings(ctx context.Context, now Standing) (s settings, same bool, err error) {
	made, err := u.Workspace.Setting(ctx, workspace.SettingConfig)
	if err != nil || made == now.Configuration {
		return s, true, err
	}
	s, err = readSettings(ctx, u.Workspace)
	return s, false, err
}

func readSettings(ctx context.Context, w *workspace.Workspace) (s settings, err error) {
	if s.rules, err = w.Rules(ctx); err != nil {
		return s, err
	}
	if s.resolve, err = w.Setting(ctx, settingResolve); err != nil {
		return s, err
	}
	if s.judged, err = w.Setting(ctx, settingJudgements); err != nil {
		return s, err
	}
	for name, into := range map[string]any{settingSteps: &s.steps, settingRelations: &s.relations} {
		text, err := w.Setting(ctx, name)
		if err != nil {
			return s, err
		}
		if text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return s, fmt.Errorf("workspace %s: setting %s: %w", w.Dir(), name, err)
		}
	}
	return s, nil
}

// reconfigure notes what the graph is to be made under from now on, and the
// work that it brings: the documents that an edited rule may concern, those that
// speak of a relation that is another now, what other judgements touch, and
// everything if resolution is configured otherwise. It returns what is configured otherwise than the graph
// was made, nil in a new workspace.
func (u *Updater) reconfigure(ctx context.Context, now Standing) ([]Reason, error) {
	was, same, err := u.storedSettings(ctx, now)
	switch {
	case err != nil:
		return nil, err
	case same:
		return nil, u.update(ctx, (*workspace.Tx).SetFormats)
	}
	if err := u.ready(); err != nil {
		return nil, err
	}
	is := u.settings()
	err = u.update(ctx, func(tx *workspace.Tx) error {
		if err := tx.SetFormats(); err != nil {
			return err
		}
		if err := tx.SetRules(is.rules); err != nil {
			return err
		}
		if was.resolve != is.resolve {
			if err := tx.AddAllWork(); err != nil {
				return err
			}
		}
		for _, name := range changedRelations(was.relations, is.relations) {
			if err := tx.AddRelationWork(name); err != nil {
				return err
			}
		}
		if err := u.rejudge(tx, was.judged); err != nil {
			return err
		}
		return is.store(tx, now.Configuration)
	})
	if err != nil || was.steps == nil {
		return nil, err
	}
	return reconfigured(was, is), nil
}

func (s *settings) store(tx *workspace.Tx, configuration string) error {
	steps, err := json.Marshal(s.steps)
	if err != nil {
		return err
	}
	relations, err := json.Marshal(s.relations)
	if err != nil {
		return err
	}
	for _, x := range [][2]string{
		{workspace.SettingConfig, configuration},
		{settingSteps, string(steps)},
		{settingRelations, string(relations)},
		{settingResolve, s.resolve},
		{settingJudgements, s.judged},
	} {
		if err := tx.Set(x[0], x[1]); err != nil {
			return err
		}
	}
	return nil
}

// changedRelations returns the names, sorted, of what is not the same in both;
// one that is missing is like any of which nothing is said.
func changedRelations(was, is map[string]resolve.Relation) []string {
	names := map[string]bool{}
	for name, r := range was {
		names[name] = r != is[name]
	}
	for name, r := range is {
		names[name] = r != was[name]
	}
	maps.DeleteFunc(names, func(_ string, changed bool) bool { return !changed })
	return slices.Sorted(maps.Keys(names))
}
