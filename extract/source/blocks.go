package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/extract"
)

// A line is one line of the text without its end and outer white space.
type line struct {
	extract.Span
	text   string
	indent int
	page   bool // a form feed stands before it
}

// blocks cuts text into blocks: first into groups of lines that belong
// together, then each group by what it looks like.
func blocks(text string) []extract.Block {
	lines := splitLines(text)
	var out []extract.Block
	if n := frontMatter(lines); n > 0 {
		out = append(out, extract.Block{Kind: extract.Furniture, Span: extract.Span{Start: lines[0].Start, End: lines[n-1].End}})
		lines = lines[n:]
	} else if n := mailHeader(lines); n > 0 {
		out = append(out, extract.Block{Kind: extract.Furniture, Span: extract.Span{Start: lines[0].Start, End: lines[n-1].End}})
		lines = lines[n:]
	}
	var groups [][]line
	for len(lines) > 0 {
		if n := fenced(lines); n > 0 {
			groups = append(groups, lines[:n])
			lines = lines[n:]
			continue
		}
		n := 0
		for n < len(lines) && lines[n].text != "" && !(n > 0 && fenced(lines[n:]) > 0) {
			n++
		}
		if n > 0 {
			groups = append(groups, unwrap(lines[:n])...)
		}
		lines = lines[n:]
		if len(lines) > 0 && lines[0].text == "" {
			lines = lines[1:]
		}
	}
	groups = rejoin(groups)
	for i, g := range groups {
		if i > 0 && len(g) == 1 && strings.HasPrefix(groups[i-1][0].text, "![") && emphasised(g[0].text) {
			out = append(out, extract.Block{Kind: extract.Caption, Span: g[0].Span})
			continue
		}
		out = append(out, cut(text, g, i == 0, i+1 < len(groups))...)
	}
	menus(text, out)
	pictures(text, out)
	return out
}

// pictures turns what looks like a heading right above the credit of a picture into
// the caption that it is.
func pictures(text string, blocks []extract.Block) {
	for i := range blocks[:max(0, len(blocks)-1)] {
		b, next := &blocks[i], blocks[i+1]
		if b.Kind == extract.Heading && headingMark(b.In(text)) == 0 && next.Kind == extract.Caption &&
			pictureRE.MatchString(next.In(text)) && strings.Count(text[b.End:next.Start], "\n") == 1 {
			b.Kind = extract.Caption
		}
	}
}

// menus turns the headings of at most three words in a run of four or more, with
// no prose between, into furniture: the labels of a page's navigation.
func menus(text string, blocks []extract.Block) {
	label := func(b extract.Block) bool {
		return b.Kind == extract.Furniture || b.Kind == extract.Heading && len(strings.Fields(b.In(text))) <= 3 && headingMark(b.In(text)) == 0
	}
	for i := 0; i < len(blocks); {
		j := i
		for j < len(blocks) && label(blocks[j]) {
			j++
		}
		for k := i; j-i >= 4 && k < j; k++ {
			blocks[k].Kind = extract.Furniture
		}
		i = max(j, i+1)
	}
}

// fenced returns the number of lines of a Markdown code block that lines begin
// with, or 0.
func fenced(lines []line) int {
	if len(lines) == 0 || !strings.HasPrefix(lines[0].text, "```") {
		return 0
	}
	for i, l := range lines[1:] {
		if strings.HasPrefix(l.text, "```") {
			return i + 2
		}
	}
	return 0
}

// emphasised reports whether the whole of s is set in italics.
func emphasised(s string) bool {
	return len(s) > 2 && (s[0] == '*' && s[len(s)-1] == '*' || s[0] == '_' && s[len(s)-1] == '_')
}

func splitLines(text string) []line {
	var lines []line
	for at := 0; at < len(text); {
		end := strings.IndexAny(text[at:], "\n\r\u2028\u2029")
		next := len(text)
		if end < 0 {
			end = len(text)
		} else {
			end += at
			_, n := utf8.DecodeRuneInString(text[end:])
			next = end + n
			if strings.HasPrefix(text[end:], "\r\n") {
				next = end + 2
			}
		}
		raw := text[at:end]
		left := len(raw) - len(strings.TrimLeftFunc(raw, isSpace))
		for left < len(raw) && raw[left] == '>' { // a quotation in mail or Markdown
			left += 1 + len(raw[left+1:]) - len(strings.TrimLeftFunc(raw[left+1:], isSpace))
		}
		trimmed := strings.TrimRightFunc(raw[left:], isSpace)
		lines = append(lines, line{
			Span:   extract.Span{Start: at + left, End: at + left + len(trimmed)},
			text:   trimmed,
			indent: left,
			page:   strings.ContainsRune(raw[:left], '\f'),
		})
		at = next
	}
	return lines
}

// maxWrap is the longest line that is taken for hard-wrapped, in characters.
const maxWrap = 120

