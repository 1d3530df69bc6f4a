package update

import (
	"context"

	"dossier/graph"
	"dossier/graph/resolve"
	"dossier/graph/workspace"
)

// settle does all work that changes have left, stage by stage, a transaction
// for every so many keys.
func (u *Updater) settle(ctx context.Context, r *Report) error {
	do := map[workspace.Stage]func(*workspace.Tx, string, workspace.Tally) error{
		workspace.StageKey:      u.settleKey,
		workspace.StageDocument: u.settleDocument,
		workspace.StageClaims:   u.settleClaims,
		workspace.StageFact:     u.settleFact,
		workspace.StageEntity:   u.settleEntity,
	}
	done := 0
	for _, stage := range workspace.Stages {
		left, err := u.Workspace.CountWork(ctx, stage)
		if err != nil {
			return err
		}
		if left == 0 {
			continue
		}
		if err := u.ready(); err != nil {
			return err
		}
		for total := done + left; ; {
			tally := workspace.Tally{}
			n := 0
			err := u.update(ctx, func(tx *workspace.Tx) error {
				keys, err := tx.Work(stage, "", page)
				if err != nil {
					return err
				}
				n = len(keys)
				for _, key := range keys {
					if err := do[stage](tx, key, tally); err != nil {
						return err
					}
				}
				if n == 0 {
					return nil
				}
				return tx.Done(stage, keys[n-1])
			})
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
			r.Records.Merge(tally)
			done += n
			u.progress(Progress{Part: "settle", Name: string(stage), Done: done, Total: total})
		}
	}
	return nil
}

func (u *Updater) settleKey(tx *workspace.Tx, key string, _ workspace.Tally) error {
	keys, err := u.block(tx, key)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if err := u.identify(tx, k); err != nil {
			return err
		}
	}
	return nil
}

func (u *Updater) identify(tx *workspace.Tx, key string) error {
	before, err := tx.Identified(key)
	if err != nil {
		return err
	}
	entity, err := u.Resolve.Identity(key, tx.Known)
	if err != nil {
		return err
	}
	if entity != before {
		if err := tx.Identify(key, entity); err != nil {
			return err
		}
	}
	for _, id := range []string{before, entity} {
		if id == "" {
			continue
		}
		if err := tx.AddWork(workspace.StageEntity, id); err != nil {
			return err
		}
	}
	return nil
}

func (u *Updater) settleDocument(tx *workspace.Tx, id string, tally workspace.Tally) error {
	s, err := tx.Summary(id)
	if err != nil {
		return err
	}
	if s == nil {
		return tx.PutSaid(id, workspace.Said{}, tally)
	}
	said, err := u.said(tx, s)
	if err != nil {
		return err
	}
	return tx.PutSaid(id, *said, tally)
}

func (u *Updater) settleClaims(tx *workspace.Tx, id string, tally workspace.Tally) error {
	s, err := tx.Summary(id)
	if err != nil || s == nil { // it is gone, and was settled as a whole
		return err
	}
	said, err := u.said(tx, s)
	if err != nil {
		return err
	}
	return tx.PutClaims(id, *said, tally)
}

// said returns what the document with the summary s says of which entities.
func (u *Updater) said(tx *workspace.Tx, s *resolve.Summary) (*workspace.Said, error) {
	ids, err := tx.Entities(s.Document.ID)
	if err != nil {
		return nil, err
	}
	said := &workspace.Said{Document: &s.Document}
	var rejected []*graph.Evidence
	said.Evidence, said.Mentioned, rejected = u.Resolve.Evidence(s, ids)
	for _, e := range rejected {
		said.Rejected = append(said.Rejected, workspace.Rejected{Claim: e.ID, Quote: e.Quote})
	}
	for _, e := range said.Evidence {
		said.Facts = append(said.Facts, u.Resolve.FactID(e))
	}
	return said, nil
}

func (u *Updater) settleFact(tx *workspace.Tx, id string, tally workspace.Tally) error {
	witnesses, err := tx.Witnesses(id)
	if err != nil {
		return err
	}
	if len(witnesses) == 0 {
		return tx.DropFact(id, tally)
	}
	return tx.PutFact(u.Resolve.Fact(id, witnesses), witnesses, tally)
}

func (u *Updater) settleEntity(tx *workspace.Tx, id string, tally workspace.Tally) error {
	p, err := tx.Portrait(id)
	if err != nil {
		return err
	}
	if len(p.Votes) == 0 {
		return tx.DropEntity(id, tally)
	}
	return tx.PutEntity(u.Resolve.Entity(id, p.Votes, p.Spellings, p.Merged, p.Properties), tally)
}
