package main

import (
	"cmp"
	"fmt"
	"strings"

	"dossier/graph"
	"dossier/graph/update"
)

// stepWords say what each step goes by.
var stepWords = map[string]string{
	"source":   "reading of files",
	"annotate": "language model",
	"mention":  "gazetteers or finding of names",
	"clause":   "reading of clauses",
	"rule":     "reading of rules",
}

// inlineRule is the short id of a rule that stands in its relation's entry: too
// short to be told.
const inlineRule = "main"

// reasonText is a reason in words; the rules of relation go by their short ids.
func reasonText(r update.Reason, relation string) string {
	rule := strings.TrimPrefix(r.What, relation+"/")
	if rule == inlineRule {
		rule = r.What
	}
	switch r.Why {
	case update.RuleAdded:
		return "rule " + rule + " added"
	case update.RuleChanged:
		return "rule " + rule + " changed"
	case update.RuleRemoved:
		return "rule " + rule + " removed"
	case update.RelationRenamed:
		if r.To == relation {
			return "renamed from " + r.From
		}
		return "relation " + r.From + " renamed to " + r.To
	case update.DocumentAdded:
		return "document " + r.What + " added"
	case update.DocumentChanged:
		return "document " + r.What + " changed"
	case update.DocumentRemoved:
		return "document " + r.What + " removed"
	case update.DocumentFailed:
		return "document " + r.What + " cannot be read any more"
	case update.StepChanged:
		return stepWords[r.What] + " changed"
	case update.ResolutionChanged:
		return "resolution or edge policy changed"
	case update.JudgementsChanged:
		return "judgements changed"
	case update.StatusNow:
		return "status now " + r.To
	case update.ConfidenceNow:
		return "confidence now " + r.To
	case update.EntityMoved:
		return "entity id " + r.From + " changes to " + cmp.Or(r.To, "none")
	case update.Unfinished:
		return "left by an interrupted run"
	}
	return string(r.Why)
}

// reasonTexts puts several reasons into words; many of one kind are counted.
func reasonTexts(reasons []update.Reason, relation string) string {
	const most = 2 // of one kind
	of := map[update.Why]int{}
	for _, r := range reasons {
		of[r.Why]++
	}
	var texts []string
	for _, r := range reasons {
		switch n := of[r.Why]; {
		case n == 0: // told already
		case n > most:
			texts = append(texts, fmt.Sprintf("%s and %d more", reasonText(r, relation), n-1))
			of[r.Why] = 0
		default:
			texts = append(texts, reasonText(r, relation))
		}
	}
	return strings.Join(texts, "; ")
}

// reasonSign is the sign of a change of the configuration.
func reasonSign(r update.Reason) graph.Action {
	switch r.Why {
	case update.RuleAdded:
		return graph.Create
	case update.RuleRemoved:
		return graph.Delete
	}
	return graph.Modify
}
