package mention

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"dossier/extract/lexicon"
)

// A sign is a mark or code of a currency before an amount, or a noun after it.
type sign struct {
	text, code string
	after      bool
}

// signs returns the signs of all currencies, longer ones first.
func signs(lex *lexicon.Lexicon) []sign {
	var out []sign
	seen := map[sign]bool{}
	for _, c := range lex.Currencies() {
		for _, t := range c.Signs {
			out = append(out, sign{t, c.Code, false})
		}
		for _, t := range c.Nouns {
			if k := (sign{t, "", true}); !seen[k] {
				seen[k] = true
				out = append(out, sign{t, c.Code, true})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b sign) int { return cmp.Compare(len(b.text), len(a.text)) })
	return out
}

// number finds a decimal number with its magnitude: "1.2 billion", "40m".
var number = regexp.MustCompile(`(?i)(\d[\d,]*(?:\.\d+)?|\ba\b|\bhalf a\b|[a-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)[ -]?(hundred|thousand|million|billion|trillion|bn|mn|tn|m|b|k)?\b`)

var small = map[string]int64{
	"a": 1, "an": 1, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
	"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
	"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "hundred": 100, "thousand": 1000, "million": 1000000, "billion": 1000000000,
}

// magnitude returns the power of ten that a word stands for, 0 if none.
func magnitude(w string) int {
	switch strings.ToLower(w) {
	case "hundred":
		return 2
	case "thousand", "k":
		return 3
	case "million", "mn", "m":
		return 6
	case "billion", "bn", "b":
		return 9
	case "trillion", "tn":
		return 12
	}
	return 0
}

// amount reads the one number in text. It returns "" if there is none, or
// more than one.
func amount(text string) string {
	found := ""
	for _, m := range number.FindAllStringSubmatch(text, -1) {
		v, ok := value(strings.ToLower(m[1]))
		if !ok {
			continue
		}
		if found != "" {
			return ""
		}
		p := magnitude(m[2])
		v.Mul(v, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(p)), nil)))
		if v.IsInt() {
			found = v.Num().String()
		} else {
			found = strings.TrimRight(v.FloatString(6), "0")
		}
	}
	return found
}

// value reads digits or a number word.
func value(s string) (*big.Rat, bool) {
	if s[0] >= '0' && s[0] <= '9' {
		return new(big.Rat).SetString(strings.TrimRight(strings.ReplaceAll(s, ",", ""), "."))
	}
	if s == "half a" {
		return big.NewRat(1, 2), true
	}
	if n, ok := small[s]; ok {
		return big.NewRat(n, 1), true
	}
	if tens, ones, ok := strings.Cut(strings.ReplaceAll(s, " ", "-"), "-"); ok {
		a, okA := small[tens]
		b, okB := small[ones]
		if okA && okB && a >= 20 && a%10 == 0 && b < 10 {
			return big.NewRat(a+b, 1), true
		}
	}
	return nil, false
}

// normalMoney returns "USD 50000000000", or "" if currency or amount is not
// clear.
func (r *Recognizer) normalMoney(text string) string {
	low := strings.ToLower(text)
	for _, s := range r.money {
		i := -1
		if s.after {
			i = word(low, s.text)
		} else if i = strings.Index(text, s.text); i > 0 && letters(s.text[:1]) && letters(text[i-1:i]) {
			i = -1
		}
		if i < 0 {
			continue
		}
		if n := amount(text[:i] + " " + text[i+len(s.text):]); n != "" {
			return s.code + " " + n
		}
		return ""
	}
	return ""
}

// word returns where w or its plural stands in s as a whole word, or -1.
func word(s, w string) int {
	i := strings.Index(s, w)
	if i < 0 || i > 0 && letters(s[i-1:i]) {
		return -1
	}
	if rest := strings.TrimPrefix(s[i+len(w):], "s"); rest != "" && letters(rest[:1]) {
		return -1
	}
	return i
}

// normalPercent returns the number of "25 percent".
func normalPercent(text string) string {
	low := strings.ToLower(text)
	for _, w := range []string{"percentage points", "percentage point", "per cent", "percent", "%"} {
		low = strings.ReplaceAll(low, w, " ")
	}
	return amount(low)
}

// normalNumber returns the number in digits.
func normalNumber(text string) string { return amount(text) }
