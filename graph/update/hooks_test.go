package update

// SetFault lets tests break off a run after any transaction.
func (u *Updater) SetFault(f func() error) { u.fault = f }
