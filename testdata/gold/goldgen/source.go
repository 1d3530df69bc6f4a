package main

import (
	"fmt"
	"slices"
	"strings"
)

// A source is one .gold file. It is read line by line; # begins a comment
// line, blank lines mean nothing.
//
//	document 01-trade-talks.txt          the article
//	title U.S. and China End ...
//	published 2018-06-04
//	ignore [By Marta Quillfeather]       no mention here is right or wrong
//	annotated HEADS ALLY_OF              only these relations (without: all)
//
//	Person Liu He                        an entity: type and name
//	  name Liu He                        a name, wherever it stands
//	  name Mr. [Liu]                     likewise, but only the part in brackets
//	  at as [Liu] was seen               a name, at this one place
//	  nominal a nervous [minister]       likewise a common noun
//	  pronoun before [he] left           likewise a pronoun
//
//	ALLY_OF asserted                     relation and nuance, then its claims:
//	  [Liu He], a close ally of President {Xi Jinping}
//	  [he] is trusted | by said <Tarkington> | object by {Xi}
//
// Everything after an item's keyword is a quotation of the article in which
// brackets mark a span: [subject], {object}, <speaker>. It must occur exactly
// once (except after name); white space matches any white space. Backslash
// escapes a bracket or bar. Marked places come before names, and a name quoted
// at more length before one quoted at less.
//
// After a bar follow a claim's options:
//
//   - object, subject and by (the speaker, repeated for a chain, outermost
//     first) have a quotation of their own, where one would be too long;
//   - own: the speaker reports its own act or state;
//   - inferred: the object is only understood;
//   - negated: what is alleged, planned or conditional is itself negative;
//   - via metonymy, via officials, via forces: what an end stands for.
//
// The evidence of a claim is the sentences from one end to the other, or only
// the subject's if the object is inferred. A claim's quotation without brackets
// is what says it where both ends stand elsewhere; it is part of the evidence,
// and all of it if the ends are inferred.
type source struct {
	name      string // of the .gold file, for messages
	file      string // of the article
	path      string // of the article, from the root of the repository
	title     string
	published string
	ignore    []quotation
	annotated []string
	entities  []entitySource
	claims    []claimSource
}

type entitySource struct {
	line       int
	typ, name  string
	everywhere []quotation
	places     []placeSource
}

type placeSource struct {
	form string
	quotation
}

type claimSource struct {
	predicate, nuance string
	quotation
	subject, object *quotation // if not in the quotation itself
	by              []quotation
	own, inferred   bool
	negated         bool
	via             string
}

// A quotation is a stretch of the article with marked spans.
type quotation struct {
	line int
	text string
}

// An errorAt is an error in a line of a .gold file.
func errorAt(name string, line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", name, line, fmt.Errorf(format, args...))
}

// parse reads the .gold file called name.
func parse(name, text string) (*source, error) {
	s := &source{name: name}
	var predicate, nuance string // of the claims being read, "" within an entity
	for i, raw := range strings.Split(text, "\n") {
		line := i + 1
		body := strings.TrimSpace(raw)
		if body == "" || strings.HasPrefix(body, "#") {
			continue
		}
		indented := raw[0] == ' '
		word, rest, _ := strings.Cut(body, " ")
		rest = strings.TrimSpace(rest)
		switch {
		case indented && predicate != "":
			c, err := parseClaim(name, quotation{line, body})
			if err != nil {
				return nil, err
			}
			c.predicate, c.nuance = predicate, nuance
			s.claims = append(s.claims, c)
		case indented && len(s.entities) > 0:
			e := &s.entities[len(s.entities)-1]
			q := quotation{line, rest}
			switch word {
			case "name":
				e.everywhere = append(e.everywhere, q)
			case "at":
				e.places = append(e.places, placeSource{"name", q})
			case "nominal", "pronoun":
				e.places = append(e.places, placeSource{word, q})
			default:
				return nil, errorAt(name, line, "unknown keyword %q; want name, at, nominal or pronoun", word)
			}
		case indented:
			return nil, errorAt(name, line, "indented line below neither an entity nor a relation")
		case word == "document":
			s.file = rest
		case word == "title":
			s.title = rest
		case word == "published":
			s.published = rest
		case word == "ignore":
			s.ignore = append(s.ignore, quotation{line, rest})
		case word == "annotated":
			s.annotated = strings.Fields(rest)
			for _, r := range s.annotated {
				if relations[r].name == "" {
					return nil, errorAt(name, line, "unknown relation %q", r)
				}
			}
		case relations[word].name != "":
			if s.annotated != nil && !slices.Contains(s.annotated, word) {
				return nil, errorAt(name, line, "%s is not among the annotated relations", word)
			}
			predicate, nuance = word, rest
			if !knownNuance(nuance) {
				return nil, errorAt(name, line, "unknown nuance %q", nuance)
			}
		case entityTypes.Path(word) != nil && rest != "":
			predicate = ""
			s.entities = append(s.entities, entitySource{line: line, typ: word, name: rest})
		default:
			return nil, errorAt(name, line, "%q is neither an entity type, a relation nor a keyword", word)
		}
	}
	if s.file == "" {
		return nil, errorAt(name, 1, "no document line")
	}
	return s, nil
}

// parseClaim reads a claim's line: a quotation and its options after bars.
func parseClaim(name string, q quotation) (claimSource, error) {
	parts := splitBars(q.text)
	c := claimSource{quotation: quotation{q.line, parts[0]}}
	for _, option := range parts[1:] {
		word, rest, _ := strings.Cut(option, " ")
		arg := quotation{q.line, strings.TrimSpace(rest)}
		switch word {
		case "by":
			c.by = append(c.by, arg)
		case "subject":
			c.subject = &arg
		case "object":
			c.object = &arg
		case "own":
			c.own = true
		case "inferred":
			c.inferred = true
		case "negated":
			c.negated = true
		case "via":
			c.via = arg.text
		default:
			return c, errorAt(name, q.line, "unknown option %q; want by, subject, object, own, inferred, negated or via", word)
		}
	}
	return c, nil
}

// splitBars splits at bars that no backslash escapes.
func splitBars(s string) []string {
	var parts []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '|':
			parts = append(parts, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	return append(parts, strings.TrimSpace(s[start:]))
}
