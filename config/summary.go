package config

import (
	"fmt"
	"strings"
)

// A Setting is one effective value. It never holds a password.
type Setting struct {
	Key      string `json:"key"`
	Value    any    `json:"value"`    // string, []string, bool, int, float64 or Size; asterisks for a secret
	Origin   string `json:"origin"`   // "default", "dossier.yaml:12", a variable, a flag
	Variable string `json:"variable"` // that sets it
}

// Text returns the value as it would stand in the file.
func (s Setting) Text() string {
	switch v := s.Value.(type) {
	case []string:
		return "[" + strings.Join(v, ", ") + "]"
	case string:
		if v == "" {
			return `""`
		}
		return v
	}
	return fmt.Sprint(s.Value)
}

// Summary returns the effective values in the order of the sections, each with
// the place it comes from.
func (c *Config) Summary() []Setting { return append([]Setting(nil), c.settings...) }

func summarize(c *Config, layers []layer) []Setting {
	var out []Setting
	for _, f := range fields() {
		s := Setting{Key: f.key, Value: f.value(c), Variable: f.variable()}
		if secret, ok := s.Value.(Secret); ok {
			s.Value = secret.String()
		}
		at, rank := originOf(f.key, layers)
		s.Origin = at.where
		if at.line > 0 {
			s.Origin = fmt.Sprintf("%s:%d", at.where, at.line)
		}
		if f.key == "neo4j.password" && c.Neo4j.PasswordFile != "" {
			if _, file := originOf("neo4j.password_file", layers); file > rank {
				s.Origin = "neo4j.password_file"
			}
		}
		out = append(out, s)
	}
	return out
}
