package config

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// A Secret is text that no output shows: every way to print, log or encode it
// gives asterisks.
type Secret struct{ text string }

// NewSecret hides text.
func NewSecret(text string) Secret { return Secret{text} }

// Reveal returns the hidden text.
func (s Secret) Reveal() string { return s.text }

// String returns asterisks, or "" where nothing is hidden.
func (s Secret) String() string {
	if s.text == "" {
		return ""
	}
	return "********"
}

// Format prints asterisks whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// MarshalJSON gives asterisks.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// MarshalText gives asterisks.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue gives asterisks.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
