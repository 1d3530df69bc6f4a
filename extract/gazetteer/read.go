package gazetteer

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"strings"
)

// A row is an entry with where it stands.
type row struct {
	Entry
	line, column int
}

// read calls add for each row of a file and problem for each that cannot be read.
// The error is one of the whole file. name tells the format by its ending.
func read(r io.Reader, name string, add func(row), problem func(line, column int, message string)) error {
	ending := path.Ext(name)
	if strings.EqualFold(ending, ".gz") {
		z, err := gzip.NewReader(r)
		if err != nil {
			return fmt.Errorf("read gazetteer %s: %w", name, err)
		}
		defer z.Close()
		r = z
		ending = path.Ext(strings.TrimSuffix(name, ending))
	}
	b := bufio.NewReaderSize(r, 1<<16)
	if mark, _ := b.Peek(3); string(mark) == "\ufeff" {
		b.Discard(3)
	}
	var err error
	switch strings.ToLower(ending) {
	case ".yaml", ".yml":
		err = readYAML(b, add, problem)
	case ".csv":
		err = readCSV(b, add, problem)
	case ".json", ".jsonl", ".ndjson", ".ijson":
		err = readFtM(b, add, problem)
	default:
		return fmt.Errorf("read gazetteer %s: %q is no ending of a gazetteer; it may be .yaml, .csv or .jsonl, each also with .gz", name, ending)
	}
	if err != nil {
		return fmt.Errorf("read gazetteer %s: %w", name, err)
	}
	return nil
}
