package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dossier/config"
	"dossier/extract/source"
	"dossier/graph"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

// judgementsHelp ends the help of every verb that judges.
const judgementsHelp = `

The judgement is a line of the file that judgements.file names (judgements.yaml),
is kept by every later run, and is undone by removing the line. --author and
--note say who decided it and why; an author for all is judgements.author.`

const entityHelp = `

An entity is named by its id, or by a name or alias that no other has;
NAME@DOCUMENT means what this one document calls so.`

// A judging is what the verbs that judge have in common.
type judging struct {
	app          *app
	verb         string
	author, note string
}

func (a *app) newJudgingCommand(verb, arguments, short, long, example string, check func(*cobra.Command, []string) error, name func(context.Context, *namer, []string) ([]config.Judgement, error)) *cobra.Command {
	j := &judging{app: a, verb: verb}
	c := &cobra.Command{
		Use:     verb + " " + arguments,
		Short:   short,
		Long:    long + judgementsHelp,
		Example: example,
		Args:    args(check),
		RunE: func(c *cobra.Command, args []string) error {
			return j.run(c.Context(), func(n *namer) ([]config.Judgement, error) { return name(c.Context(), n, args) })
		},
	}
	c.Flags().StringVar(&j.author, "author", "", "who decides it: `name` (default: judgements.author)")
	c.Flags().StringVar(&j.note, "note", "", "why: `text`")
	return c
}

func newSameCommand(a *app) *cobra.Command {
	return a.newJudgingCommand("same", "ENTITY ENTITY...", "Judge that entities are one",
		"Same decides that entities are one and the same."+entityHelp,
		`  dossier same ZTE "Zhongxing Telecom" --author Ann --note "annual report, p. 3"`,
		cobra.MinimumNArgs(2), entitiesJudgement)
}

func newDifferentCommand(a *app) *cobra.Command {
	return a.newJudgingCommand("different", "ENTITY ENTITY...", "Judge that entities are not one",
		`Different decides that no two of the entities are one. What a document calls by a
name is then no longer taken to be what the others call so.`+entityHelp,
		`  dossier different BT "Bureau of Trade"
  dossier different "John Smith@news/a.txt" "John Smith"`,
		cobra.MinimumNArgs(2), entitiesJudgement)
}

func newRenameCommand(a *app) *cobra.Command {
	return a.newJudgingCommand("rename", "ENTITY NAME", "Show an entity under another name",
		"Rename decides by which name an entity is shown. Its id stays."+entityHelp,
		`  dossier rename ZTE "ZTE Corporation"`,
		cobra.ExactArgs(2), func(ctx context.Context, n *namer, args []string) ([]config.Judgement, error) {
			if strings.TrimSpace(args[1]) == "" {
				return nil, &usageError{message: "the new name is empty", hint: "give the name to show"}
			}
			e, err := n.entity(ctx, args[0])
			return []config.Judgement{{Entities: []config.NamedEntity{e}, To: args[1]}}, err
		})
}

func newRejectCommand(a *app) *cobra.Command {
	return a.newJudgingCommand("reject", "CLAIM...", "Judge that a claim is wrong",
		`Reject takes claims out of the graph, as if they had never been found. A claim is
named by its id, which dossier explain shows, or all of a fact by the fact's id;
the beginning of an id is enough.`,
		`  dossier reject 5gn3msrsle --note "another Mr. Smith"`,
		cobra.MinimumNArgs(1), claimsJudgement)
}

func newConfirmCommand(a *app) *cobra.Command {
	return a.newJudgingCommand("confirm", "CLAIM...", "Judge that a claim is right",
		`Confirm makes claims certain: their confidence is 1. Their status stays; what the
text only threatens makes no edge. A claim is named by its id, which dossier
explain shows, or all of a fact by the fact's id; the beginning of an id is
enough.`,
		`  dossier confirm 5gn3msrsle`,
		cobra.MinimumNArgs(1), claimsJudgement)
}

