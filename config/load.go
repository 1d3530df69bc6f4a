package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/viper"
)

// Options say where to look for the configuration.
type Options struct {
	// Dir is the working directory, "" for that of the process.
	Dir string
	// File is read if given; otherwise FileName is looked for in Dir and
	// above.
	File string
	// Env is the environment, as os.Environ gives it.
	Env []string
	// Flags are the settings that the command line gives.
	Flags []Override
}

// A NotFoundError says that the configuration file asked for is not there.
type NotFoundError struct{ File string }

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("read configuration %s: no such file", e.File)
}

// Load reads the configuration. A wrong one gives [Problems], a file that was
// asked for and is missing a [*NotFoundError].
func Load(o Options) (*Config, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("find the working directory: %w", err)
	}
	file, err := findFile(dir, o)
	if err != nil {
		return nil, err
	}

	base := dir
	defaults, fromFile := defaultLayer(), newLayer()
	var problems Problems
	if file != "" {
		base = filepath.Dir(file)
		src, err := readFile(file)
		if err != nil {
			return nil, err
		}
		fromFile, problems = decodeFile(shortPath(dir, file), src)
	}
	fromEnv, more := environLayer(o.Env)
	problems = append(problems, more...)
	fromFlags, more := flagLayer(o.Flags)
	problems = append(problems, more...)

	defaults.resolve(base)
	fromFile.resolve(base)
	fromEnv.resolve(dir)
	fromFlags.resolve(dir)
	layers := []layer{defaults, fromFile, fromEnv, fromFlags}
	problems = append(problems, missingFiles(dir, layers)...)
	if len(problems) > 0 {
		problems.sort()
		return nil, problems
	}

	c, err := merge(layers)
	if err != nil {
		return nil, err
	}
	c.File, c.Dir = file, base
	if file == "" {
		c.Dir = filepath.Dir(c.Workspace)
	}
	if _, rank := originOf("judgements.file", layers); rank == 0 {
		c.Judgements.File = filepath.Join(c.Dir, Default().Judgements.File)
	}
	if err := c.readPassword(layers); err != nil {
		return nil, err
	}
	c.settings = summarize(c, layers)
	return c, nil
}

// merge lays the layers over each other.
func merge(layers []layer) (*Config, error) {
	v := viper.New()
	for _, l := range layers {
		if err := v.MergeConfigMap(l.nested()); err != nil {
			return nil, fmt.Errorf("merge the configuration: %w", err)
		}
	}
	c := new(Config)
	err := v.UnmarshalExact(c, func(d *mapstructure.DecoderConfig) {
		d.TagName = "config"
		d.WeaklyTypedInput = false
		d.DecodeHook = nil
	})
	if err != nil {
		return nil, fmt.Errorf("merge the configuration: %w", err)
	}
	return c, nil
}

// findFile returns the absolute path of the configuration file, "" if there is
// none.
func findFile(dir string, o Options) (string, error) {
	asked, ceiling := o.File, ""
	for _, entry := range o.Env {
		if v, ok := strings.CutPrefix(entry, FileVariable+"="); ok && asked == "" {
			asked = v
		}
		if v, ok := strings.CutPrefix(entry, CeilingVariable+"="); ok {
			ceiling = filepath.Clean(v)
		}
	}
	if asked != "" {
		if !filepath.IsAbs(asked) {
			asked = filepath.Join(dir, asked)
		}
		if _, err := os.Stat(asked); errors.Is(err, fs.ErrNotExist) {
			return "", &NotFoundError{File: shortPath(dir, asked)}
		}
		return asked, nil
	}
	for d := dir; d != ceiling; d = filepath.Dir(d) {
		file := filepath.Join(d, FileName)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return file, nil
		}
		if d == filepath.Dir(d) {
			break
		}
	}
	return "", nil
}

func readFile(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return src, nil
}

// shortPath returns file as seen from dir if it lies below it.
func shortPath(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return file
}

// missingFiles finds the files that the layers name and that are not there.
// Sources and the workspace may be missing: they come and go.
func missingFiles(dir string, layers []layer) Problems {
	var problems Problems
	for _, l := range layers {
		for _, key := range []string{"gazetteers.files", "lexicon.files", "ontology.files", "model.path", "neo4j.password_file"} {
			paths, _ := l.values[key].([]string)
			if p, ok := l.values[key].(string); ok && p != "" {
				paths = []string{p}
			}
			for i, p := range paths {
				at := l.origin[key]
				if i < len(l.items[key]) {
					at = l.items[key][i]
				}
				switch info, err := os.Stat(p); {
				case err != nil:
					problems = append(problems, at.problem(fmt.Sprintf("%s names %s, which cannot be read", key, shortPath(dir, p)), "check the path; it is relative to the folder of the file that names it"))
				case info.IsDir():
					problems = append(problems, at.problem(fmt.Sprintf("%s names %s, which is a folder", key, shortPath(dir, p)), "name a file"))
				}
			}
		}
	}
	return problems
}

// readPassword takes the password from its file, unless a later layer gives it
// directly.
func (c *Config) readPassword(layers []layer) error {
	at, file := originOf("neo4j.password_file", layers)
	if _, direct := originOf("neo4j.password", layers); c.Neo4j.PasswordFile == "" || direct >= file {
		return nil
	}
	b, err := readFile(c.Neo4j.PasswordFile)
	if err != nil {
		return fmt.Errorf("neo4j.password_file: %w", err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	c.Neo4j.Password = NewSecret(strings.TrimRight(line, "\r"))
	if c.Neo4j.Password.Reveal() == "" {
		return Problems{at.problem("neo4j.password_file names a file whose first line is empty", "put the password into its first line")}
	}
	return nil
}
