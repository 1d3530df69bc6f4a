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
	captionRE = regexp.MustCompile(`(?i)^\W{0,3}(?:file )?(?:photo|image|picture|caption|photograph|video|graphic|map)(?: (?:credit|by|caption|courtesy)\b|:|—| -)|^\W?(?:FILE PHOTO|FILE -|\(FILES?\))|(?:/AFP|/REUTERS|Getty Images|/AP Photo|Handout)\b.{0,40}$|\b(?:Photograph|Photo|Picture|Image|Illustration)(?: by)?: [^.]{2,60}$|^!\[|^\[!\[`)
	// pictureRE matches the credit of a picture on a line of its own.
	pictureRE = regexp.MustCompile(`^(?:Image|Photo|Photograph|Picture|Graphic|Illustration)(?: by| credit)?: \S`)
	shareRE   = regexp.MustCompile(`(?i)^\W*(?:share(?: (?:this|on|via|article|story)\b.*)?|tweet(?: this)?|print(?: this page)?|e-?mail(?: this)?|save|comments?(?: \(\d+\))?|\d+ comments?|advertisement|sponsored(?: content)?|skip to (?:main )?content|(?:read|see|learn) more\b.*|related(?: (?:articles?|stories|coverage|content|topics?|links?))?\b:?.*|recommended.*|most (?:read|popular).*|(?:sign up|subscribe|log in|sign in|register)\b.*|follow (?:us|@).*|click here\b.*|all rights reserved\W*|copyright\b.*|©.*|\(c\) \d{4}.*|our standards:.*|(?:listen to|download) (?:this|the) (?:article|app).*|back to top|continue reading.*|topics?:.*|tags?:.*|filed under:?.*|[A-Za-z]+ \| [A-Za-z]+(?: \| [A-Za-z]+)*` +
		`|menu|home|facebook|twitter|whatsapp|linkedin|reddit|copy link|\d+[- ]min(?:ute)?s? read|reuse this content|follow .{0,60}\bon (?:twitter|x|facebook|instagram)\b.*` +
		`|view (?:this|in) .{0,30}browser\b.*|(?:to )?unsubscribe\b.*|you(?: are|['’]re) receiving this\b.*|update your .{0,20}preferences\b.*|if you .{0,40}\b(?:unsubscribe|stop receiving)\b.*)\W*$`)
	addressRE = regexp.MustCompile(`^\W*(?:https?://\S+|www\.\S+|@\w+|\S+@\S+\.\w+)\W*$`)
	contactRE = regexp.MustCompile(`(?i)^\W*(?:for immediate release|media contacts?|contact|press contacts?|tel(?:ephone)?|phone|e-?mail)\b\s*:?.{0,80}$`)
	dateRE    = regexp.MustCompile(`^(?:(?:Published|Updated|Posted|Last (?:updated|modified))\b:?\s*)?(?:on )?(?:(?:\w+day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,? )?(?:` + day + `|\d{4}-\d\d-\d\d)(?:,? ?(?:at )?\d{1,2}[:.]\d\d.*| / .*| \| .*)?$`)
	markerRE  = regexp.MustCompile(`^(?:[-*+•·–‣▪●]\s+|\(?\d{1,3}[.)]\s+|\(?[a-z][.)]\s+|\([ivx]{1,4}\)\s+)`)
	hashRE    = regexp.MustCompile(`^#{1,6}\s+`)
	ruleRE    = regexp.MustCompile(`^(?:[-*_=~#]\s*){3,}$|^(?:-+\s*30\s*-+|ENDS?|###?)$`)
	creditRE  = regexp.MustCompile(`(?i)^(?:[^.]{3,120}|\W*compiled .{3,120})\bcontributed (?:research|reporting|additional|to (?:this|the) (?:report|story|article))[^.]*\.?$`)
	// A remark of a transcript or an address in brackets: [Crosstalk].
	asideRE  = regexp.MustCompile(`^(?:\([^.!?()]{2,60}\)|\[[^!?\[\]()]{2,60}\])$`)
	tagRE    = regexp.MustCompile(`^<[!/]?[a-zA-Z][^<]*>.*</?[a-zA-Z]+[^<]*>$|^<[!/]?[a-zA-Z][^<]*>$`)
	pathRE   = regexp.MustCompile(`^[^.!?>»›]{1,40}(?: [>»›] [^.!?>»›]{1,40})+$`)
	pageRE   = regexp.MustCompile(`(?i)^(?:[-–] ?\d{1,4} ?[-–]|\d{1,4}|(?:page|p\.) ?\d{1,4}(?: (?:of|/) ?\d{1,4})?)$`)
	buttonRE = regexp.MustCompile(`[.!?]["”’)]*(\s+(?:Share (?:on (?:Facebook|Twitter|X|WhatsApp|LinkedIn)|this(?: article| story)?)|Tweet(?: this)?|Read more))$`)
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
	return shareRE.MatchString(s) && utf8.RuneCountInString(s) <= 140 || asideRE.MatchString(s) && !bylineRE.MatchString(s) || tagRE.MatchString(s) ||
		pathRE.MatchString(s) || pageRE.MatchString(s) || addressRE.MatchString(s) || isRule(s) || tableRow(s)
}

