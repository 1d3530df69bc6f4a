package spacy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"dossier/extract/spacy/kernel"
	"dossier/extract/spacy/msgpack"
)

// A network is what thinc stores of a model: its layers as a list of nodes in
// breadth-first order, each with attributes, references to other nodes, and arrays.
type network struct {
	nodes  []node
	kernel *kernel.Kernel // for the layers made of it
}

type node struct {
	name   string
	refs   map[string]int
	attrs  map[string][]byte // each msgpack of its own
	params map[string]*array
}

// An array is a matrix of any number of dimensions, the last one running fastest.
type array struct {
	shape []int
	data  []float32
}

// Limits that no pipeline comes near, against hostile ones.
const (
	maxNodes   = 1 << 10 // layers of a network
	maxOutputs = 1 << 16 // of a layer
)

func parseNetwork(k *kernel.Kernel, data []byte) (*network, error) {
	n := &network{kernel: k}
	d := msgpack.NewDecoder(data)
	// each calls read for every item of an array, with the node of the same index.
	each := func(read func(*node)) {
		count := d.Array()
		if count > maxNodes {
			d.Fail(fmt.Errorf("network of %d layers", count))
		}
		for i := 0; i < count && d.Err() == nil; i++ {
			if i == len(n.nodes) {
				n.nodes = append(n.nodes, node{})
			}
			read(&n.nodes[i])
		}
	}
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		switch d.Str() {
		case "nodes":
			each(func(n *node) { readNode(d, n) })
		case "attrs":
			each(func(n *node) {
				n.attrs = make(map[string][]byte)
				for i := d.Map(); i > 0 && d.Err() == nil; i-- {
					name := d.Str()
					if d.Kind() == msgpack.Bin {
						n.attrs[name] = d.Bin()
					} else {
						d.Skip()
					}
				}
			})
		case "params":
			each(func(n *node) {
				n.params = make(map[string]*array)
				for i := d.Map(); i > 0 && d.Err() == nil; i-- {
					name := d.Str()
					if d.Kind() == msgpack.Map {
						n.params[name] = readArray(d)
					} else {
						d.Skip()
					}
				}
			})
		default:
			d.Skip()
		}
	}
	return n, d.End()
}

func readNode(d *msgpack.Decoder, n *node) {
	n.refs = make(map[string]int)
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		switch d.Str() {
		case "name":
			n.name = d.Str()
		case "refs":
			for i := d.Map(); i > 0 && d.Err() == nil; i-- {
				name := d.Str()
				if d.Kind() == msgpack.Int {
					n.refs[name] = d.Int()
				} else {
					d.Skip()
				}
			}
		default:
			d.Skip()
		}
	}
}

// readArray reads a numpy array: a map with binary keys.
func readArray(d *msgpack.Decoder) *array {
	a := &array{}
	var kind string
	var raw []byte
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		switch string(d.Bin()) {
		case "type":
			kind = d.Str()
		case "shape":
			for i := d.Array(); i > 0 && d.Err() == nil; i-- {
				a.shape = append(a.shape, d.Int())
			}
		case "data":
			raw = d.Bin()
		default:
			d.Skip()
		}
	}
	if d.Err() != nil {
		return a
	}
	want := 1
	for _, n := range a.shape {
		if n < 0 || n > len(raw) || want > len(raw) {
			want = -1
			break
		}
		want *= n
	}
	if kind != "<f4" || want*4 != len(raw) {
		d.Fail(fmt.Errorf("array of type %q and shape %v has %d bytes; only whole arrays of float32 are read", kind, a.shape, len(raw)))
		return a
	}
	a.data = make([]float32, want)
	for i := range a.data {
		a.data[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return a
}

// find returns the nodes of a name, in order.
func (n *network) find(name string) []*node {
	var found []*node
	for i := range n.nodes {
		if n.nodes[i].name == name {
			found = append(found, &n.nodes[i])
		}
	}
	return found
}

// ref returns the node that the root refers to by name.
func (n *network) ref(name string) (*node, error) {
	if len(n.nodes) > 0 {
		if i, ok := n.nodes[0].refs[name]; ok && 0 <= i && i < len(n.nodes) {
			return &n.nodes[i], nil
		}
	}
	return nil, fmt.Errorf("network has no %q", name)
}

// param returns an array of the node. A dimension of shape that is -1 fits any
// size over zero; the sizes found are returned.
func (n *node) param(name string, shape ...int) (*array, error) {
	a := n.params[name]
	if a == nil {
		return nil, fmt.Errorf("layer %s has no array %s", n.name, name)
	}
	ok := slices.EqualFunc(a.shape, shape, func(got, want int) bool { return got > 0 && (want < 0 || got == want) })
	if !ok {
		return nil, fmt.Errorf("layer %s: array %s has shape %v, want %v", n.name, name, a.shape, shape)
	}
	return a, nil
}

// attr returns a decoder of an attribute.
func (n *node) attr(name string) (*msgpack.Decoder, error) {
	data, ok := n.attrs[name]
	if !ok {
		return nil, fmt.Errorf("layer %s has no attribute %s", n.name, name)
	}
	return msgpack.NewDecoder(data), nil
}

// intAttr returns a whole-number attribute.
func (n *node) intAttr(name string) (int, error) {
	d, err := n.attr(name)
	if err != nil {
		return 0, err
	}
	i := d.Int()
	if err := d.End(); err != nil {
		return 0, fmt.Errorf("layer %s: attribute %s: %w", n.name, name, err)
	}
	return i, nil
}

// linear makes a linear layer of nO outputs, nI inputs; -1 fits any.
func (n *network) linear(layer *node, nO, nI int) (*kernel.Linear, error) {
	w, err := layer.param("W", nO, nI)
	if err != nil {
		return nil, err
	}
	if w.shape[0] > maxOutputs {
		return nil, fmt.Errorf("layer %s has %d outputs, more than %d", layer.name, w.shape[0], maxOutputs)
	}
	b, err := layer.param("b", w.shape[0])
	if err != nil {
		return nil, err
	}
	return kernel.NewLinear(n.kernel, w.data, b.data, w.shape[1]), nil
}

var errShape = errors.New("layers do not fit each other")
