package config

import (
	"fmt"
	"slices"
	"strings"
)

// Variables of the environment that are no settings.
const (
	// FileVariable names the configuration file, as --config does.
	FileVariable = "DOSSIER_CONFIG"
	// CeilingVariable names a folder: no configuration is looked for in it
	// and above it.
	CeilingVariable = "DOSSIER_CEILING"
	// ModelVariable names a model file; a short form of DOSSIER_MODEL_PATH.
	ModelVariable = "DOSSIER_MODEL"
	// KernelVariable chooses how the language model multiplies; the engine reads it.
	KernelVariable = "DOSSIER_KERNEL"
	// DataVariable names the corpora that checks of the extraction use.
	DataVariable = "DOSSIER_DEVDATA"
	// TestPrefix begins the variables that only tests read.
	TestPrefix = "DOSSIER_TEST_"
)

// environLayer reads the settings in env, which holds NAME=value.
func environLayer(env []string) (layer, Problems) {
	l, problems := newLayer(), Problems(nil)
	byVariable := map[string]field{}
	var known []string
	for _, f := range fields() {
		byVariable[f.variable()] = f
		known = append(known, f.variable())
	}
	others := []string{FileVariable, CeilingVariable, KernelVariable, DataVariable}
	known = append(append(known, others...), ModelVariable)
	env = slices.Clone(env)
	slices.Sort(env) // so that problems come in one order, and MODEL before MODEL_PATH
	for _, entry := range env {
		name, text, ok := strings.Cut(entry, "=")
		if !ok || !strings.HasPrefix(name, "DOSSIER_") || strings.HasPrefix(name, TestPrefix) || slices.Contains(others, name) {
			continue
		}
		f, ok := byVariable[name]
		if name == ModelVariable {
			f, ok = *lookup("model.path"), true
		}
		if !ok {
			problems = append(problems, Problem{Where: name, Message: "unknown variable of the environment", Hint: didYouMean(name, known)})
			continue
		}
		problems = append(problems, l.parse(f, text, place{where: name})...)
	}
	return l, problems
}

// An Override is the value of a flag.
type Override struct {
	Flag  string // as the user wrote it, "--workspace"
	Key   string // "workspace"
	Value string
}

// flagLayer reads the settings in flags. Flags that set no setting, or that
// carry a password into the list of processes, are mistakes of the program.
func flagLayer(flags []Override) (layer, Problems) {
	l, problems := newLayer(), Problems(nil)
	for _, o := range flags {
		f := lookup(o.Key)
		if f == nil || f.typ == secretType {
			panic(fmt.Sprintf("config: flag %s cannot set %q", o.Flag, o.Key))
		}
		problems = append(problems, l.parse(*f, o.Value, place{where: o.Flag})...)
	}
	return l, problems
}

// parse sets f to what text says.
func (l layer) parse(f field, text string, at place) Problems {
	value, ok := f.parse(text)
	if !ok {
		return Problems{at.problem(fmt.Sprintf("%s is %q, not %s", f.key, text, f.want()), "")}
	}
	var problems Problems
	items := []any{value}
	if list, ok := value.([]string); ok {
		items = nil
		for _, s := range list {
			items = append(items, s)
		}
	}
	for _, v := range items {
		if message, hint := check(f, v); message != "" {
			problems = append(problems, at.problem(message, hint))
		}
	}
	l.set(f, value, at)
	return problems
}
