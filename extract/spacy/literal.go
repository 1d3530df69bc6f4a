package spacy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"dossier/extract/spacy/msgpack"
)

// Patterns come as MessagePack or JSON. Both are read to values of the same
// types: nil, bool, int64, uint64 (only above int64), float64, string, []any and
// members.

// members is a map in the order of its keys, which are strings or integers.
type members []member

type member struct{ key, value any }

// set gives key a value, which replaces an earlier one.
func (m *members) set(key, value any) {
	if i := slices.IndexFunc(*m, func(x member) bool { return x.key == key }); i >= 0 {
		(*m)[i].value = value
		return
	}
	*m = append(*m, member{key, value})
}

// get returns the value of key, nil if there is none.
func (m members) get(key string) any {
	for _, x := range m {
		if x.key == key {
			return x.value
		}
	}
	return nil
}

// maxNesting bounds how deep values may nest, and maxMembers how many keys a map may have.
const (
	maxNesting = 32
	maxMembers = 1000
)

var (
	errNesting = errors.New("values nest too deep")
	errMembers = errors.New("a map has too many keys")
)

// readLiteral reads the next value. What is wrong with it is left in d.
func readLiteral(d *msgpack.Decoder, depth int) any {
	if depth > maxNesting {
		d.Fail(errNesting)
		return nil
	}
	switch d.Kind() {
	case msgpack.Nil:
		d.Nil()
		return nil
	case msgpack.Bool:
		return d.Bool()
	case msgpack.Int:
		n, big := d.Integer()
		if big {
			return uint64(n)
		}
		return n
	case msgpack.Float:
		return d.Float()
	case msgpack.Array:
		list := []any{}
		for i := d.Array(); i > 0 && d.Err() == nil; i-- {
			list = append(list, readLiteral(d, depth+1))
		}
		return list
	case msgpack.Map:
		m := members{}
		n := d.Map()
		if n > maxMembers {
			d.Fail(errMembers)
		}
		for i := n; i > 0 && d.Err() == nil; i-- {
			key := readLiteral(d, depth+1)
			switch key.(type) {
			case string, int64:
				m.set(key, readLiteral(d, depth+1))
			default:
				d.Fail(fmt.Errorf("%v cannot be the key of a map", key))
			}
		}
		return m
	}
	return d.Str()
}

// readJSONLines reads a file of one value a line.
func readJSONLines(data []byte) ([]any, error) {
	var list []any
	n := 0
	for line := range bytes.Lines(data) {
		n++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		v, err := readJSON(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, v)
	}
	return list, nil
}

func readJSON(data []byte) (any, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := readJSONValue(d, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the value")
	}
	return v, nil
}

func readJSONValue(d *json.Decoder, depth int) (any, error) {
	if depth > maxNesting {
		return nil, errNesting
	}
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case json.Number:
		if n, err := strconv.ParseInt(token.String(), 10, 64); err == nil {
			return n, nil
		}
		if n, err := strconv.ParseUint(token.String(), 10, 64); err == nil {
			return n, nil
		}
		return token.Float64()
	case json.Delim:
		if token == '[' {
			return readJSONList(d, depth)
		}
		return readJSONMembers(d, depth)
	}
	return token, nil // nil, bool or string
}

func readJSONList(d *json.Decoder, depth int) (any, error) {
	list := []any{}
	for d.More() {
		v, err := readJSONValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := d.Token()
	return list, err
}

func readJSONMembers(d *json.Decoder, depth int) (any, error) {
	m := members{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		v, err := readJSONValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		if m.set(key, v); len(m) > maxMembers {
			return nil, errMembers
		}
	}
	_, err := d.Token()
	return m, err
}