// cut makes the blocks of one group of lines. first says that nothing but
// front matter stands before it, more that something comes after.
func cut(text string, g []line, first, more bool) []extract.Block {
	s := extract.Span{Start: g[0].Start, End: g[len(g)-1].End}
	t := strings.Trim(g[0].text, "*_ ")
	if strings.Contains(t, "](") {
		t = strings.Trim(NewView(text, g[0].Span).Text, "*_ ")
	}
	one := len(g) == 1
	block := func(k extract.BlockKind) []extract.Block { return []extract.Block{{Kind: k, Span: s}} }
	switch {
	case strings.HasPrefix(g[0].text, "```"), one && isRule(g[0].text), one && g[0].page && !endsSentence(g[0].text):
		return block(extract.Furniture)
	case headingMark(g[0].text) > 0:
		return block(extract.Heading)
	case captionRE.MatchString(g[0].text) && strings.Contains(g[0].text[:3], "!["):
		return block(extract.Caption)
	case one && furniture(g[0].text), one && furniture(t), one && contactRE.MatchString(t) && !endsSentence(t):
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
	if m := buttonRE.FindStringSubmatchIndex(text[s.Start:s.End]); m != nil {
		at := s.Start + m[2]
		button := at + len(text[at:s.End]) - len(strings.TrimLeftFunc(text[at:s.End], isSpace))
		return []extract.Block{
			{Kind: extract.Paragraph, Span: extract.Span{Start: s.Start, End: at}},
			{Kind: extract.Furniture, Span: extract.Span{Start: button, End: s.End}},
		}
	}
	return block(extract.Paragraph)
}

// headline reports whether g looks like a heading: it starts with a capital or
// a digit, has no sentence inside and does not break off.
func headline(g []line) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(g[0].text, "\"'“‘*_ "))
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
		return false
	}
	for i, l := range g {
		if strings.Contains(l.text, ". ") && !strings.Contains(l.text, ".S. ") {
			return false
		}
		if strings.HasSuffix(l.text, ",") || i+1 < len(g) && strings.HasSuffix(l.text, ".") {
			return false
		}
	}
	return !breaksOff(g[len(g)-1].text)
}

// breaksOff reports whether s ends in a dash or semicolon: a speaker was cut short, or
// the sentence goes on.
func breaksOff(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("–—;", r) || strings.HasSuffix(s, "--")
}

// footnoteRE matches the mark of a footnote at the end of a line.
var footnoteRE = regexp.MustCompile(`\[\^?\w{1,3}\]$`)
