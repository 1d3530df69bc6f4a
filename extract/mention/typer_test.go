package mention

import (
	"bytes"
	"testing"
)

// A typer reads what was written, and a weight moves its class only.
func TestTyper(t *testing.T) {
	weights := make([]int8, Buckets*len(Classes))
	weights[7*len(Classes)+2] = 100
	var b bytes.Buffer
	if err := WriteTyper(&b, weights, .05, make([]float64, len(Classes))); err != nil {
		t.Fatal(err)
	}
	typer, err := readTyper(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var without, with [len(Classes)]float64
	typer.add([]uint32{6}, &without)
	typer.add([]uint32{7}, &with)
	for k := range Classes {
		if without[k] != without[0] {
			t.Errorf("class %q: %f without a clue, want %f as all", Classes[k], without[k], without[0])
		}
		if up := with[k] > without[k]; up != (k == 2) {
			t.Errorf("class %q: %f with the clue, %f without", Classes[k], with[k], without[k])
		}
	}
}

func TestTyperBroken(t *testing.T) {
	for name, data := range map[string][]byte{
		"empty":     nil,
		"no header": []byte("x\ny"),
		"another":   []byte(`{"Format":"dossier pairs 1"}` + "\n"),
		"short":     embedded[:len(embedded)-1],
		"long":      append(bytes.Clone(embedded), 0),
	} {
		if _, err := readTyper(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestShape(t *testing.T) {
	for word, want := range map[string]string{"Orr": "Xx", "NATO": "X", "iPhone": "xXx", "U.S.": "X.X.", "F-16": "X-0", "Łódź": "Xx", "": ""} {
		if got := shape(word); got != want {
			t.Errorf("shape(%q) = %q, want %q", word, got, want)
		}
	}
	if got := tail("Łódź", 2) + front("Łódź", 2); got != "dźŁó" {
		t.Errorf("tail and front: %q", got)
	}
}

func TestQuiet(t *testing.T) {
	for text, want := range map[string]string{"CAMP DAVID, 1978. For": "Camp David, 1978. For", "SÃO PAULO": "SÃO PAULO", "A": "A", "": ""} {
		if got := quiet(text); got != want {
			t.Errorf("quiet(%q) = %q, want %q", text, got, want)
		}
	}
}
