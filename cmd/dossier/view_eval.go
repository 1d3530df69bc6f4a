package main

import (
	"cmp"
	"io"
	"math"
	"slices"

	"dossier/graph/eval"
)

// An evalView prints scores, or the errors that they count.
type evalView interface {
	scores(io.Writer, *eval.Scores) error
	errors(io.Writer, *eval.Scores) error
}

func (a *app) newEvalView() evalView {
	if a.json {
		return evalJSON{}
	}
	return evalHuman{}
}

type evalHuman struct{}

func (evalHuman) scores(w io.Writer, s *eval.Scores) error { return s.Print(w) }
func (evalHuman) errors(w io.Writer, s *eval.Scores) error { return s.PrintErrors(w) }

// evalJSON prints one object, of the errors one a line.
type evalJSON struct{}

type scoresJSON struct {
	Documents     int                     `json:"documents"`
	Missing       []string                `json:"missing,omitempty"` // gold documents whose text was not found
	Names         scoreJSON               `json:"names"`
	Typed         scoreJSON               `json:"namesTyped"`
	Entities      scoreJSON               `json:"entities"`
	Claims        scoreJSON               `json:"claims"`
	AtStatus      scoreJSON               `json:"claimsAtStatus"`
	Edges         scoreJSON               `json:"edges"`
	Status        accuracyJSON            `json:"status"` // of claims that were found
	Speaker       accuracyJSON            `json:"speaker"`
	Confusion     []confusionJSON         `json:"confusion"`
	Reversed      int                     `json:"reversed"`
	ReversedEdges int                     `json:"reversedEdges"`
	Relations     map[string]relationJSON `json:"relations"`
}

type relationJSON struct {
	Claims   scoreJSON `json:"claims"`
	AtStatus scoreJSON `json:"claimsAtStatus"`
	Edges    scoreJSON `json:"edges"`
}

// A confusionJSON counts the found claims of one status in gold and one as found.
type confusionJSON struct {
	Gold  string `json:"gold"`
	Got   string `json:"got"`
	Count int    `json:"count"`
}

type scoreJSON struct {
	P  float64 `json:"p"`
	R  float64 `json:"r"`
	F  float64 `json:"f1"`
	TP int     `json:"tp"`
	FP int     `json:"fp"`
	FN int     `json:"fn"`
}

type accuracyJSON struct {
	Value float64 `json:"value"`
	Right int     `json:"right"`
	All   int     `json:"all"`
}

func toScoreJSON(c eval.Count) scoreJSON {
	return scoreJSON{thousandths(c.P()), thousandths(c.R()), thousandths(c.F()), c.TP, c.FP, c.FN}
}

func toAccuracyJSON(a eval.Accuracy) accuracyJSON {
	return accuracyJSON{thousandths(a.Value()), a.Right, a.All}
}

func thousandths(x float64) float64 { return math.Round(x*1000) / 1000 }

func (evalJSON) scores(w io.Writer, s *eval.Scores) error {
	out := scoresJSON{
		Documents: s.Documents, Missing: s.Missing,
		Names: toScoreJSON(s.Names), Typed: toScoreJSON(s.Typed), Entities: toScoreJSON(s.Entities),
		Claims: toScoreJSON(s.Claims), AtStatus: toScoreJSON(s.AtStatus), Edges: toScoreJSON(s.Edges),
		Status: toAccuracyJSON(s.Status), Speaker: toAccuracyJSON(s.Speaker), Reversed: s.Reversed, ReversedEdges: s.ReversedEdges,
		Relations: map[string]relationJSON{},
	}
	for name, r := range s.Relations {
		out.Relations[name] = relationJSON{toScoreJSON(r.Claims), toScoreJSON(r.AtStatus), toScoreJSON(r.Edges)}
	}
	for pair, n := range s.Confusion {
		out.Confusion = append(out.Confusion, confusionJSON{pair[0], pair[1], n})
	}
	slices.SortFunc(out.Confusion, func(a, b confusionJSON) int {
		return cmp.Or(cmp.Compare(a.Gold, b.Gold), cmp.Compare(a.Got, b.Got))
	})
	return printJSON(w, out)
}

type evalErrorJSON struct {
	Kind      string `json:"kind"`
	Document  string `json:"document"`
	Subject   string `json:"subject"`
	Predicate string `json:"predicate"`
	Object    string `json:"object"`
	Gold      string `json:"gold,omitempty"` // what differs: status or speaker
	Got       string `json:"got,omitempty"`
	Quote     string `json:"quote"`
}

func (evalJSON) errors(w io.Writer, s *eval.Scores) error {
	for _, e := range s.Errors {
		err := printJSON(w, evalErrorJSON{string(e.Kind), e.Document, e.Subject, e.Predicate, e.Object, e.Gold, e.Got, e.Quote})
		if err != nil {
			return err
		}
	}
	return nil
}
