package spacy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"dossier/extract/spacy/kernel"
	"dossier/extract/spacy/msgpack"
)

// A tok2vec turns tokens into vectors: embeddings of what is known of the word,
// mixed into one vector, then layers that each look at a token and its neighbours.
// Four layers with a window of one see four tokens to either side.
type tok2vec struct {
	slot    int // which of a lexeme's vectors are ours
	spacy   bool
	chars   *charEmbed     // of the letters, or nil
	columns []attr         // of attributes, hashed
	tables  []hashEmbed    // for the columns
	static  *kernel.Linear // makes the word's static vector as wide as the others, or nil
	vectors *vectors
	mix     *kernel.Maxout
	encoder []contextLayer
	window  int  // how many tokens to a side a layer of the encoder sees
	padded  bool // the blanks around a document go through the layers as its tokens do
	width   int
}

// A contextLayer is a layer of the encoder.
type contextLayer interface {
	// Apply sets m rows of y to the layer's output for m rows of x, which begin
	// stride apart, plus the rows of residual, if it is not nil.
	Apply(y, x []float32, stride, m int, residual, scratch []float32)
	Scratch() int // how many values Apply needs as scratch
}

// A hashEmbed is a table of vectors, of which an id selects four by hash.
type hashEmbed struct {
	rows  uint32
	seed  uint32
	width int
	data  []float32
}

// A charEmbed has a vector for each byte in each of the places that it looks at:
// the first of the word, the last, the second, the last but one and so on.
type charEmbed struct {
	places, width int
	data          []float32 // places × 256 × width
}

func newTok2Vec(n *network, slot int, strs *stringStore, vecs *vectors) (*tok2vec, error) {
	t := &tok2vec{slot: slot}
	if err := t.readColumns(n, strs); err != nil {
		return nil, err
	}
	inputs, err := t.readTables(n, vecs)
	if err != nil {
		return nil, err
	}
	return t, t.readLayers(n, inputs)
}

func (t *tok2vec) readColumns(n *network, strs *stringStore) error {
	features := n.find("extract_features")
	if len(features) != 1 {
		return fmt.Errorf("network has %d feature extractors, want 1", len(features))
	}
	d, err := features[0].attr("columns")
	if err != nil {
		return err
	}
	for i := d.Array(); i > 0 && d.Err() == nil; i-- {
		column := -1
		if d.Kind() == msgpack.Int {
			id := d.Uint64()
			column = slices.IndexFunc(attrNames[:], func(name string) bool { return strs.id(name) == id })
			if column < 0 && d.Err() == nil {
				return fmt.Errorf("the attribute of number %d cannot be embedded", id)
			}
		} else if name := d.Str(); d.Err() == nil {
			if column = slices.Index(attrNames[:], strings.ToUpper(name)); column < 0 {
				return fmt.Errorf("attribute %s cannot be embedded", name)
			}
		}
		if d.Err() == nil {
			t.columns = append(t.columns, attr(column))
			t.spacy = t.spacy || attr(column) == attrSpacy
		}
	}
	return d.End()
}

// readTables reads the embeddings and returns how wide they are together.
func (t *tok2vec) readTables(n *network, vecs *vectors) (inputs int, err error) {
	if nodes := n.find("charembed"); len(nodes) > 0 {
		e, err := nodes[0].param("E", -1, 256, -1)
		if err != nil {
			return 0, err
		}
		t.chars = &charEmbed{places: e.shape[0], width: e.shape[2], data: e.data}
		inputs += t.chars.places * t.chars.width
	}
	embeds := n.find("hashembed")
	if len(embeds) != len(t.columns) || len(embeds) == 0 {
		return 0, fmt.Errorf("%d embedding tables for %d attributes: %w", len(embeds), len(t.columns), errShape)
	}
	for _, node := range embeds {
		e, err := node.param("E", -1, -1)
		if err != nil {
			return 0, err
		}
		seed, err := node.intAttr("seed")
		if err != nil {
			return 0, err
		}
		t.tables = append(t.tables, hashEmbed{rows: uint32(e.shape[0]), seed: uint32(seed), width: e.shape[1], data: e.data})
		inputs += e.shape[1]
	}
	if nodes := n.find("static_vectors"); len(nodes) > 0 {
		if vecs == nil {
			return 0, errors.New("the pipeline has no static vectors")
		}
		w, err := nodes[0].param("W", -1, vecs.width)
		if err != nil {
			return 0, err
		}
		t.static, t.vectors = kernel.NewLinear(n.kernel, w.data, nil, vecs.width), vecs
		inputs += w.shape[0]
	}
	if inputs > maxOutputs {
		return 0, fmt.Errorf("embeddings of %d values are too large", inputs)
	}
	return inputs, nil
}

// maxMargin bounds how many tokens to a side an encoder may see.
const maxMargin = 128

