package mention

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A calendar resolves dates against the day of publication.
type calendar struct {
	now       time.Time
	precision int // of now: 0 unknown, 1 year, 2 month, 3 day
}

func (s *scan) dates() calendar {
	p := s.a.Document.Published
	for i, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(p) >= len(layout) {
			if t, err := time.Parse(layout, p[:len(layout)]); err == nil {
				return calendar{t, 3 - i}
			}
		}
	}
	return calendar{}
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
	"jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
}

// normal returns the date that tokens first:last speak of in ISO 8601, of the
// precision they give: a year, month, week (2018-W22) or day. It is "" for
// durations, spans of time and what cannot be told without more context.
func (c calendar) normal(s *scan, first, last int) string {
	var d parts
	for i := first; i < last; i++ {
		if !d.word(strings.TrimRight(s.lower[i], ".,")) {
			return ""
		}
	}
	if first > 0 { // "next" and the like may lie outside the span
		switch s.lower[first-1] {
		case "next", "last", "this":
			if d.shift == "" {
				d.shift = s.lower[first-1]
			}
		}
	}
	return c.resolve(d, s.future(first))
}

// future reports whether token i lies in a clause with will or shall, or one
// about a plan.
func (s *scan) future(i int) bool {
	for steps := 0; steps < 6 && s.toks[i].Head != i; steps++ {
		i = s.toks[i].Head
		if strings.HasPrefix(s.toks[i].Tag, "VB") || s.toks[i].Tag == "MD" {
			break
		}
	}
	for j := max(0, i-reach); j < min(len(s.toks), i+reach); j++ {
		if s.toks[j].Head == i && s.toks[j].Dep == "aux" {
			switch s.lower[j] {
			case "will", "shall", "'ll", "’ll":
				return true
			}
		}
	}
	return false
}

// parts are the pieces of a date as words give them.
type parts struct {
	year, day, count int
	month            time.Month
	weekday          int // 1 to 7, 0 if none
	shift            string
	unit             string
	ago              bool
	relative         string // today, yesterday, tomorrow
	bad              bool
}

// word takes in one word of a date; false if it cannot be part of one that has
// a normal form.
func (d *parts) word(w string) bool {
	if m, ok := months[w]; ok {
		if d.month != 0 {
			return false
		}
		d.month = m
		return true
	}
	if wd, ok := weekdays[w]; ok {
		if d.weekday != 0 {
			return false
		}
		d.weekday = int(wd) + 1
		return true
	}
	switch w {
	case "", ",", "the", "of", "in", "on", "early", "late", "mid", "-", "earlier", "later", "day", "beginning", "end", "start", "middle", "about", "around", "a", "year", "month", "week", "years", "months", "weeks", "days", "quarter", "century":
		switch w {
		case "day", "days", "week", "weeks", "month", "months", "year", "years":
			d.unit = strings.TrimSuffix(w, "s")
			if strings.HasSuffix(w, "s") && d.count == 0 {
				return false
			}
		case "a":
			d.count = 1
		case "quarter", "century", "later":
			return false
		}
		return true
	case "last", "next", "this", "previous", "past", "coming", "current":
		if d.shift != "" {
			return false
		}
		d.shift = w
		return true
	case "today", "tonight", "yesterday", "tomorrow":
		d.relative = w
		return true
	case "morning", "afternoon", "evening", "night":
		return true
	case "ago":
		d.ago = true
		return true
	}
	return d.number(w)
}

func (d *parts) number(w string) bool {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if n, ok := strings.CutSuffix(w, suffix); ok {
			if _, err := strconv.Atoi(n); err == nil {
				w = n
			}
		}
	}
	n, err := strconv.Atoi(w)
	if err != nil {
		if t, e := time.Parse("2006-01-02", w); e == nil && d.year == 0 {
			d.year, d.month, d.day = t.Year(), t.Month(), t.Day()
			return true
		}
		v, ok := small[w]
		if !ok || d.count != 0 {
			return false
		}
		d.count = int(v)
		return true
	}
	switch {
	case n >= 1000 && n <= 2999 && d.year == 0:
		d.year = n
	case n >= 1 && n <= 31 && d.day == 0 && d.count == 0:
		d.day = n
	default:
		return false
	}
	return true
}

