package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"dossier/graph"
	"dossier/graph/update"
)

// planHuman prints a plan as a list of signs.
type planHuman struct {
	out     *stream
	app     *app
	section string
}

func (v *planHuman) begin(s *planSummary) error {
	for _, r := range s.plan.Report.Configuration {
		if err := v.line("Configuration", reasonSign(r), clean(reasonText(r, "")), nil, ""); err != nil {
			return err
		}
	}
	return nil
}

// line prints one change below the heading of its section.
func (v *planHuman) line(section string, sign graph.Action, text string, reasons []update.Reason, relation string) error {
	if section != v.section {
		if v.section != "" {
			fmt.Fprintln(v.out)
		}
		v.section = section
		fmt.Fprintln(v.out, v.out.bold(section))
	}
	why := reasonTexts(reasons, relation)
	if why != "" {
		why = "  " + v.out.dim("("+clean(why)+")")
	}
	_, err := fmt.Fprintf(v.out, "  %s %s%s\n", v.sign(sign), text, why)
	return err
}

func (v *planHuman) sign(a graph.Action) string {
	switch a {
	case graph.Create:
		return v.out.green(string(a))
	case graph.Delete:
		return v.out.red(string(a))
	}
	return v.out.yellow(string(a))
}

func (v *planHuman) document(c *update.DocumentChange) error {
	return v.line("Documents", c.Action, clean(c.Document.URI), slices.DeleteFunc(slices.Clone(c.Reasons), func(r update.Reason) bool {
		return r.What == c.Document.URI && r.Why != update.DocumentFailed // the sign says it
	}), "")
}

func (v *planHuman) entity(c *update.EntityChange) error {
	e := c.After
	if e == nil {
		e = c.Before
	}
	text := v.out.bold(clean(e.Name)) + "  " + clean(e.Type)
	if c.Action == graph.Modify {
		text += "  " + strings.Join(entityDetails(c.Before, c.After), ", ")
	}
	return v.line("Entities", c.Action, text+v.out.dim("  ["+clean(e.ID)+"]"), c.Reasons, "")
}

