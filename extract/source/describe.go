package source

import (
	"regexp"
	"strings"
	"time"

	"dossier/extract"

	"github.com/goccy/go-yaml"
)

// frontMatter returns the number of lines that a block between two lines of
// three dashes takes at the start of the text, or 0.
func frontMatter(lines []line) int {
	if len(lines) == 0 || lines[0].text != "---" {
		return 0
	}
	for i, l := range lines[1:] {
		if l.text == "---" || l.text == "..." {
			return i + 2
		}
		if i > 60 || l.text != "" && !strings.Contains(l.text, ":") && !strings.HasPrefix(l.text, "-") {
			return 0
		}
	}
	return 0
}

// mailHeader returns the number of lines of the header of a mail at the start of
// the text, or 0.
func mailHeader(lines []line) int {
	n := 0
	for n < len(lines) && n < 60 && mailRE.MatchString(lines[n].text) {
		n++
	}
	if n < 3 {
		return 0
	}
	return n
}

// header is what front matter may say. Other keys are the outlet's own affair.
type header struct {
	Title     string `yaml:"title"`
	Published string `yaml:"published"`
	Date      string `yaml:"date"`
	Source    string `yaml:"source"`
	Language  string `yaml:"language"`
	Author    string `yaml:"author"`
}

// describe fills title, authors and date from front matter, heading, byline
// and dateline, in that order of trust.
func describe(doc *extract.Document) {
	var h header
	for i, b := range doc.Blocks {
		t := b.In(doc.Text)
		if i == 0 && b.Kind == extract.Furniture && strings.HasPrefix(t, "---") {
			// Front matter that is not YAML says nothing.
			if yaml.Unmarshal([]byte(strings.Trim(t, "-.\r\n ")), &h) != nil {
				h = header{}
			}
		}
	}
	if b := doc.Blocks; h == (header{}) && len(b) > 0 && mailRE.MatchString(b[0].In(doc.Text)) {
		if m := subjectRE.FindStringSubmatch(b[0].In(doc.Text)); m != nil {
			h.Title = strings.TrimSpace(m[1])
		}
	}
	doc.Title, doc.Source = h.Title, h.Source
	if h.Language != "" {
		doc.Language = h.Language
	}
	if h.Author != "" {
		doc.Authors = names(h.Author)
	}
	doc.Published = isoDate(h.Published)
	if doc.Published == "" {
		doc.Published = isoDate(h.Date)
	}
	for _, b := range doc.Blocks {
		t := NewView(doc.Text, b.Span).Text
		switch b.Kind {
		case extract.Heading:
			if doc.Published == "" && publishedRE.MatchString(t) {
				doc.Published = isoDate(t)
			}
			if doc.Title == "" {
				doc.Title = t
			}
		case extract.Byline:
			if len(doc.Authors) == 0 && byName.MatchString(t) {
				doc.Authors = names(bylineWords.ReplaceAllString(t, ""))
			}
			if doc.Published == "" {
				doc.Published = isoDate(t)
			}
		case extract.Dateline, extract.Furniture:
			if doc.Published == "" {
				doc.Published = isoDate(t)
			}
		}
	}
}

var (
	bylineWords = regexp.MustCompile(`(?i)^\W*(?:words |story |written )?by\s+`)
	mailRE      = regexp.MustCompile(`^(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Message-ID|MIME-Version|Content-Type|List-[A-Za-z]+): `)
	subjectRE   = regexp.MustCompile(`(?m)^Subject: (.+)$`)
	nameSplit   = regexp.MustCompile(`(?i)\s*(?:,|&|\band\b)\s*`)
	publishedRE = regexp.MustCompile(`(?i)\b(?:published|updated|posted)\b`)
	isoRE       = regexp.MustCompile(`\b\d{4}(?:-\d\d(?:-\d\d)?)?(?:\b|T)`)
	longDateRE  = regexp.MustCompile(`\b(` + month + `) (\d{1,2}),? (\d{4})\b`)
	dayFirstRE  = regexp.MustCompile(`\b(\d{1,2}) (` + month + `),? (\d{4})\b`)
)

func names(s string) []string {
	var out []string
	for _, n := range nameSplit.Split(s, -1) {
		if n = strings.Trim(extract.Fold(n), "*_. "); n != "" {
			out = append(out, n)
		}
	}
	return out
}

// isoDate returns the first full date that s states, in ISO 8601, or "".
func isoDate(s string) string {
	if m := longDateRE.FindStringSubmatch(s); m != nil {
		return parseDate(m[1], m[2], m[3])
	}
	if m := dayFirstRE.FindStringSubmatch(s); m != nil {
		return parseDate(m[2], m[1], m[3])
	}
	m := strings.TrimSuffix(isoRE.FindString(s), "T")
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, m); err == nil {
			if layout == "2006" && m != strings.TrimSpace(s) {
				return "" // a bare number within other words is no date
			}
			return t.Format(layout)
		}
	}
	return ""
}

func parseDate(month, day, year string) string {
	t, err := time.Parse("Jan 2 2006", month[:3]+" "+day+" "+year)
	if err != nil {
		return ""
	}
	return t.Format("2006-01-02")
}