func entitiesJudgement(ctx context.Context, n *namer, args []string) ([]config.Judgement, error) {
	j := config.Judgement{}
	for _, arg := range args {
		e, err := n.entity(ctx, arg)
		if err != nil {
			return nil, err
		}
		j.Entities = append(j.Entities, e)
	}
	return []config.Judgement{j}, nil
}

func claimsJudgement(ctx context.Context, n *namer, args []string) ([]config.Judgement, error) {
	var list []config.Judgement
	for _, arg := range args {
		claims, err := n.claims(ctx, arg)
		if err != nil {
			return nil, err
		}
		for _, e := range claims {
			list = append(list, config.Judgement{Claim: e.ID, Quote: strings.Join(strings.Fields(e.Quote), " ")})
		}
	}
	return list, nil
}

// errNoted says that a judgement is there already.
var errNoted = errors.New("it is judged so already")

// run notes judgements and carries them out.
func (j *judging) run(ctx context.Context, name func(*namer) ([]config.Judgement, error)) error {
	a := j.app
	c, err := a.config()
	if err != nil {
		return err
	}
	if j.author == "" {
		j.author = c.Judgements.Author
	}
	var r *update.Report
	var list []config.Judgement
	err = a.update(ctx, c, updating{verb: j.verb, eager: true}, func(u *update.Updater) error {
		if list, err = name(&namer{u.Workspace, u.Resolve, c}); err != nil {
			return err
		}
		for i := range list {
			list[i].Verb, list[i].Author, list[i].Note = j.verb, j.author, j.note
		}
		if err := note(c, u.Resolve, list); err != nil && !errors.Is(err, errNoted) {
			return err
		} else if err != nil {
			list = nil
		}
		r, err = u.Apply(ctx)
		return err
	})
	if !done(err) {
		return err
	}
	if len(list) == 0 {
		a.say("%v", errNoted)
	}
	for i := range list {
		a.say("%s", clean(describeJudgement(&list[i])))
	}
	return errors.Join(err, a.newUpdateView().updated(fmt.Sprintf("%s added to %s", count(len(list), "judgement"), fromHere(c.Judgements.File)), r))
}

// note adds the judgements to the file, unless they contradict it, and to r.
func note(c *config.Config, r *resolve.Config, list []config.Judgement) error {
	var ready *resolve.Judgements
	_, err := c.AppendJudgements(list, func(all []config.Judgement) (err error) {
		if ready, err = readyJudgements(all, r); err == nil && ready.Text() == r.Judgements.Text() {
			err = errNoted
		}
		return err
	})
	if err == nil {
		r.Judgements = ready
	}
	return err
}

// describeJudgement says in a line what j decides.
func describeJudgement(j *config.Judgement) string {
	text := j.Verb
	for _, e := range j.Entities {
		text += " " + e.String()
	}
	if j.To != "" {
		text += " to " + j.To
	}
	if j.Claim != "" {
		text += fmt.Sprintf(" %s: %q", short(j.Claim), j.Quote)
	}
	return text
}

// A namer finds out what the arguments of a verb mean and how the file names it.
type namer struct {
	*workspace.Workspace
	resolve *resolve.Config
	config  *config.Config
}

// entity finds the entity that arg means, which may end in @DOCUMENT.
func (n *namer) entity(ctx context.Context, arg string) (config.NamedEntity, error) {
	name, document, err := n.split(ctx, arg)
	if err != nil {
		return config.NamedEntity{}, err
	}
	found, err := findEntities(ctx, n.Workspace, name)
	if err != nil {
		return config.NamedEntity{}, err
	}
	found = slices.DeleteFunc(found, func(e *graph.Entity) bool { return !calls(e, name) })
	if document != "" {
		if found, err = n.spokenOf(ctx, found, document, name); err != nil {
			return config.NamedEntity{}, err
		}
	}
	if len(found) != 1 {
		return config.NamedEntity{}, &hintedError{fmt.Errorf("%d entities are called %q", len(found), name), nameOne(found)}
	}
	key := n.key(found[0], name)
	if cut, id := n.resolve.Judgements.CutFrom(key); cut != "" {
		d, err := n.GraphDocument(ctx, id)
		if err != nil {
			return config.NamedEntity{}, err
		}
		if d != nil {
			key, document = cut, d.URI
		}
	}
	x := n.named(found[0], key, name)
	x.Document = document
	return x, nil
}

