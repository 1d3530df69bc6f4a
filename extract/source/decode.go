package source

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Decode returns raw as text in valid UTF-8 without a byte order mark. It
// knows UTF-8, UTF-16 with or without a mark, and Windows-1252, of which
// Latin-1's printable part is a subset. Anything else is Binary; UTF-8 with a
// broken sequence is InvalidUTF8, as a guess would silently change names.
func Decode(raw []byte) (string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return decodeUTF16(raw, unicode.BigEndian, unicode.ExpectBOM)
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		switch guessUTF16(raw) {
		case 'l':
			return decodeUTF16(raw, unicode.LittleEndian, unicode.IgnoreBOM)
		case 'b':
			return decodeUTF16(raw, unicode.BigEndian, unicode.IgnoreBOM)
		}
		return "", &Error{Why: Binary, Err: fmt.Errorf("byte 0 at offset %d", bytes.IndexByte(raw, 0))}
	}
	if n := controls(raw); n*50 > len(raw) {
		return "", &Error{Why: Binary, Err: fmt.Errorf("%d control characters in %d bytes", n, len(raw))}
	}
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	multi, bad := utf8Sequences(raw)
	if multi > 0 {
		return "", &Error{Why: InvalidUTF8, Err: fmt.Errorf("broken sequence at byte %d", bad)}
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", &Error{Why: InvalidUTF8, Err: err}
	}
	if n := bytes.Count(text, []byte("\uFFFD")); n > 0 {
		return "", &Error{Why: Binary, Err: fmt.Errorf("neither UTF-8 nor Windows-1252 (%d undefined bytes)", n)}
	}
	return string(text), nil
}

func decodeUTF16(raw []byte, e unicode.Endianness, p unicode.BOMPolicy) (string, error) {
	text, err := unicode.UTF16(e, p).NewDecoder().Bytes(raw)
	if err != nil {
		return "", &Error{Why: Binary, Err: fmt.Errorf("decode UTF-16: %w", err)}
	}
	if bytes.IndexByte(text, 0) >= 0 || len(raw)%2 != 0 {
		return "", &Error{Why: Binary, Err: fmt.Errorf("not UTF-16 text")}
	}
	return string(text), nil
}

// guessUTF16 returns 'l' or 'b' if nearly every other byte of raw is zero, as
// in UTF-16 of a Latin script, else 0.
func guessUTF16(raw []byte) byte {
	if len(raw)%2 != 0 {
		return 0
	}
	var zeros [2]int
	for i, b := range raw {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(raw) / 2
	switch {
	case zeros[1]*10 > half*6 && zeros[0]*10 < half:
		return 'l'
	case zeros[0]*10 > half*6 && zeros[1]*10 < half:
		return 'b'
	}
	return 0
}

// controls counts the control characters that text does not hold.
func controls(raw []byte) int {
	n := 0
	for _, b := range raw {
		if b < 0x20 && (b < '\t' || b > '\r') && b != 0x1b || b == 0x7f {
			n++
		}
	}
	return n
}

// utf8Sequences counts the valid sequences of several bytes and finds the
// first broken one.
func utf8Sequences(raw []byte) (multi, bad int) {
	bad = -1
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			if bad < 0 {
				bad = i
			}
		} else if n > 1 {
			multi++
		}
		i += n
	}
	return multi, bad
}
