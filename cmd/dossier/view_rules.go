package main

import (
	"fmt"
	"strings"

	"dossier/extract/rule"
)

// A rulesView prints what the verbs about rules find.
type rulesView interface {
	checked(rule.Report) error
	explained(*explanation) error
}

func (a *app) newRulesView() rulesView {
	if a.json {
		return rulesJSON{a.stdout}
	}
	return rulesHuman{a}
}

type rulesHuman struct{ app *app }

func (v rulesHuman) checked(r rule.Report) error {
	for _, f := range r.Failures {
		if _, err := fmt.Fprintln(v.app.stdout, clean(f.String())); err != nil {
			return err
		}
	}
	if len(r.Failures) == 0 {
		v.app.say("%s, all pass", count(r.Tests, "test"))
		return nil
	}
	var parts []string
	for _, fault := range []rule.Fault{rule.Missed, rule.Extra, rule.Reversed, rule.WrongStatus} {
		if n := r.Count(fault); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, fault))
		}
	}
	v.app.say("%s, %s: %s", count(r.Tests, "test"), count(len(r.Failures), "failure"), strings.Join(parts, ", "))
	return nil
}

// rulesJSON prints a line for each failure, then one with the count.
type rulesJSON struct{ out *stream }

type ruleFailureJSON struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Relation string `json:"relation"`
	Counter  bool   `json:"counter,omitempty"` // a counterexample
	Fault    string `json:"fault"`
	Subject  string `json:"subject,omitempty"`
	Object   string `json:"object,omitempty"`
	Status   string `json:"status,omitempty"`
	Got      string `json:"got,omitempty"` // the status found
	Sentence string `json:"sentence"`
}

func (v rulesJSON) checked(r rule.Report) error {
	for _, f := range r.Failures {
		err := printJSON(v.out, ruleFailureJSON{
			f.Test.File, f.Test.Line, f.Test.Relation, f.Test.Counter, string(f.Fault),
			f.Pair.Subject, f.Pair.Object, f.Pair.Status, f.Got, f.Test.Sentence,
		})
		if err != nil {
			return err
		}
	}
	return printJSON(v.out, map[string]int{"tests": r.Tests, "failures": len(r.Failures)})
}
