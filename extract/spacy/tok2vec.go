package spacy

import (
	"fmt"
	"slices"

	"dossier/extract/spacy/kernel"
)

// A tok2vec turns tokens into vectors: hashed embeddings of a few attributes of
// the word, mixed into one vector, then layers that each look at a token and its
// neighbours. Four layers with a window of one see four tokens to either side.
type tok2vec struct {
	slot    int // which of a lexeme's vectors are ours
	spacy   bool
	columns []attr
	tables  []hashEmbed
	mix     *kernel.Maxout
	encoder []*kernel.Maxout
	width   int
}

// maxTok2Vecs is how many tok2vecs a pipeline may hold: the shared one and the entity recogniser's.
const maxTok2Vecs = 2

// A hashEmbed is a table of vectors, of which an id selects four by hash.
type hashEmbed struct {
	rows uint32
	seed uint32
	data []float32
}

func newTok2Vec(n *network, slot int) (*tok2vec, error) {
	t := &tok2vec{slot: slot}
	if slot >= maxTok2Vecs {
		return nil, fmt.Errorf("more than %d tok2vec networks", maxTok2Vecs)
	}
	if len(n.find("static_vectors")) > 0 {
		return nil, fmt.Errorf("static word vectors are not supported: use a small (sm) pipeline")
	}
	if err := t.readColumns(n); err != nil {
		return nil, err
	}
	if err := t.readTables(n); err != nil {
		return nil, err
	}
	return t, t.readLayers(n)
}

func (t *tok2vec) readColumns(n *network) error {
	features := n.find("extract_features")
	if len(features) != 1 {
		return fmt.Errorf("network has %d feature extractors, want 1", len(features))
	}
	d, err := features[0].attr("columns")
	if err != nil {
		return err
	}
	for i := d.Array(); i > 0 && d.Err() == nil; i-- {
		name := d.Str()
		column := slices.Index(attrNames[:], name)
		if column < 0 && d.Err() == nil {
			return fmt.Errorf("attribute %s cannot be embedded", name)
		}
		t.columns = append(t.columns, attr(column))
		t.spacy = t.spacy || attr(column) == attrSpacy
	}
	return d.End()
}

func (t *tok2vec) readTables(n *network) error {
	embeds := n.find("hashembed")
	if len(embeds) != len(t.columns) || len(embeds) == 0 {
		return fmt.Errorf("%d embedding tables for %d attributes: %w", len(embeds), len(t.columns), errShape)
	}
	for _, node := range embeds {
		e, err := node.param("E", -1, -1)
		if err != nil {
			return err
		}
		if t.width == 0 {
			t.width = e.shape[1]
		}
		seed, err := node.intAttr("seed")
		if err != nil {
			return err
		}
		if e.shape[1] != t.width {
			return fmt.Errorf("embedding tables: %w", errShape)
		}
		t.tables = append(t.tables, hashEmbed{rows: uint32(e.shape[0]), seed: uint32(seed), data: e.data})
	}
	return nil
}

func (t *tok2vec) readLayers(n *network) error {
	maxouts, norms, windows := n.find("maxout"), n.find("layernorm"), n.find("expand_window")
	if len(maxouts) < 2 || len(maxouts) != len(norms) || len(windows) != len(maxouts)-1 {
		return fmt.Errorf("%d maxout, %d layernorm and %d window layers: %w", len(maxouts), len(norms), len(windows), errShape)
	}
	for _, w := range windows {
		if size, err := w.intAttr("window_size"); err != nil || size != 1 {
			return fmt.Errorf("a window of %d tokens is not supported, only 1 (%v)", size, err)
		}
	}
	layers := make([]*kernel.Maxout, len(maxouts))
	for i := range maxouts {
		inputs := 3 * t.width
		if i == 0 {
			inputs = len(t.columns) * t.width
		}
		w, err := maxouts[i].param("W", t.width, -1, inputs)
		if err != nil {
			return err
		}
		if w.shape[1] > maxOutputs/t.width {
			return fmt.Errorf("a maxout layer of %d × %d is too large", t.width, w.shape[1])
		}
		b, err := maxouts[i].param("b", t.width, w.shape[1])
		if err != nil {
			return err
		}
		gain, err := norms[i].param("G", t.width)
		if err != nil {
			return err
		}
		beta, err := norms[i].param("b", t.width)
		if err != nil {
			return err
		}
		layers[i] = kernel.NewMaxout(n.kernel, w.data, b.data, gain.data, beta.data, inputs)
	}
	t.mix, t.encoder = layers[0], layers[1:]
	return nil
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
	margin := len(t.encoder)
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
		// Rows first to n-first are right so far; each layer needs one more neighbour.
		first := i + 1
		m := n - 2*first
		s.tile = grow(s.tile, layer.Scratch())
		// A token and its neighbours are 3*w values in a row.
		layer.Apply(y[first*w:], x[(first-1)*w:], w, m, x[first*w:], s.tile)
		x, y = y, x
	}
	margin := len(t.encoder)
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
		t.embedColumns(s.in[i*nI:(i+1)*nI], w)
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

// embedColumns sets x to the embeddings of a token's attributes, one after the other.
func (t *tok2vec) embedColumns(x []float32, w word) {
	for c, column := range t.columns {
		id := w.lex.ids[column]
		if column == attrSpacy && w.blank {
			id = 1
		}
		table := &t.tables[c]
		rows := hashRows(id, table.seed, table.rows)
		row := func(i int) []float32 { return table.data[int(rows[i])*t.width : int(rows[i]+1)*t.width] }
		r0, r1, r2, r3 := row(0), row(1), row(2), row(3)
		for i := range r0 {
			x[c*t.width+i] = ((r0[i] + r1[i]) + r2[i]) + r3[i]
		}
	}
}

// grow returns a slice of n values, in the place of s if it is large enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
