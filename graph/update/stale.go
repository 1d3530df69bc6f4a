package update

import (
	"context"

	"dossier/graph/workspace"
)

// Stale says what a run would do first, since the graph was made under another
// configuration.
type Stale struct {
	Documents     int  // to extract again, from some step on; those of edited rules only a plan knows
	Configuration bool // something that decides is configured otherwise
	Judgements    bool // they are others
}

// Stale compares the configuration with that of the last run, and changes
// nothing.
func (u *Updater) Stale(ctx context.Context) (s Stale, err error) {
	if err := u.ready(); err != nil {
		return s, err
	}
	prints, err := u.fingerprints()
	if err != nil {
		return s, err
	}
	if s.Documents, err = u.Workspace.CountStale(ctx, prints); err != nil {
		return s, err
	}
	made, err := u.Workspace.Setting(ctx, workspace.SettingConfig)
	if err != nil {
		return s, err
	}
	judged, err := u.Workspace.Setting(ctx, settingJudgements)
	s.Judgements = judged != u.Resolve.Judgements.Text()
	s.Configuration = made != "" && made != u.configuration(prints, judged)
	return s, err
}
