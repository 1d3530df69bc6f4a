package main

import (
	"context"
	"fmt"
	"strings"

	"dossier/config"
	"dossier/extract"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

func newExplainCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "explain FACT",
		Short: "Show why a fact is there, claim by claim",
		Long: `Explain prints one fact, named by its id or the beginning of it as dossier facts
shows it: each sentence with the words that are its subject and object, what
decided its status, the rules that found it, and why it makes a typed edge or
does not.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			return a.reading(c.Context(), func(conf *config.Config, w *workspace.Workspace) error {
				return runExplain(c.Context(), a, conf, w, args[0])
			})
		},
	}
}

func runExplain(ctx context.Context, a *app, c *config.Config, w *workspace.Workspace, id string) error {
	f, err := w.Fact(ctx, id)
	if err != nil {
		return err
	}
	if f == nil {
		return &hintedError{fmt.Errorf("no fact, or more than one, has an id that begins with %q", id), "the ids stand at the end of the lines of `dossier facts`"}
	}
	item, err := loadFact(ctx, w, f)
	if err != nil {
		return err
	}
	if a.json {
		return printJSON(a.stdout, toFactJSON(item))
	}
	return printExplanation(a.stdout, item, c.Edges)
}

func printExplanation(out *stream, f factItem, edges config.Edges) error {
	fmt.Fprintln(out, headline(out, f))
	fmt.Fprintf(out, "   fact %s\n   subject %s (%s)\n", f.ID, clean(f.subject.ID), f.subject.Type)
	if f.object != nil {
		fmt.Fprintf(out, "   object %s (%s)\n", clean(f.object.ID), f.object.Type)
	}
	for _, p := range []struct{ name, value string }{
		{"since", f.Since}, {"until", f.Until}, {"first published", f.FirstPublished}, {"last published", f.LastPublished},
	} {
		if p.value != "" {
			fmt.Fprintf(out, "   %s %s\n", p.name, p.value)
		}
	}
	for _, e := range f.evidence {
		if err := printEvidence(out, e, edges); err != nil {
			return err
		}
	}
	return nil
}

func printEvidence(out *stream, e evidenceItem, edges config.Edges) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\n   \"%s\"\n", marked(e))
	row := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "     %s %s\n", out.dim(fmt.Sprintf("%-10s", name)), fmt.Sprintf(format, args...))
	}
	row("document", "%s, characters %d to %d", origin(e.document), e.Start, e.End)
	status := statusOf(e)
	if e.Cue != "" {
		status += fmt.Sprintf(", decided by \"%s\"", clean(e.Cue))
	}
	row("status", "%s", status)
	if e.Attributed {
		row("source", "%s", strings.TrimPrefix(said(e), ", "))
	} else {
		row("source", "the author")
	}
	row("rules", "%s", strings.Join(e.Rules, " "))
	row("confidence", "%s", number(e.Confidence))
	for _, q := range e.Qualifiers {
		row(clean(q.Role), "%s", clean(q.Text))
	}
	if t := e.Time; t != nil {
		row("time", "%s", clean(strings.Join(nonEmpty(t.Value, t.From, t.To), " to ")))
	}
	if e.Via != "" {
		row("via", "%s", e.Via)
	}
	if e.Inferred {
		row("inferred", "concluded, not said at this place")
	}
	if e.Confirmed {
		row("judgement", "confirmed")
	}
	if why := whyNot(e, edges); why != "" {
		row("edge", "no: %s", why)
	} else {
		row("edge", "yes")
	}
	row("claim", "%s", e.ID)
	_, err := out.Write([]byte(b.String()))
	return err
}

// marked is the quote with subject and object in brackets, so far as they lie
// in it.
func marked(e evidenceItem) string {
	runes := []rune(e.Quote)
	open, shut := map[int]bool{}, map[int]bool{}
	for _, s := range [][2]int{{e.SubjectStart, e.SubjectEnd}, {e.ObjectStart, e.ObjectEnd}} {
		from, to := s[0]-e.Start, s[1]-e.Start
		if from >= 0 && from < to && to <= len(runes) {
			open[from], shut[to] = true, true
		}
	}
	var b strings.Builder
	for i := 0; i <= len(runes); i++ {
		if shut[i] {
			b.WriteByte(']')
		}
		if open[i] {
			b.WriteByte('[')
		}
		if i < len(runes) {
			b.WriteRune(runes[i])
		}
	}
	return clean(strings.Join(strings.Fields(b.String()), " "))
}

// whyNot says what keeps a claim from supporting a typed edge, "" if nothing
// does.
func whyNot(e evidenceItem, edges config.Edges) string {
	if e.Supports {
		return ""
	}
	var why []string
	if e.Status != extract.Asserted {
		why = append(why, "it is "+string(e.Status))
	}
	if e.Attributed && !e.Own {
		why = append(why, "somebody else than the author says it")
	}
	if e.Confidence < edges.Confidence {
		why = append(why, fmt.Sprintf("its confidence is below %s", number(edges.Confidence)))
	}
	if len(why) == 0 {
		why = []string{"its ends are not both known things"}
	}
	return strings.Join(why, "; ")
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}