func (t *tok2vec) readLayers(n *network, inputs int) error {
	maxouts, mishes, norms := n.find("maxout"), n.find("mish"), n.find("layernorm")
	if len(maxouts) == 0 || len(norms) != len(maxouts)+len(mishes) || len(maxouts) > 1 && len(mishes) > 0 {
		return fmt.Errorf("%d maxout and %d mish layers with %d normalisations: %w", len(maxouts), len(mishes), len(norms), errShape)
	}
	var err error
	if t.mix, err = n.maxout(maxouts[0], norms[0], inputs); err != nil {
		return err
	}
	t.width = t.mix.Out
	depth := len(norms) - 1
	if err := t.readWindow(n, depth); err != nil {
		return err
	}
	for i := range depth {
		var layer contextLayer
		var width int
		if len(mishes) > 0 {
			l, err := n.mish(mishes[i], norms[i+1], (2*t.window+1)*t.width)
			if err != nil {
				return err
			}
			layer, width = l, l.Out
		} else {
			l, err := n.maxout(maxouts[i+1], norms[i+1], (2*t.window+1)*t.width)
			if err != nil {
				return err
			}
			layer, width = l, l.Out
		}
		if width != t.width {
			return fmt.Errorf("a layer of the encoder is %d wide, what it is added to %d: %w", width, t.width, errShape)
		}
		t.encoder = append(t.encoder, layer)
	}
	return nil
}

// readWindow reads what the layers of the encoder look at.
func (t *tok2vec) readWindow(n *network, depth int) error {
	windows := n.find("expand_window")
	if len(windows) != depth {
		return fmt.Errorf("%d windows for %d layers of the encoder: %w", len(windows), depth, errShape)
	}
	for i, w := range windows {
		size, err := w.intAttr("window_size")
		if err != nil {
			return err
		}
		if size < 0 || size*depth > maxMargin || i > 0 && size != t.window {
			return fmt.Errorf("%d layers with a window of %d tokens are not supported", depth, size)
		}
		t.window = size
	}
	for i := range n.nodes {
		if n.nodes[i].attrs["pad"] == nil {
			continue
		}
		pad, err := n.nodes[i].intAttr("pad")
		if err != nil {
			return err
		}
		if pad != 0 && pad != depth*t.window {
			return fmt.Errorf("padding by %d tokens of an encoder that sees %d: %w", pad, depth*t.window, errShape)
		}
		t.padded = t.padded || pad > 0
	}
	return nil
}

// margin returns how many tokens to a side the encoder sees.
func (t *tok2vec) margin() int { return len(t.encoder) * t.window }

// maxout makes a maxout layer with the normalisation after it; inputs is how many
// values it takes.
func (n *network) maxout(node, norm *node, inputs int) (*kernel.Maxout, error) {
	w, err := node.param("W", -1, -1, inputs)
	if err != nil {
		return nil, err
	}
	if w.shape[0]*w.shape[1] > maxOutputs {
		return nil, fmt.Errorf("layer %s has %d pieces for each of %d outputs, too many", node.name, w.shape[1], w.shape[0])
	}
	b, err := node.param("b", w.shape[0], w.shape[1])
	if err != nil {
		return nil, err
	}
	gain, err := norm.param("G", w.shape[0])
	if err != nil {
		return nil, err
	}
	beta, err := norm.param("b", w.shape[0])
	if err != nil {
		return nil, err
	}
	return kernel.NewMaxout(n.kernel, w.data, b.data, gain.data, beta.data, inputs), nil
}

// mish makes a mish layer with the normalisation after it.
func (n *network) mish(node, norm *node, inputs int) (*kernel.Mish, error) {
	l, err := n.linear(node, -1, inputs)
	if err != nil {
		return nil, err
	}
	gain, err := norm.param("G", l.Out)
	if err != nil {
		return nil, err
	}
	beta, err := norm.param("b", l.Out)
	if err != nil {
		return nil, err
	}
	return kernel.NewMish(l, gain.data, beta.data), nil
}

// annotate leaves the vectors with the batch, for the components that listen.
func (t *tok2vec) annotate(b *batch, s *scratch) {
	b.tensor = grow(b.tensor, len(b.words)*t.width)
	t.encode(b, b.tensor, s)
}

// window is how many rows are encoded together, at most.
const window = 512

// encode sets out to the vectors of all tokens of the batch, one row of width each.
//
// The documents are laid end to end with blank rows between, as many as the
// encoder looks to a side, so none sees another. The encoder then runs over
// windows of that row of rows, with the same margin, and drops the margin: every
// vector comes out as if its document had been alone and whole.
func (t *tok2vec) encode(b *batch, out []float32, s *scratch) {
	margin := t.margin()
	s.rows = s.rows[:0]
	pad := func() {
		for range margin {
			s.rows = append(s.rows, -1)
		}
	}
	pad()
	for _, doc := range b.docs {
		for i := range doc.words {
			s.rows = append(s.rows, int32(doc.first+i))
		}
		pad()
	}
	t.embed(b, s)
	for start := margin; start < len(s.rows)-margin; start += window {
		end := min(start+window, len(s.rows)-margin)
		t.encodeRows(b, s.rows[start-margin:end+margin], out, s)
	}
}