func (c calendar) resolve(d parts, future bool) string {
	if d.unit != "" && d.month == 0 && d.weekday == 0 {
		return c.unit(d)
	}
	switch {
	case d.relative != "":
		if c.precision < 3 {
			return ""
		}
		shift := map[string]int{"yesterday": -1, "tomorrow": 1}[d.relative]
		return day(c.now.AddDate(0, 0, shift))
	case d.month != 0:
		return c.monthly(d, future)
	case d.weekday != 0:
		return c.weekly(d, future)
	case d.year != 0 && d.day == 0 && d.count == 0:
		return fmt.Sprintf("%04d", d.year)
	}
	return ""
}

// monthly resolves a month, with or without day and year.
func (c calendar) monthly(d parts, future bool) string {
	if d.count != 0 || d.ago {
		return ""
	}
	year := d.year
	if year == 0 {
		if c.precision == 0 {
			return ""
		}
		year = c.yearOf(d, future)
	}
	if d.day == 0 {
		return fmt.Sprintf("%04d-%02d", year, d.month)
	}
	t := time.Date(year, d.month, d.day, 0, 0, 0, 0, time.UTC)
	if t.Day() != d.day {
		return "" // June 31
	}
	return day(t)
}

// yearOf guesses the year of a date without one: the last such date up to
// publication, but a day up to three months ahead is ahead, as plans are told
// so; under will the next one.
func (c calendar) yearOf(d parts, future bool) int {
	year := c.now.Year()
	if c.precision == 1 {
		return year
	}
	ahead := int(d.month) - int(c.now.Month())
	switch {
	case d.shift == "next":
		if ahead <= 0 {
			year++
		}
	case d.shift == "last":
		if ahead >= 0 {
			year--
		}
	case future && ahead < 0:
		year++
	case !future && ahead > 3 || !future && ahead > 0 && d.day == 0 && ahead > 3:
		year--
	case !future && ahead < -9 && d.day != 0:
		year++ // in December, January 15 is next month
	}
	return year
}

// weekly resolves a day of the week: the last one up to publication, the next
// one under will or next.
func (c calendar) weekly(d parts, future bool) string {
	if c.precision < 3 || d.count != 0 || d.year != 0 || d.day != 0 {
		return ""
	}
	back := (int(c.now.Weekday()) - (d.weekday - 1) + 7) % 7
	switch {
	case d.shift == "next" || d.shift == "coming" || d.shift == "this" && future || future && back != 0:
		if back == 0 && d.shift != "" {
			return day(c.now.AddDate(0, 0, 7))
		}
		return day(c.now.AddDate(0, 0, 7-back))
	case d.shift == "last" && back == 0:
		back = 7
	}
	return day(c.now.AddDate(0, 0, -back))
}

// unit resolves "last week", "this year", "three months ago".
func (c calendar) unit(d parts) string {
	n := 0
	switch {
	case d.ago && d.count > 0:
		n = -d.count
	case d.ago || d.count > 1 || d.year != 0 && d.unit != "year" || d.day != 0:
		return ""
	case d.shift == "last" || d.shift == "previous":
		n = -1
	case d.shift == "next" || d.shift == "coming":
		n = 1
	case d.shift == "this" || d.shift == "current":
	default:
		if d.year != 0 && d.unit == "year" {
			return fmt.Sprintf("%04d", d.year)
		}
		return ""
	}
	switch {
	case d.unit == "year" && c.precision >= 1:
		return fmt.Sprintf("%04d", c.now.Year()+n)
	case d.unit == "month" && c.precision >= 2:
		first := time.Date(c.now.Year(), c.now.Month(), 1, 0, 0, 0, 0, time.UTC)
		return first.AddDate(0, n, 0).Format("2006-01")
	case d.unit == "week" && c.precision == 3:
		y, w := c.now.AddDate(0, 0, 7*n).ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case d.unit == "day" && c.precision == 3 && d.ago:
		return day(c.now.AddDate(0, 0, n))
	}
	return ""
}

func day(t time.Time) string { return t.Format("2006-01-02") }
