// Package weights is the layout of the small models that Dossier trains itself: a
// line of JSON that says what the weights are, and behind it a byte a weight.
package weights

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Read fills header, a pointer, from the line and returns the weights, each an int8.
func Read(data []byte, header any) ([]byte, error) {
	line, weights, ok := bytes.Cut(data, []byte("\n"))
	if !ok {
		return nil, errors.New("no line of JSON before the weights")
	}
	if err := json.Unmarshal(line, header); err != nil {
		return nil, err
	}
	return weights, nil
}

// Write writes what Read reads.
func Write(w io.Writer, header any, weights []int8) error {
	line, err := json.Marshal(header)
	if err != nil {
		return err
	}
	out := append(line, '\n')
	for _, v := range weights {
		out = append(out, byte(v))
	}
	_, err = w.Write(out)
	return err
}
