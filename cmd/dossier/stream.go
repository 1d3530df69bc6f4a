package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// A stream is an output that knows whether a person is looking at it.
type stream struct {
	io.Writer
	terminal bool
	colour   bool
	width    int // columns, 0 if it is no terminal
}

func newStream(f *os.File) *stream {
	s := &stream{Writer: f, terminal: term.IsTerminal(int(f.Fd()))}
	if s.terminal {
		s.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		s.width, _, _ = term.GetSize(int(f.Fd()))
	}
	return s
}

func (s *stream) paint(code, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s *stream) bold(text string) string   { return s.paint("1", text) }
func (s *stream) dim(text string) string    { return s.paint("2", text) }
func (s *stream) red(text string) string    { return s.paint("31", text) }
func (s *stream) green(text string) string  { return s.paint("32", text) }
func (s *stream) yellow(text string) string { return s.paint("33", text) }

// clean makes text safe to show on a line of its own: control characters, and
// those that turn the direction of writing round, are written as \u....
func clean(text string) string {
	if !strings.ContainsFunc(text, unsafeRune) && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unsafeRune(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cleanLines is clean for text of several lines.
func cleanLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = clean(l)
	}
	return strings.Join(lines, "\n")
}

func unsafeRune(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || // control characters
		r == 0x2028 || r == 0x2029 || // ends of lines
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x061c // direction
}

// printJSON writes v as one line of JSON in which nothing acts on a terminal.
func printJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	_, err := safeJSON{w}.Write(b.Bytes())
	return err
}

// safeJSON passes lines of JSON on with what a terminal would act upon
// escaped. Outside strings JSON has no such characters, so it stays the same
// JSON. Each Write must hold whole characters.
type safeJSON struct{ w io.Writer }

func (s safeJSON) Write(b []byte) (int, error) {
	lines := bytes.SplitAfter(b, []byte("\n"))
	for i, l := range lines {
		text, end := bytes.CutSuffix(l, []byte("\n"))
		if bytes.ContainsFunc(text, unsafeRune) {
			lines[i] = []byte(clean(string(text)))
			if end {
				lines[i] = append(lines[i], '\n')
			}
		}
	}
	if _, err := s.w.Write(bytes.Join(lines, nil)); err != nil {
		return 0, err
	}
	return len(b), nil
}
