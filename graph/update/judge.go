package update

import (
	"dossier/graph/workspace"
)

// rejudge notes the work that other judgements than those before bring: of what
// they touch, and of nothing else.
func (u *Updater) rejudge(tx *workspace.Tx, before string) error {
	if before == u.Resolve.Judgements.Text() {
		return nil
	}
	touched, err := u.Resolve.Judgements.Since(before)
	if err != nil {
		return err
	}
	for _, id := range touched.Documents {
		if err := tx.Rekey(id, u.Resolve.Judgements.Own(id)); err != nil {
			return err
		}
	}
	for _, key := range touched.Keys {
		if err := u.addKeyWork(tx, key); err != nil {
			return err
		}
	}
	for _, id := range touched.Claims {
		if err := tx.AddClaimWork(id); err != nil {
			return err
		}
	}
	return nil
}

// addKeyWork notes that key must be decided again, and the acronyms that follow
// it.
func (u *Updater) addKeyWork(tx *workspace.Tx, key string) error {
	shorts, err := tx.Acronyms(key)
	if err != nil {
		return err
	}
	for _, k := range append(shorts, key) {
		if err := tx.AddWork(workspace.StageKey, k); err != nil {
			return err
		}
	}
	return nil
}

// block returns the keys that must be decided when key is: those that
// judgements make one with it and the acronyms that follow any of them.
func (u *Updater) block(tx *workspace.Tx, key string) ([]string, error) {
	class := u.Resolve.Judgements.Class(key)
	if len(class) == 1 {
		return class, nil
	}
	keys := class[:len(class):len(class)]
	for _, k := range class {
		shorts, err := tx.Acronyms(k)
		if err != nil {
			return nil, err
		}
		keys = append(keys, shorts...)
	}
	return keys, nil
}
