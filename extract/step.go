package extract

// A Step names one step of the way from bytes to claims. Its fingerprint
// changes whenever its output may: it covers a version bumped by hand and all
// inputs of its own (a model's checksum, lists, rules), not those of the steps
// before it.
type Step struct {
	Name, Fingerprint string
}