// unwrap cuts lines without a blank one between them into groups: a line goes
// on with the one before it where the sentence visibly does, where its first
// word would not have fitted unless many lines are wider, or where most of the lines are wrapped and the
// one before it is long and ends no sentence.
func unwrap(lines []line) [][]line {
	width, wider := 0, 0
	for _, l := range lines {
		if n := utf8.RuneCountInString(l.text); n <= maxWrap {
			width = max(width, n)
		} else {
			wider++
		}
	}
	margin := width
	if wider*5 > len(lines) {
		margin = 0 // a line holds a paragraph
	}
	wraps := make([]bool, len(lines))
	count := 0
	for i := 1; i < len(lines); i++ {
		wraps[i] = startsLower(lines[i].text) || full(lines[i-1], lines[i], margin)
		if wraps[i] {
			count++
		}
	}
	wrapped := len(lines) > 2 && count*2 >= len(lines)-1
	var groups [][]line
	for i, l := range lines {
		if i > 0 && !apart(lines[i-1], l) {
			long := utf8.RuneCountInString(lines[i-1].text)*10 >= width*6
			open := long && !endsSentence(lines[i-1].text)
			if wraps[i] || open && (wrapped || broken(lines[i-1].text)) {
				groups[len(groups)-1] = append(groups[len(groups)-1], l)
				continue
			}
		}
		groups = append(groups, []line{l})
	}
	return groups
}

// broken reports whether s is long and holds a comma or a full stop, so that it
// is no heading though it has no stop at its end.
func broken(s string) bool {
	return utf8.RuneCountInString(s) >= 50 && (strings.Contains(s, ", ") || strings.Contains(s, ". "))
}

// full reports whether the first word of l would not have fitted on the line
// before it.
func full(prev, l line, width int) bool {
	n := utf8.RuneCountInString(prev.text)
	if width < 40 || n > maxWrap || l.text == "" {
		return false
	}
	return n+1+utf8.RuneCountInString(strings.Fields(l.text)[0]) > width
}

// apart reports whether l cannot go on with the line before it.
func apart(prev, l line) bool {
	if marker(l.text) > 0 || isRule(l.text) || isRule(prev.text) || headingMark(l.text) > 0 || headingMark(prev.text) > 0 ||
		tableRow(l.text) || furniture(prev.text) || furniture(l.text) {
		return true
	}
	return !startsLower(l.text) && (bylineRE.MatchString(prev.text) || captionRE.MatchString(l.text))
}

// longParagraph is the number of words from which a block without a full stop
// at its end cannot be a heading, so its sentence must go on in the next.
const longParagraph = 25

// rejoin puts together a paragraph that a blank line breaks in the middle of a
// sentence: the first part ends without a full stop, and the second starts in
// lower case, or the first ends in a word that cannot be the last or is too long
// for a heading.
func rejoin(groups [][]line) [][]line {
	var out [][]line
	for i := 0; i < len(groups); i++ {
		g := groups[i]
		if len(out) > 0 {
			if n := pageBreak(groups[i:]); n > 0 && prose(out[len(out)-1]) && continues(out[len(out)-1], groups[i+n]) {
				last := out[len(out)-1]
				for _, p := range groups[i : i+n+1] {
					last = append(last[:len(last):len(last)], p...)
				}
				out[len(out)-1] = last
				i += n
				continue
			}
			last := out[len(out)-1]
			if prose(last) && continues(last, g) {
				out[len(out)-1] = append(last[:len(last):len(last)], g...)
				continue
			}
		}
		out = append(out, g)
	}
	return out
}

// continues reports whether g goes on with the sentence in which last stops.
func continues(last, g []line) bool {
	end := last[len(last)-1].text
	return prose(g) && !endsSentence(end) && (startsLower(g[0].text) || hangs(end) || words(last) >= longParagraph)
}

// pageBreak returns how many groups at the start of groups are the foot of a page
// and the head of the next, a group after them aside: a page number, a line
// after a form feed. It is 0 if no page breaks there.
func pageBreak(groups [][]line) int {
	n := 0
	if n < len(groups) && len(groups[n]) == 1 && pageRE.MatchString(groups[n][0].text) && !groups[n][0].page {
		n++
	}
	if n < len(groups) && len(groups[n]) == 1 && groups[n][0].page && !endsSentence(groups[n][0].text) {
		n++
	}
	if n == len(groups) {
		return 0
	}
	return n
}

// prose reports whether g may hold sentences rather than marks or labels.
func prose(g []line) bool {
	t := g[0].text
	return marker(t) == 0 && headingMark(t) == 0 && !isRule(t) && !tableRow(t) &&
		!bylineRE.MatchString(t) && !captionRE.MatchString(t) && !furniture(t) && words(g) >= 4 && !creditRE.MatchString(t)
}

// hanging are words after which a sentence must go on.
var hanging = map[string]bool{"a": true, "an": true, "the": true, "that": true, "of": true, "to": true, "in": true, "on": true,
	"at": true, "for": true, "by": true, "with": true, "from": true, "and": true, "or": true, "but": true, "which": true,
	"who": true, "whose": true, "whether": true, "if": true, "as": true, "its": true, "their": true, "his": true, "her": true}

func hangs(s string) bool {
	fields := strings.Fields(s)
	last := fields[len(fields)-1]
	return strings.HasSuffix(last, ",") || hanging[last]
}

func words(g []line) int {
	n := 0
	for _, l := range g {
		n += len(strings.Fields(l.text))
	}
	return n
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// endsSentence reports whether s ends as a sentence does, closing quotes and
// brackets aside.
func endsSentence(s string) bool {
	s = footnoteRE.ReplaceAllString(s, "")
	s = strings.TrimRightFunc(s, func(r rune) bool { return strings.ContainsRune("\"'”’)]*_»", r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:", r)
}
