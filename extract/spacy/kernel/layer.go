package kernel

import (
	"math"
	"slices"
	"unsafe"
)

// panel is how many outputs are summed side by side, for all their inputs, before
// the next ones.
const panel = 16

// sumBlock is how many products are summed before the sum goes into the total:
// the cache blocking of the library that trained spaCy's models, kept for its order.
const sumBlock = 256

// pack appends panels of rows of nI weights, each row the weights of one output:
// for each input in turn 16 weights, zero where there are fewer outputs.
func pack(panels, w []float32, nI int) []float32 {
	panels = slices.Grow(panels, (len(w)/nI+panel-1)/panel*panel*nI)
	for nO := len(w) / nI; nO > 0; nO -= panel {
		n := min(panel, nO)
		for i := range nI {
			for o := range panel {
				if o < n {
					panels = append(panels, w[o*nI+i])
				} else {
					panels = append(panels, 0)
				}
			}
		}
		w = w[n*nI:]
	}
	return panels
}

// pad returns x with zeros to a length that is a multiple of n.
func pad(x []float32, n int) []float32 {
	padded := make([]float32, (len(x)+n-1)/n*n)
	copy(padded, x)
	return padded
}

// tileRows is how many rows meet a panel before the next one, so that they stay
// in the cache.
const tileRows = 48

// A Linear layer maps In values to Out: y = Wx + b.
type Linear struct {
	In, Out int
	Stride  int // from one row of output to the next: Out, rounded up

	kernel *Kernel
	panels []float32
	bias   []float32 // Stride values, or none
}

// rowPanels is what the number of panels of a Linear layer is a multiple of: so
// many keep the processor busy with a single row.
const rowPanels = 4

// NewLinear makes a layer of weights W[Out][In] and bias b[Out]; nil is no bias.
func NewLinear(k *Kernel, w, bias []float32, in int) *Linear {
	l := &Linear{In: in, Out: len(w) / in, kernel: k}
	w = pad(w, rowPanels*panel*in)
	l.Stride = len(w) / in
	l.panels = pack(nil, w, in)
	if bias != nil {
		l.bias = pad(bias, l.Stride)
	}
	return l
}

// Apply sets rows of y, Stride apart, to the layer's output for as many rows of x,
// which begin xStride apart and may overlap.
func (l *Linear) Apply(y, x []float32, xStride, rows int) {
	if rows == 1 {
		l.kernel.row(y, x, l.panels, l.In, l.Stride/panel)
	} else {
		for r := 0; r < rows; r += tileRows {
			d := dims{rows: min(tileRows, rows-r), panels: l.Stride / panel, nI: l.In, yStride: l.Stride, xStride: xStride}
			l.kernel.mul(y[r*l.Stride:], x[r*xStride:], l.panels, d)
		}
	}
	if l.bias == nil {
		return
	}
	for r := range rows {
		row := y[r*l.Stride:][:len(l.bias)]
		for i, b := range l.bias {
			row[i] += b
		}
	}
}

// A Maxout layer maps In values to Out, each the greatest of Pieces linear ones.
// A layer normalisation follows.
type Maxout struct {
	In, Out, Pieces int

	kernel     *Kernel
	panels     []float32 // of 16 outputs, piece after piece; then of the next 16
	bias       []float32 // in the same order
	gain, beta []float32
}

// NewMaxout makes a layer of weights W[Out][Pieces][In], bias b[Out][Pieces], gain
// G[Out] and shift beta[Out].
func NewMaxout(k *Kernel, w, bias, gain, beta []float32, in int) *Maxout {
	l := &Maxout{In: in, Out: len(gain), kernel: k, gain: gain, beta: beta}
	l.Pieces = len(bias) / l.Out
	l.panels = make([]float32, 0, l.stride()*in)
	group, groupBias := make([]float32, panel*in), make([]float32, panel)
	for o := 0; o < l.Out; o += panel {
		for p := range l.Pieces {
			clear(group)
			clear(groupBias)
			for i := range min(panel, l.Out-o) {
				from := (o+i)*l.Pieces + p
				copy(group[i*in:(i+1)*in], w[from*in:])
				groupBias[i] = bias[from]
			}
			l.panels = pack(l.panels, group, in)
			l.bias = append(l.bias, groupBias...)
		}
	}
	return l
}

// stride returns how many sums a row has: those of whole panels.
func (l *Maxout) stride() int { return (l.Out + panel - 1) / panel * panel * l.Pieces }

// Scratch returns how many values Apply needs as scratch.
func (l *Maxout) Scratch() int { return tileRows * (l.stride() + panel) }