// entityDetails says in what an entity changes.
func entityDetails(was, is *graph.Entity) []string {
	var list []string
	now := func(what, from, to string) {
		if from != to {
			list = append(list, fmt.Sprintf("%s %s, was %s", what, clean(cmp.Or(to, "none")), clean(cmp.Or(from, "none"))))
		}
	}
	now("name", was.Name, is.Name)
	now("type", was.Type, is.Type)
	now("aliases", strings.Join(was.Aliases, "; "), strings.Join(is.Aliases, "; "))
	keys := sortedKeys(was.Properties)
	for _, k := range sortedKeys(is.Properties) {
		if _, ok := was.Properties[k]; !ok {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		now(k, strings.Join(was.Properties[k], "; "), strings.Join(is.Properties[k], "; "))
	}
	now("also known as", strings.Join(was.Merged, "; "), strings.Join(is.Merged, "; "))
	return list
}

func (v *planHuman) fact(c *update.FactChange) error {
	f := c.Fact()
	mark := ".."
	if f.Edge() {
		mark = "->"
	}
	object := `"` + clean(f.Value) + `"`
	if c.Object != nil {
		object = v.out.bold(clean(c.Object.Name))
	}
	text := fmt.Sprintf("%s %s  %s  %s", mark, v.out.bold(clean(c.Subject.Name)), f.Predicate, object)
	if details := factDetails(c); len(details) > 0 {
		text += "  " + strings.Join(details, ", ")
	}
	return v.line("Facts", c.Action, text, c.Reasons, f.Predicate)
}

// factDetails says in what a fact that stays changes.
func factDetails(c *update.FactChange) []string {
	if c.Action != graph.Modify || c.Renamed() {
		return nil
	}
	var list []string
	switch c.Edge() {
	case graph.Create:
		return []string{"becomes an edge"}
	case graph.Delete:
		return []string{"no edge any more"}
	case "":
		if !c.Fact().Edge() {
			return nil
		}
	}
	now := func(what string, from, to any) {
		if from != to {
			list = append(list, clean(fmt.Sprintf("%s %v, was %v", what, to, from)))
		}
	}
	was, is := c.Before, c.After
	now("claims", was.Claims, is.Claims)
	now("documents", was.Documents, is.Documents)
	now("sources", was.Sources, is.Sources)
	now("confidence", number(was.Confidence), number(is.Confidence))
	now("since", cmp.Or(was.Since, "unknown"), cmp.Or(is.Since, "unknown"))
	now("until", cmp.Or(was.Until, "unknown"), cmp.Or(is.Until, "unknown"))
	now("first published", cmp.Or(was.FirstPublished, "unknown"), cmp.Or(is.FirstPublished, "unknown"))
	now("last published", cmp.Or(was.LastPublished, "unknown"), cmp.Or(is.LastPublished, "unknown"))
	return list
}

func (v *planHuman) end(s *planSummary) error {
	v.tables(&s.plan.Counts)
	if v.section != "" {
		fmt.Fprintln(v.out)
	}
	c, r := &s.plan.Counts, s.plan.Report
	updateHuman{v.app}.skipped(s.skipped)
	if len(s.plan.Failures) > 0 {
		printFailures(v.app.stderr, s.plan.Failures)
	}
	if n := len(s.vanished); n > 0 && !s.prune {
		fmt.Fprintf(v.out, "%s gone, but stays until it is forgotten: add --prune\n", count(n, "file"))
	}
	if s.plan.Empty() {
		what := "the current configuration"
		if n := r.Unchanged + r.Changed + r.Added; n > 0 {
			what += " and " + count(n, "file")
		}
		_, err := fmt.Fprintf(v.out, "%s The graph of %s is what follows from %s.\n", v.out.bold("No changes."), count(s.held, "document"), what)
		return err
	}
	parts := []string{sumText(c.Facts, "fact")}
	for _, x := range []struct {
		sum  update.Sum
		noun string
	}{{c.Edges, "typed edge"}, {c.Entities, "entity"}, {c.Documents, "document"}} {
		if x.sum.Total() > 0 {
			parts = append(parts, sumText(x.sum, x.noun))
		}
	}
	fmt.Fprintf(v.out, "%s %s.\n", v.out.bold("Plan:"), strings.Join(parts, "; "))
	if c.Renamed > 0 {
		fmt.Fprintf(v.out, "%s only renamed; in Neo4j the edges are made anew.\n", count(c.Renamed, "fact"))
	}
	if r.Refreshed > 0 {
		fmt.Fprintf(v.out, "%s of %d to extract again.\n", count(r.Refreshed, "document"), s.held)
	}
	for _, target := range sortedKeys(s.plan.Behind) {
		fmt.Fprintf(v.out, "%s to write to %s.\n", count(s.plan.Behind[target], "change"), clean(target))
	}
	_, err := fmt.Fprintf(v.out, "To do this: %s\n", s.command())
	return err
}

// command is what carries the plan out.
func (s *planSummary) command() string {
	switch {
	case s.out != "":
		return "dossier apply " + clean(s.out)
	case len(s.paths) == 0 && !s.prune:
		return "dossier apply"
	case s.prune:
		return "dossier ingest --prune " + clean(strings.Join(s.paths, " "))
	}
	return "dossier ingest " + clean(strings.Join(s.paths, " "))
}

// sumText is "3 facts to add, 1 to change, 2 to remove".
func sumText(s update.Sum, noun string) string {
	return fmt.Sprintf("%s to add, %d to change, %d to remove", count(s.Added, noun), s.Changed, s.Removed)
}

// tables counts by relation and by rule.
func (v *planHuman) tables(c *update.Counts) {
	if len(c.Relations) == 0 {
		return
	}
	fmt.Fprintln(v.out)
	rows := [][]string{{"By relation", "facts", "typed edges", "claims"}}
	for _, name := range sortedKeys(c.Relations) {
		r := c.Relations[name]
		rows = append(rows, []string{"  " + clean(name), signs(r.Facts), signs(r.Edges), signs(r.Claims)})
	}
	rules := [][]string{{"By rule", "claims"}}
	for _, id := range sortedKeys(c.Rules) {
		rules = append(rules, []string{"  " + clean(id), signs(*c.Rules[id])})
	}
	v.table(rows)
	v.table(rules)
}

// table prints rows in columns.
func (v *planHuman) table(rows [][]string) {
	w := tabwriter.NewWriter(v.out, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(w, strings.TrimRight(strings.Join(r, "\t"), "\t"))
	}
	w.Flush()
}

// signs is "+3 ~1 -2", "" if there is nothing.
func signs(s update.Sum) string {
	var parts []string
	for _, x := range []struct {
		sign graph.Action
		n    int
	}{{graph.Create, s.Added}, {graph.Modify, s.Changed}, {graph.Delete, s.Removed}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d", x.sign, x.n))
		}
	}
	return strings.Join(parts, " ")
}
