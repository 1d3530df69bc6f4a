package main

import "dossier/extract"

// An attemptJSON is one rule at one word.
type attemptJSON struct {
	Rule     string      `json:"rule"`
	Relation string      `json:"relation"`
	Kind     string      `json:"kind"` // of the proposition
	Trigger  string      `json:"trigger"`
	Start    int         `json:"start"` // code points of the trigger in the text
	End      int         `json:"end"`
	Failed   string      `json:"failed,omitempty"`
	Claims   []claimLine `json:"claims,omitempty"`
}

type claimLine struct {
	Subject    string   `json:"subject"`
	Predicate  string   `json:"predicate"`
	Object     string   `json:"object"`
	Status     string   `json:"status"`
	Nuance     string   `json:"nuance"`
	Negated    bool     `json:"negated,omitempty"`
	Speakers   []string `json:"speakers,omitempty"` // outermost first; "" one that is not named
	Confidence float64  `json:"confidence"`
	Rules      []string `json:"rules"`
}

// explained prints a line for each rule at each word, and one for each claim of a
// pattern, which has no word of its own.
func (v rulesJSON) explained(e *explanation) error {
	at := extract.NewOffsets(e.Document.Text)
	for _, t := range e.attempts {
		p := &e.Propositions[t.Proposition]
		line := attemptJSON{Rule: t.Rule, Relation: t.Relation, Kind: string(p.Kind), Trigger: e.Text(p.Trigger),
			Start: at.Rune(p.Trigger.Start), End: at.Rune(p.Trigger.End), Failed: t.Failed}
		for _, c := range t.Claims {
			line.Claims = append(line.Claims, e.claimLine(c))
		}
		if err := printJSON(v.out, line); err != nil {
			return err
		}
	}
	for _, c := range e.claims {
		if c.Proposition >= 0 {
			continue
		}
		line := attemptJSON{Rule: c.Rules[0], Relation: c.Predicate, Kind: wayOf(c), Trigger: e.Text(c.Trigger),
			Start: at.Rune(c.Trigger.Start), End: at.Rune(c.Trigger.End), Claims: []claimLine{e.claimLine(c)}}
		if err := printJSON(v.out, line); err != nil {
			return err
		}
	}
	return nil
}

func (e *explanation) claimLine(c extract.Claim) claimLine {
	end := func(a extract.Argument) string {
		if a.Chain < 0 {
			return a.Value
		}
		return e.Chains[a.Chain].Name
	}
	line := claimLine{Subject: end(c.Subject), Predicate: c.Predicate, Object: end(c.Object), Status: string(c.Status),
		Nuance: string(c.Nuance), Negated: c.Negated, Confidence: float64(int(c.Confidence*1000+.5)) / 1000, Rules: c.Rules}
	for _, i := range c.Attributions {
		speaker := ""
		if s := e.Attributions[i].Source; s != nil {
			speaker = e.Text(s.Span)
		}
		line.Speakers = append(line.Speakers, speaker)
	}
	return line
}