// spokenOf keeps those of the entities that the document speaks of; none is an
// error.
func (n *namer) spokenOf(ctx context.Context, found []*graph.Entity, uri, name string) (there []*graph.Entity, err error) {
	for _, e := range found {
		ok, err := n.Mentions(ctx, update.DocumentID(uri), e.ID)
		if err != nil {
			return nil, err
		}
		if ok {
			there = append(there, e)
		}
	}
	if len(there) == 0 {
		return nil, &hintedError{fmt.Errorf("%s does not speak of %q", uri, name), "give a document that does, or none"}
	}
	return there, nil
}

// split cuts @DOCUMENT off, if it names one.
func (n *namer) split(ctx context.Context, arg string) (name, uri string, err error) {
	at := strings.LastIndexByte(arg, '@')
	if at < 1 || at == len(arg)-1 {
		return arg, "", nil
	}
	candidates := []string{arg[at+1:]}
	if named, err := source.URI(n.config.Dir, arg[at+1:]); err == nil {
		candidates = append(candidates, named)
	}
	for _, uri := range candidates {
		if _, ok, err := n.Document(ctx, uri); ok || err != nil {
			return strings.TrimSpace(arg[:at]), uri, err
		}
	}
	return arg, "", nil
}

// calls reports whether e has that id, formerly too, name or alias.
func calls(e *graph.Entity, name string) bool {
	if e.ID == name || slices.Contains(e.Merged, name) {
		return true
	}
	slug := resolve.Slug(name)
	return slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(s string) bool { return resolve.Slug(s) == slug })
}

func nameOne(found []*graph.Entity) string {
	if len(found) == 0 {
		return "give a whole name, an alias or an id as `dossier facts` and `dossier entity` show them"
	}
	var ids []string
	for _, e := range found {
		ids = append(ids, e.ID)
	}
	return "say which by its id: " + strings.Join(ids, ", ")
}

// key chooses which of the keys that make up e name means: the one with this
// core, else the one that e is called by.
func (n *namer) key(e *graph.Entity, name string) string {
	keys := append([]string{e.ID}, e.Merged...)
	if slices.Contains(keys, name) {
		return name
	}
	for _, typ := range e.Labels {
		for _, k := range n.resolve.Keys(resolve.Named{Type: typ, Name: name}) {
			if slices.Contains(keys, k) {
				return k
			}
		}
	}
	return e.ID
}

// named writes the key by type and name where that says exactly it.
func (n *namer) named(e *graph.Entity, key, name string) config.NamedEntity {
	for _, spelling := range append([]string{name, e.Name}, e.Aliases...) {
		if slices.Equal(n.resolve.Keys(resolve.Named{Type: e.Type, Name: spelling}), []string{key}) {
			return config.NamedEntity{Type: e.Type, Name: spelling}
		}
	}
	return config.NamedEntity{ID: key}
}

// claims finds the claim, or all claims of the fact, whose id begins so.
func (n *namer) claims(ctx context.Context, id string) ([]*graph.Evidence, error) {
	claim, err := n.FindClaim(ctx, id)
	if err != nil || claim != nil {
		return []*graph.Evidence{claim}, err
	}
	f, err := n.Fact(ctx, id)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return nil, &hintedError{fmt.Errorf("no claim and no fact, or more than one, has an id that begins with %q", id),
			"dossier facts shows the ids of facts, dossier explain those of their claims"}
	}
	var list []*graph.Evidence
	return list, n.Evidence(ctx, f.ID, func(e *graph.Evidence) error {
		list = append(list, e)
		return nil
	})
}
