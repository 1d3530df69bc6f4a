package spacy

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"regexp"
	"strconv"

	"dossier/extract/spacy/msgpack"
)

// vectors are the static vectors of words, which training left as they were. Of a
// pruned table many words share a row.
type vectors struct {
	table, width int // rows and their width
	data         []float32
	rows         map[uint64]int32 // of the words, by id
	floret       *floret          // finds rows without keys; nil where rows does
}

// vector returns the vector of a word, nil if it has none.
func (v *vectors) vector(lex *lexeme) []float32 {
	if v.floret != nil {
		return v.floret.vector(v, v.floret.word(lex))
	}
	row, ok := v.rows[lex.ids[attrOrth]]
	if !ok {
		return nil
	}
	return v.data[int(row)*v.width : (int(row)+1)*v.width]
}

func readVectors(files *modelFiles) (*vectors, error) {
	v := &vectors{}
	data, err := files.readIfAny("vocab/vectors.cfg")
	if err == nil && data != nil {
		err = v.configure(data)
	}
	if err != nil {
		return nil, fmt.Errorf("read vocab/vectors.cfg: %w", err)
	}
	err = files.stream("vocab/vectors", maxVectors, func(r io.Reader, size int64) (err error) {
		v.table, v.width, v.data, err = readNPY(r, size)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("the pipeline has no static vectors (vocab/vectors)")
	}
	if err != nil {
		return nil, fmt.Errorf("read vocab/vectors: %w", err)
	}
	if v.floret != nil {
		if v.table == 0 {
			return nil, errors.New("the pipeline's table of static vectors is empty")
		}
		return v, nil
	}
	if data, err = files.read("vocab/key2row"); err != nil {
		return nil, err
	}
	if v.rows, err = readKey2Row(data, v.table); err != nil {
		return nil, fmt.Errorf("read vocab/key2row: %w", err)
	}
	return v, nil
}

// configure reads vectors.cfg.
func (v *vectors) configure(data []byte) (err error) {
	var cfg struct{ Mode string }
	if err := json.Unmarshal(data, &cfg); err != nil {
		return err
	}
	switch cfg.Mode {
	case "", "default":
	case "floret":
		v.floret, err = readFloret(data)
	default:
		err = fmt.Errorf("mode %q is not supported", cfg.Mode)
	}
	return err
}

// readKey2Row reads which rows of a table words have, by id.
func readKey2Row(data []byte, table int) (map[uint64]int32, error) {
	d := msgpack.NewDecoder(data)
	n := d.Map()
	rows := make(map[uint64]int32, n)
	for i := n; i > 0 && d.Err() == nil; i-- {
		id, row := d.Uint64(), d.Int()
		if row < -1 || row >= table {
			d.Fail(fmt.Errorf("row %d of a table of %d", row, table))
		}
		if row >= 0 {
			rows[id] = int32(row)
		}
	}
	return rows, d.End()
}

// maxVectors bounds the size of a table of vectors, in bytes. That of the large
// English pipeline has 411 MB.
const maxVectors = 2 << 30

// npyHeader is what numpy writes before an array of float32 of two dimensions.
var npyHeader = regexp.MustCompile(`^\{'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \} *\n$`)

// readNPY reads an array of two dimensions in numpy's own format; size is how many
// bytes r is said to hold.
func readNPY(r io.Reader, size int64) (rows, width int, data []float32, err error) {
	in := bufio.NewReaderSize(r, 1<<16)
	var start [10]byte
	if _, err := io.ReadFull(in, start[:]); err != nil {
		return 0, 0, nil, err
	}
	if string(start[:6]) != "\x93NUMPY" || start[6] != 1 {
		return 0, 0, nil, errors.New("not a numpy array of version 1")
	}
	header := make([]byte, binary.LittleEndian.Uint16(start[8:]))
	if _, err := io.ReadFull(in, header); err != nil {
		return 0, 0, nil, err
	}
	shape := npyHeader.FindSubmatch(header)
	if shape == nil {
		return 0, 0, nil, fmt.Errorf("array of %.100q; only float32 of two dimensions is read", header)
	}
	rows, errRows := strconv.Atoi(string(shape[1]))
	width, errWidth := strconv.Atoi(string(shape[2]))
	left := size - int64(len(start)+len(header))
	if errRows != nil || errWidth != nil || width == 0 || rows > math.MaxInt32 || int64(width) > left/4 ||
		int64(rows) != left/4/int64(width) || int64(rows)*int64(width)*4 != left {
		return 0, 0, nil, fmt.Errorf("array of %s rows of %s values in %d bytes", shape[1], shape[2], left)
	}
	// What the file says may be more than it holds: memory grows with what is read.
	n := rows * width
	var part [1 << 14]byte
	for len(data) < n {
		part := part[:min(len(part), 4*(n-len(data)))]
		if _, err := io.ReadFull(in, part); err != nil {
			return 0, 0, nil, err
		}
		if len(data) == cap(data) {
			data = append(make([]float32, 0, min(max(2*cap(data), 1<<20), n)), data...)
		}
		for ; len(part) > 0; part = part[4:] {
			data = append(data, math.Float32frombits(binary.LittleEndian.Uint32(part)))
		}
	}
	return rows, width, data, nil
}