// Apply sets rows of y, Out apart, to the layer's output for as many rows of x,
// which begin xStride apart and may overlap; it adds the rows of residual, Out
// apart, unless it is nil. scratch holds at least Scratch values.
func (l *Maxout) Apply(y, x []float32, xStride, rows int, residual, scratch []float32) {
	stride := l.stride()
	for r := 0; r < rows; r += tileRows {
		d := dims{rows: min(tileRows, rows-r), panels: stride / panel, nI: l.In, yStride: stride, xStride: xStride}
		l.kernel.mul(scratch, x[r*xStride:], l.panels, d)
		l.maxout(y[r*l.Out:(r+d.rows)*l.Out], scratch)
		for i := r; i < r+d.rows; i++ {
			row := y[i*l.Out : (i+1)*l.Out]
			if residual == nil {
				l.kernel.norm(row, l.gain, l.beta, nil)
			} else {
				l.kernel.norm(row, l.gain, l.beta, residual[i*l.Out:(i+1)*l.Out])
			}
		}
	}
}

// maxout sets the rows of y to the greatest of their pieces in sums.
func (l *Maxout) maxout(y, sums []float32) {
	stride, rows := l.stride(), len(y)/l.Out
	for o := 0; o < l.Out; o += panel {
		at := o * l.Pieces
		if l.Out-o >= panel {
			l.kernel.maxout(y[o:], l.Out, sums[at:], stride, l.bias[at:], l.Pieces, rows)
			continue
		}
		last := sums[rows*stride:] // the panel is wider than what is left of a row
		l.kernel.maxout(last, panel, sums[at:], stride, l.bias[at:], l.Pieces, rows)
		for r := range rows {
			copy(y[r*l.Out+o:(r+1)*l.Out], last[r*panel:])
		}
	}
}

// A Mish layer is a linear one, the activation mish(x) = x·tanh(ln(1+eˣ)), and a
// layer normalisation. Unlike all else here it rests on functions of package math
// that may differ in the last bit between processors.
type Mish struct {
	*Linear
	gain, beta []float32
}

// NewMish makes a layer of a linear one, gain G[Out] and shift beta[Out].
func NewMish(l *Linear, gain, beta []float32) *Mish { return &Mish{l, gain, beta} }

// Scratch returns how many values Apply needs as scratch.
func (l *Mish) Scratch() int { return tileRows * l.Stride }

// Apply is like that of [Maxout].
func (l *Mish) Apply(y, x []float32, xStride, rows int, residual, scratch []float32) {
	for r := 0; r < rows; r += tileRows {
		n := min(tileRows, rows-r)
		l.Linear.Apply(scratch, x[r*xStride:], xStride, n)
		for i := range n {
			row := y[(r+i)*l.Out : (r+i+1)*l.Out]
			for j, v := range scratch[i*l.Stride:][:l.Out] {
				row[j] = mish(v)
			}
			var add []float32
			if residual != nil {
				add = residual[(r+i)*l.Out : (r+i+1)*l.Out]
			}
			l.kernel.norm(row, l.gain, l.beta, add)
		}
	}
}

// mish takes each step in the precision that thinc takes it in.
func mish(x float32) float32 {
	if x >= 20 {
		return x
	}
	e := float32(math.Exp(float64(x)))
	return float32(float64(x) * math.Tanh(math.Log(1+float64(e))))
}

// Slots is the hidden layer of a parser or entity recogniser: what the tokens in
// the slots of a state contribute is summed, and of each Pieces sums the greatest
// taken.
type Slots struct {
	Slots, Hidden, Pieces int
	Table                 *Linear // token to contributions: Slots × Pieces × Hidden values

	pad  []float32 // contributions of an empty slot: Slots × Pieces × Hidden
	bias []float32 // Pieces × Hidden
}

// maxSlots bounds the slots of a state.
const maxSlots = 16

// NewSlots makes a layer of weights W[slots][hidden][pieces][in], bias
// b[hidden][pieces] and pad[slots][hidden][pieces], of at most 16 slots.
func NewSlots(k *Kernel, w, bias, padding []float32, slots, hidden, pieces, in int) *Slots {
	// inside moves the pieces from the innermost dimension outwards.
	inside := func(x []float32, size int) []float32 {
		moved := make([]float32, 0, len(x))
		for block := hidden * pieces * size; len(x) > 0; x = x[block:] {
			for p := range pieces {
				for h := range hidden {
					at := (h*pieces + p) * size
					moved = append(moved, x[at:at+size]...)
				}
			}
		}
		return moved
	}
	return &Slots{
		Slots: slots, Hidden: hidden, Pieces: pieces,
		Table: NewLinear(k, inside(w, in), nil, in),
		pad:   inside(padding, 1), bias: inside(bias, 1),
	}
}

// Sum sets y[Hidden] to the layer's output for a state. rows holds for each slot
// the row of the Table's output for the token in it; nil is an empty slot.
func (l *Slots) Sum(y []float32, rows [][]float32) {
	var at [maxSlots]*float32
	size := l.Hidden * l.Pieces
	for slot := range l.Slots {
		from := l.pad
		if rows[slot] != nil {
			from = rows[slot]
		}
		at[slot] = unsafe.SliceData(from[slot*size : (slot+1)*size])
	}
	l.Table.kernel.slots(y[:l.Hidden], l.bias, at[:l.Slots], l.Pieces)
}
