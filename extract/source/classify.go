package source

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/extract"
)

const (
	month = `(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?`
	day   = `(?:` + month + ` \d{1,2}|\d{1,2} ` + month + `)(?:,? \d{4})?`
)

var (
	bylineRE = regexp.MustCompile(`(?i)^(?:\W{0,3}(?:by|words by|story by|written by)\s+\pL|\W?(?:additional )?(?:reporting|editing|writing|compiled) (?:and \w+ )?by\s+\pL)`)
	// byName guards against a sentence that starts with By.
	byName    = regexp.MustCompile(`^\W{0,3}(?:By|BY|Words by|Story by|Written by)\s+(?:\p{Lu}[\pL.'’-]*\s*(?:,|and|AND|&)?\s*(?:in|of|for)?\s*){1,14}\W*$`)
	captionRE = regexp.MustCompile(`(?i)^\W{0,3}(?:file )?(?:photo|image|picture|caption|photograph|video|graphic|map)(?: (?:credit|by|caption|courtesy)\b|:|—| -)|^\W?(?:FILE PHOTO|FILE -|\(FILES?\))|(?:/AFP|/REUTERS|Getty Images|/AP Photo|Handout)\b.{0,40}$`)
	shareRE   = regexp.MustCompile(`(?i)^\W*(?:share(?: (?:this|on|via|article|story)\b.*)?|tweet(?: this)?|print(?: this page)?|e-?mail(?: this)?|save|comments?(?: \(\d+\))?|\d+ comments?|advertisement|sponsored(?: content)?|skip to (?:main )?content|(?:read|see|learn) more\b.*|related(?: (?:articles?|stories|coverage|content|topics?|links?))?\b:?.*|recommended.*|most (?:read|popular).*|(?:sign up|subscribe|log in|sign in|register)\b.*|follow (?:us|@).*|click here\b.*|all rights reserved\W*|copyright\b.*|©.*|\(c\) \d{4}.*|our standards:.*|(?:listen to|download) (?:this|the) (?:article|app).*|back to top|continue reading.*|topics?:.*|tags?:.*|filed under:?.*|[A-Za-z]+ \| [A-Za-z]+(?: \| [A-Za-z]+)*)\W*$`)
	addressRE = regexp.MustCompile(`^\W*(?:https?://\S+|www\.\S+|@\w+|\S+@\S+\.\w+)\W*$`)
	contactRE = regexp.MustCompile(`(?i)^\W*(?:for immediate release|media contacts?|contact|press contacts?|tel(?:ephone)?|phone|e-?mail)\b\s*:?.{0,80}$`)
	dateRE    = regexp.MustCompile(`^(?:(?:Published|Updated|Posted|Last (?:updated|modified))\b:?\s*)?(?:on )?(?:\w+day,? )?(?:` + day + `|\d{4}-\d\d-\d\d)(?:,? ?(?:at )?\d{1,2}[:.]\d\d.*| / .*| \| .*)?$`)
	markerRE  = regexp.MustCompile(`^(?:[-*+•·–‣▪●]\s+|\(?\d{1,3}[.)]\s+|\(?[a-z][.)]\s+|\([ivx]{1,4}\)\s+)`)
	hashRE    = regexp.MustCompile(`^#{1,6}\s+`)
	ruleRE    = regexp.MustCompile(`^(?:[-*_=~#]\s*){3,}$|^(?:-+\s*30\s*-+|ENDS?|###?)$`)
	creditRE  = regexp.MustCompile(`(?i)^[^.]{3,120}\bcontributed (?:research|reporting|additional|to (?:this|the) (?:report|story|article))[^.]*\.?$`)
	// A dateline is a place in capitals (or a short capitalised one with a date
	// or an agency), then a dash.
	datelineRE = regexp.MustCompile(`^[*_]{0,2}(?:` +
		`\p{Lu}[\p{Lu}.'’ -]*\p{Lu}\.?(?:[,/] ?[\pL.'’ -]{2,30})?(?:,? ` + day + `)?(?: \([\pL .&]{2,30}\))?(?:,? ` + day + `)?` +
		`|\p{Lu}[\pL.'’-]+(?: \p{Lu}[\pL.'’-]+){0,3}(?:, [\p{Lu}][\pL. ]{1,25})?(?:,? ` + day + `| \([\pL .&]{2,30}\)|,? ` + day + ` \([\pL .&]{2,30}\))` +
		`)[*_]{0,2}\s*(?:—|–|--|-)[*_]{0,2}\s+`)
)

// marker returns the length of a list marker at the start of s, or 0.
func marker(s string) int { return len(markerRE.FindString(s)) }

// headingMark returns the length of Markdown's marks of a heading, or 0.
func headingMark(s string) int { return len(hashRE.FindString(s)) }

func isRule(s string) bool { return ruleRE.MatchString(s) }

func tableRow(s string) bool { return strings.HasPrefix(s, "|") && strings.HasSuffix(s, "|") }

func furniture(s string) bool {
	return shareRE.MatchString(s) && utf8.RuneCountInString(s) <= 140 || addressRE.MatchString(s) || isRule(s) || tableRow(s)
}

// cut makes the blocks of one group of lines. first says that nothing but
// front matter stands before it, more that something comes after.
func cut(text string, g []line, first, more bool) []extract.Block {
	s := extract.Span{Start: g[0].Start, End: g[len(g)-1].End}
	t := strings.Trim(g[0].text, "*_ ")
	one := len(g) == 1
	block := func(k extract.BlockKind) []extract.Block { return []extract.Block{{Kind: k, Span: s}} }
	switch {
	case headingMark(g[0].text) > 0:
		return block(extract.Heading)
	case one && furniture(g[0].text), one && contactRE.MatchString(t) && !endsSentence(t):
		return block(extract.Furniture)
	case captionRE.MatchString(t) && words(g) < 60:
		return block(extract.Caption)
	case bylineRE.MatchString(t) && words(g) < 30 && (byName.MatchString(t) || !endsSentence(t) || strings.HasSuffix(t, ")") || strings.Contains(strings.ToLower(t), "ing by ")):
		return block(extract.Byline)
	case creditRE.MatchString(t) && words(g) < 30:
		return block(extract.Byline)
	case one && dateRE.MatchString(t):
		return block(extract.Furniture)
	case marker(g[0].text) > 0:
		s.Start += marker(g[0].text)
		return block(extract.ListItem)
	case words(g) <= 22 && !endsSentence(g[len(g)-1].text) && (first || more) && headline(g):
		return block(extract.Heading)
	}
	if m := datelineRE.FindString(text[s.Start:s.End]); m != "" && len(m) < s.Len() && !strings.Contains(m, "\n\n") {
		end := s.Start + len(strings.TrimRightFunc(m, isSpace))
		return []extract.Block{
			{Kind: extract.Dateline, Span: extract.Span{Start: s.Start, End: end}},
			{Kind: extract.Paragraph, Span: extract.Span{Start: s.Start + len(m), End: s.End}},
		}
	}
	return block(extract.Paragraph)
}

// headline reports whether g looks like a heading: it starts with a capital or
// a digit and has no sentence inside.
func headline(g []line) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(g[0].text, "\"'“‘*_ "))
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
		return false
	}
	for _, l := range g {
		if strings.Contains(l.text, ". ") && !strings.Contains(l.text, ".S. ") {
			return false
		}
		if strings.HasSuffix(l.text, ",") {
			return false
		}
	}
	return true
}
