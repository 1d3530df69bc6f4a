package gazetteer

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readCSV reads rows below a heading: id, type, name, aliases (with ; between), in
// any order; what other columns hold are links by the column's name.
func readCSV(in io.Reader, add func(row), problem func(int, int, string)) error {
	r := csv.NewReader(in)
	r.ReuseRecord = true
	head, err := r.Read()
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return err
	}
	columns := make([]string, len(head))
	at := map[string]bool{}
	for i, c := range head {
		columns[i] = strings.TrimSpace(c)
		if at[columns[i]] {
			return fmt.Errorf("1: column %q occurs twice", c)
		}
		at[columns[i]] = true
		if !linkName.MatchString(columns[i]) {
			return fmt.Errorf("1: column %q is no plain word; the first line must name the columns: id,type,name,aliases and those of identifiers", c)
		}
	}
	for _, want := range []string{"id", "type", "name"} {
		if !at[want] {
			return fmt.Errorf("1: no column %q; the first line must name the columns: id,type,name,aliases and those of identifiers", want)
		}
	}
	for {
		fields, err := r.Read()
		var broken *csv.ParseError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &broken):
			problem(broken.Line, broken.Column, broken.Err.Error())
			continue
		case err != nil:
			return err
		}
		line, column := r.FieldPos(0)
		add(row{csvEntry(columns, fields), line, column})
	}
}

func csvEntry(columns, fields []string) Entry {
	var e Entry
	for i, v := range fields {
		v = strings.TrimSpace(v)
		if v == "" {
			continue
		}
		switch v := strings.Clone(v); columns[i] {
		case "id":
			e.ID = v
		case "type":
			e.Type = v
		case "name":
			e.Names = append([]string{v}, e.Names...)
		case "aliases":
			for a := range strings.SplitSeq(v, ";") {
				if a = strings.TrimSpace(a); a != "" {
					e.Names = append(e.Names, a)
				}
			}
		default:
			if e.Links == nil {
				e.Links = map[string]string{}
			}
			e.Links[columns[i]] = v
		}
	}
	return e
}
