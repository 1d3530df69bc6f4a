package config

import (
	"math"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"
)

// A Size is a number of bytes, written "64MiB" or as a plain number.
type Size int64

// String returns s with the largest binary unit that loses nothing.
func (s Size) String() string {
	n, units := int64(s), []string{"", "KiB", "MiB", "GiB", "TiB"}
	i := 0
	for n != 0 && n%1024 == 0 && i < len(units)-1 {
		n /= 1024
		i++
	}
	return strconv.FormatInt(n, 10) + units[i]
}

func parseSize(text string) (Size, bool) {
	text = strings.TrimSpace(text)
	if text == "" || text[0] < '0' || text[0] > '9' {
		return 0, false
	}
	n, err := humanize.ParseBytes(text)
	if err != nil || n > math.MaxInt64 {
		return 0, false
	}
	return Size(n), true
}
