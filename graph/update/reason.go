package update

import (
	"cmp"
	"maps"
	"slices"

	"dossier/extract"
)

// A Reason says why something changes.
type Reason struct {
	Why  Why    `json:"why"`
	What string `json:"what,omitempty"` // a rule, a relation, a document's URI, a step
	From string `json:"from,omitempty"` // what it was
	To   string `json:"to,omitempty"`   // what it will be
}

// Why is the kind of a [Reason].
type Why string

// The reasons, with what they speak of.
const (
	RuleAdded         Why = "rule-added" // What: the rule's id
	RuleChanged       Why = "rule-changed"
	RuleRemoved       Why = "rule-removed"
	RelationRenamed   Why = "relation-renamed" // From and To: its names
	DocumentAdded     Why = "document-added"   // What: its URI
	DocumentChanged   Why = "document-changed"
	DocumentRemoved   Why = "document-removed"
	DocumentFailed    Why = "document-failed"    // it can no longer be read
	StepChanged       Why = "step-changed"       // What: the first step that is configured otherwise
	ResolutionChanged Why = "resolution-changed" // what makes entities, facts and edges of claims
	JudgementsChanged Why = "judgements-changed"
	StatusNow         Why = "status-now"     // From and To: statuses of a claim
	ConfidenceNow     Why = "confidence-now" // From and To: of a claim
	EntityMoved       Why = "entity-id"      // From and To: ids of an entity
	Unfinished        Why = "unfinished"     // an earlier run was broken off
)

// reconfigured compares the rules, the steps and the configuration of
// resolution that a workspace was brought to with other ones.
func reconfigured(was, is settings) []Reason {
	var list []Reason
	for _, s := range stepNames {
		if was.steps[s] != is.steps[s] {
			list = append(list, Reason{Why: StepChanged, What: s})
		}
	}
	list = append(list, ruleChanges(was.rules, is.rules)...)
	if was.resolve != is.resolve {
		list = append(list, Reason{Why: ResolutionChanged})
	}
	if was.judged != is.judged {
		list = append(list, Reason{Why: JudgementsChanged})
	}
	return list
}

// ruleChanges tells what has become of rules. A relation that is gone while
// another one with rules of the same shapes has come was renamed.
func ruleChanges(was, is []extract.Rule) []Reason {
	var list []Reason
	renamed := renames(was, is)
	for _, from := range slices.Sorted(maps.Keys(renamed)) {
		list = append(list, Reason{Why: RelationRenamed, From: from, To: renamed[from]})
	}
	target := map[string]bool{}
	for _, to := range renamed {
		target[to] = true
	}
	before := map[string]string{}
	for _, r := range was {
		if renamed[r.Relation] == "" {
			before[r.ID] = r.Fingerprint
		}
	}
	var rules []Reason
	for _, r := range is {
		print, known := before[r.ID]
		delete(before, r.ID)
		switch {
		case target[r.Relation]:
		case !known:
			rules = append(rules, Reason{Why: RuleAdded, What: r.ID})
		case print != r.Fingerprint:
			rules = append(rules, Reason{Why: RuleChanged, What: r.ID})
		}
	}
	for id := range before {
		rules = append(rules, Reason{Why: RuleRemoved, What: id})
	}
	slices.SortFunc(rules, func(a, b Reason) int { return cmp.Compare(a.What, b.What) })
	return append(list, rules...)
}

// renames maps the old name of each renamed relation to the new one.
func renames(was, is []extract.Rule) map[string]string {
	gone, come := shapes(was), shapes(is)
	for relation := range gone {
		if _, still := come[relation]; still {
			delete(gone, relation)
			delete(come, relation)
		}
	}
	byShape := func(m map[string]string) map[string][]string {
		out := map[string][]string{}
		for relation, shape := range m {
			out[shape] = append(out[shape], relation)
		}
		return out
	}
	renamed := map[string]string{}
	names := byShape(come)
	for shape, from := range byShape(gone) {
		if to := names[shape]; len(from) == 1 && len(to) == 1 { // else nobody can tell which
			renamed[from[0]] = to[0]
		}
	}
	return renamed
}

// shapes returns one hash of the shapes of all rules of each relation.
func shapes(rules []extract.Rule) map[string]string {
	of := map[string][]string{}
	for _, r := range rules {
		of[r.Relation] = append(of[r.Relation], r.Shape)
	}
	out := map[string]string{}
	for relation, list := range of {
		slices.Sort(list)
		out[relation] = extract.Hash(list...)
	}
	return out
}