// encodeRows encodes a run of rows, each a token of the batch or -1, and stores
// the vectors of all but the margins.
func (t *tok2vec) encodeRows(b *batch, rows []int32, out []float32, s *scratch) {
	w, n := t.width, len(rows)
	s.in, s.out = grow(s.in, n*w), grow(s.out, n*w)
	x, y := s.in, s.out
	for i, token := range rows {
		row := x[i*w : (i+1)*w]
		if token < 0 {
			clear(row)
		} else {
			copy(row, *t.vector(b.words[token]))
		}
	}
	for i, layer := range t.encoder {
		// Rows first to n-first are right so far; each layer needs its window more.
		first := (i + 1) * t.window
		m := n - 2*first
		s.tile = grow(s.tile, layer.Scratch())
		// A token and its neighbours stand in a row.
		layer.Apply(y[first*w:], x[(first-t.window)*w:], w, m, x[first*w:], s.tile)
		x, y = y, x
		if !t.padded {
			for j, token := range rows[first : n-first] {
				if token < 0 {
					clear(x[(first+j)*w : (first+j+1)*w])
				}
			}
		}
	}
	margin := t.margin()
	for i, token := range rows[margin : n-margin] {
		if token >= 0 {
			copy(out[int(token)*w:], x[(margin+i)*w:(margin+i+1)*w])
		}
	}
}

// vector returns the mixed embedding of a token, nil before embed has made it.
func (t *tok2vec) vector(w word) *[]float32 {
	blank := 0
	if t.spacy && w.blank {
		blank = 1
	}
	return w.lex.vectors[t.slot][blank].Load()
}

// mixRows is how many embeddings are mixed together.
const mixRows = 48

// embed makes the mixed embeddings that the batch's lexemes still lack.
func (t *tok2vec) embed(b *batch, s *scratch) {
	s.missing = s.missing[:0]
	for _, w := range b.words {
		if t.vector(w) == nil {
			s.missing = append(s.missing, w)
			if len(s.missing) == mixRows {
				t.embedWords(s.missing, s)
				s.missing = s.missing[:0]
			}
		}
	}
	t.embedWords(s.missing, s)
}

func (t *tok2vec) embedWords(words []word, s *scratch) {
	if len(words) == 0 {
		return
	}
	nI := t.mix.In
	s.in = grow(s.in, len(words)*nI)
	for i, w := range words {
		t.embedColumns(s.in[i*nI:(i+1)*nI], w, s)
	}
	s.tile = grow(s.tile, t.mix.Scratch())
	vectors := make([]float32, len(words)*t.width)
	t.mix.Apply(vectors, s.in, nI, len(words), nil, s.tile)
	for i, w := range words {
		blank := 0
		if t.spacy && w.blank {
			blank = 1
		}
		v := slices.Clone(vectors[i*t.width : (i+1)*t.width])
		w.lex.vectors[t.slot][blank].Store(&v)
	}
}

// embedColumns sets x to the embeddings of a token, one after the other: of its
// letters, of its attributes, of the word as a whole.
func (t *tok2vec) embedColumns(x []float32, w word, s *scratch) {
	if t.chars != nil {
		x = x[t.chars.embed(x, w.lex.text):]
	}
	for c, column := range t.columns {
		id := w.lex.ids[column]
		if column == attrSpacy && w.blank {
			id = 1
		}
		x = x[t.tables[c].embed(x, id):]
	}
	if t.static != nil {
		if v := t.vectors.vector(w.lex); v != nil {
			s.tile = grow(s.tile, t.static.Stride)
			t.static.Apply(s.tile, v, t.static.In, 1)
			copy(x[:t.static.Out], s.tile)
		} else {
			clear(x[:t.static.Out])
		}
	}
}

// embed begins x with the vector of an id and returns its width.
func (e *hashEmbed) embed(x []float32, id uint64) int {
	rows := hashRows(id, e.seed, e.rows)
	row := func(i int) []float32 { return e.data[int(rows[i])*e.width : (int(rows[i])+1)*e.width] }
	r0, r1, r2, r3 := row(0), row(1), row(2), row(3)
	for i := range r0 {
		x[i] = ((r0[i] + r1[i]) + r2[i]) + r3[i]
	}
	return e.width
}

// embed begins x with the vectors of the word's letters and returns their width.
func (e *charEmbed) embed(x []float32, text string) int {
	for place := range e.places {
		b := byte(255) // no UTF-8 holds it: the place is empty
		if place < len(text) {
			at := place / 2
			if place%2 == 1 {
				at = len(text) - 1 - place/2
			}
			b = text[at]
		}
		copy(x[place*e.width:(place+1)*e.width], e.data[(place*256+int(b))*e.width:])
	}
	return e.places * e.width
}

// grow returns a slice of n values, in the place of s if it is large enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
