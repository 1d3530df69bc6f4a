package config

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

var (
	modelName    = regexp.MustCompile(`^[a-z0-9][a-z0-9_]*$`)
	databaseName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9.-]{2,62}$`)
	neo4jSchemes = []string{"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"}
	includes     = []string{IncludeSpeakers, IncludePast}
)

const (
	maxWorkers  = 1024
	minDocument = Size(1 << 10)
	maxDocument = Size(1 << 30)
	minMemory   = Size(128 << 20)
)

// check says what is impossible about value, one value or one item of a list
// of f, and what to do; message is "" if nothing is.
func check(f field, value any) (message, hint string) {
	if text, ok := value.(string); ok && strings.ContainsRune(text, 0) {
		return f.key + " holds a NUL character", ""
	}
	if s, ok := value.(string); ok && f.typ == listType && s == "" {
		return f.key + " holds empty text", "remove it"
	}
	switch f.key {
	case "workspace":
		if value == "" {
			return "workspace is empty", "name a folder, .dossier for example"
		}
	case "judgements.file":
		if value == "" {
			return "judgements.file is empty", "name a file, judgements.yaml for example"
		}
	case "sources.include", "sources.exclude":
		if why := badPattern(value.(string)); why != "" {
			return fmt.Sprintf("%s holds the pattern %q: %s", f.key, value, why), ""
		}
	case "model.name":
		if !modelName.MatchString(value.(string)) {
			return fmt.Sprintf("model.name cannot be %q", value), "a name has small letters, digits and underscores: en_core_web_sm"
		}
	case "edges.include":
		if s := value.(string); !slices.Contains(includes, s) {
			return fmt.Sprintf("edges.include cannot hold %q", s), didYouMean(s, includes)
		}
	case "edges.confidence":
		if x := value.(float64); !(x >= 0 && x <= 1) {
			return fmt.Sprintf("edges.confidence is %v", x), "give a number from 0 to 1"
		}
	case "neo4j.uri":
		return checkURI(value.(string))
	case "neo4j.database":
		if !databaseName.MatchString(value.(string)) {
			return fmt.Sprintf("neo4j.database cannot be %q", value), "a name has 3 to 63 letters, digits, dots and dashes and begins with a letter"
		}
	case "neo4j.username":
		if value == "" {
			return "neo4j.username is empty", "the first user of a Neo4j is called neo4j"
		}
	case "limits.workers":
		if n := value.(int); n < 0 || n > maxWorkers {
			return fmt.Sprintf("limits.workers is %d", n), fmt.Sprintf("give a number from 1 to %d, or 0 for one a processor", maxWorkers)
		}
	case "limits.max_document_bytes":
		if s := value.(Size); s < minDocument || s > maxDocument {
			return fmt.Sprintf("limits.max_document_bytes is %s", s), fmt.Sprintf("give a size from %s to %s", minDocument, maxDocument)
		}
	case "limits.memory_bytes":
		if s := value.(Size); s != 0 && s < minMemory {
			return fmt.Sprintf("limits.memory_bytes is %s", s), fmt.Sprintf("give at least %s, or 0 for no limit", minMemory)
		}
	}
	return "", ""
}

// checkURI never repeats the text of a URI that may hold a password.
func checkURI(text string) (message, hint string) {
	if text == "" {
		return "", ""
	}
	const example = "write it like bolt://localhost:7687"
	u, err := url.Parse(text)
	if err != nil {
		return "neo4j.uri is not a URI", example
	}
	switch {
	case u.User != nil:
		return "neo4j.uri holds a user name or a password", "set neo4j.username, and DOSSIER_NEO4J_PASSWORD in the environment"
	case u.Scheme == "http" || u.Scheme == "https":
		return fmt.Sprintf("neo4j.uri has scheme %s, which the Browser speaks", u.Scheme), example
	case !slices.Contains(neo4jSchemes, u.Scheme):
		return "neo4j.uri does not begin with a scheme of Neo4j", example + "; schemes: " + strings.Join(neo4jSchemes, ", ")
	case u.Hostname() == "":
		return "neo4j.uri names no host", example
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" && !strings.HasPrefix(u.Scheme, "neo4j") || u.Fragment != "":
		return "neo4j.uri holds more than host and port", "name the database in neo4j.database"
	}
	if p := u.Port(); p != "" {
		if _, err := net.LookupPort("tcp", p); err != nil {
			return fmt.Sprintf("neo4j.uri has port %s", p), example
		}
	}
	return "", ""
}

// repeated returns the index of the first item of list that stands before it
// too, or -1.
func repeated(list []string) int {
	for i, s := range list {
		if slices.Contains(list[:i], s) {
			return i
		}
	}
	return -1
}
