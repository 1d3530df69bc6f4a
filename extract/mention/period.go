package mention

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// period returns the normal form of what tokens first:last say of a stretch of
// time: an interval "2004/2012", of a decade, a quarter or from one date to
// another, or a duration "P12Y". It is "" for anything else.
func (c calendar) period(s *scan, first, last int) string {
	words := make([]string, 0, last-first)
	for i := first; i < last; i++ {
		words = append(words, strings.Trim(s.lower[i], ".,"))
	}
	if iso := duration(words); iso != "" {
		return iso
	}
	if iso := decade(words); iso != "" {
		return iso
	}
	if iso := quarter(words); iso != "" {
		return iso
	}
	return c.interval(s, first, last)
}

// interval resolves "2004 to 2012", "March 3 to June 5, 2018" and, after
// between, "2010 and 2012".
func (c calendar) interval(s *scan, first, last int) string {
	for i := first + 1; i < last-1; i++ {
		switch s.lower[i] {
		case "to", "until", "till", "through", "-", "–", "—":
		case "and":
			if first == 0 || s.lower[first-1] != "between" && s.lower[first] != "between" {
				continue
			}
		default:
			continue
		}
		if s.lower[first] == "from" || s.lower[first] == "between" {
			first++
		}
		from, to := c.normal(s, first, i), c.normal(s, i+1, last)
		if len(to) == len("2018") && len(from) > len(to) && from[:4] > to { // "March to June 2018"
			return ""
		}
		if to != "" && from != "" && len(to) >= 4 {
			from = c.yearOfSecond(s, first, i, from, to)
		}
		if from == "" || to == "" || from > to && from[:min(len(from), len(to))] > to {
			return ""
		}
		return from + "/" + to
	}
	return ""
}

// yearOfSecond gives the first date of an interval the year of the second, if it
// has none itself: "March to June 2016".
func (c calendar) yearOfSecond(s *scan, first, last int, from, to string) string {
	for i := first; i < last; i++ {
		if n, err := strconv.Atoi(s.lower[i]); err == nil && n >= 1000 {
			return from
		}
	}
	if len(from) > 4 && to[:4] < from[:4] {
		return to[:4] + from[4:]
	}
	return from
}

var durationUnits = map[string]string{
	"day": "D", "days": "D", "week": "W", "weeks": "W", "month": "M", "months": "M", "year": "Y", "years": "Y",
}

// duration reads "12 years", "a month", "two decades".
func duration(words []string) string {
	for len(words) > 0 && (words[0] == "the" || words[0] == "past" || words[0] == "last" || words[0] == "for") {
		words = words[1:]
	}
	if len(words) != 2 {
		return ""
	}
	n := 0
	if words[0] == "a" || words[0] == "an" {
		n = 1
	} else if v, err := strconv.Atoi(words[0]); err == nil {
		n = v
	} else if v, ok := small[words[0]]; ok {
		n = int(v)
	}
	unit := durationUnits[words[1]]
	switch words[1] {
	case "decade", "decades":
		n, unit = 10*n, "Y"
	case "century", "centuries":
		n, unit = 100*n, "Y"
	}
	if n < 1 || n > 999 || unit == "" {
		return ""
	}
	return "P" + strconv.Itoa(n) + unit
}

// decade reads "the 1990s", "the early 1990s".
func decade(words []string) string {
	for len(words) > 1 && (words[0] == "the" || words[0] == "early" || words[0] == "mid" || words[0] == "late" || words[0] == "-") {
		words = words[1:]
	}
	if len(words) != 1 {
		return ""
	}
	year, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(words[0], "s"), "'"))
	if err != nil || !strings.HasSuffix(words[0], "s") || year < 1000 || year > 2990 || year%10 != 0 {
		return ""
	}
	if year%100 == 0 && year < 2000 { // the 1900s are a century
		return fmt.Sprintf("%04d/%04d", year, year+99)
	}
	return fmt.Sprintf("%04d/%04d", year, year+9)
}

// quarter reads "the first quarter of 2012" and the halves of a year.
func quarter(words []string) string {
	var kept []string
	for _, w := range words {
		switch w {
		case "the", "of", "in", "", "'s", "’s":
		default:
			kept = append(kept, w)
		}
	}
	if len(kept) != 3 {
		return ""
	}
	if _, err := strconv.Atoi(kept[0]); err == nil { // 2012's first quarter
		kept = append(kept[1:], kept[0])
	}
	nth, year := ordinals[kept[0]], kept[2]
	months := map[string]int{"quarter": 3, "half": 6}[kept[1]]
	y, err := strconv.Atoi(year)
	if nth == 0 || months == 0 || nth*months > 12 || err != nil || y < 1000 || y > 2999 {
		return ""
	}
	first := time.Date(y, time.Month((nth-1)*months+1), 1, 0, 0, 0, 0, time.UTC)
	return first.Format("2006-01") + "/" + first.AddDate(0, months-1, 0).Format("2006-01")
}

var ordinals = map[string]int{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
