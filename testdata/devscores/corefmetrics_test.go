package main

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// TestMetricsPublished: the examples that the papers work through.
func TestMetricsPublished(t *testing.T) {
	truth := clustering{{1, 2, 3, 4, 5}, {6, 7}, {8, 9, 10, 11, 12}}
	tests := []struct {
		name          string
		key, response clustering
		want          [3][2]float64 // MUC, B-cubed, CEAF: precision, recall
	}{
		{"Pradhan et al. 2014", clustering{{1, 2, 3}, {4, 5, 6, 7}}, clustering{{1, 2}, {3, 4}, {6, 7, 8, 9}},
			[3][2]float64{{2. / 5, 2. / 5}, {4. / 8, 35. / 84}, {1.3 / 3, 1.3 / 2}}},
		{"Bagga and Baldwin 1998, a; Luo 2005", truth, clustering{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11, 12}},
			[3][2]float64{{9. / 10, 1}, {16. / 21, 1}, {11. / 12, 11. / 18}}},
		{"Bagga and Baldwin 1998, b; Luo 2005", truth, clustering{{1, 2, 3, 4, 5, 8, 9, 10, 11, 12}, {6, 7}},
			[3][2]float64{{9. / 10, 1}, {7. / 12, 1}, {5. / 6, 5. / 9}}},
		{"nothing", truth, nil, [3][2]float64{}},
		{"all", truth, truth, [3][2]float64{{1, 1}, {1, 1}, {1, 1}}},
	}
	for _, tt := range tests {
		c := compare(tt.key, tt.response)
		for i, m := range []tally{c.muc, c.bcubed, c.ceafe} {
			if p, r := m.precision(), m.recall(); !close(p, tt.want[i][0]) || !close(r, tt.want[i][1]) {
				t.Errorf("%s: metric %d: precision %.4f recall %.4f, want %.4f", tt.name, i, p, r, tt.want[i])
			}
		}
	}
}

func close(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// TestMetricsPeer: another implementation says the same of random clusterings;
// testdata/corefmetrics.py tells which.
func TestMetricsPeer(t *testing.T) {
	f, err := os.Open("testdata/corefmetrics.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for d := json.NewDecoder(f); ; n++ {
		var row struct {
			Key, Response clustering
			MUC           [2]float64
			BCubed        [2]float64 `json:"b_cubed"`
			CEAF          [2]float64 `json:"ceafe"`
		}
		if err := d.Decode(&row); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		c := compare(row.Key, row.Response)
		for i, m := range []tally{c.muc, c.bcubed, c.ceafe} {
			want := [][2]float64{row.MUC, row.BCubed, row.CEAF}[i]
			if p, r := m.precision(), m.recall(); !close(p, want[0]) || !close(r, want[1]) {
				t.Errorf("row %d: metric %d: precision %g recall %g, want %g", n, i, p, r, want)
			}
		}
	}
	if n < 50 {
		t.Errorf("%d rows", n)
	}
}

// TestAssignment: no permutation does better.
func TestAssignment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 6).Draw(t, "rows"), rapid.IntRange(0, 6).Draw(t, "columns")
		gain := make([][]float64, rows)
		for i := range gain {
			gain[i] = make([]float64, cols)
			for j := range gain[i] {
				gain[i][j] = float64(rapid.IntRange(0, 9).Draw(t, "gain"))
			}
		}
		if got, want := assignment(gain), exhaust(gain, map[int]bool{}); !close(got, want) {
			t.Errorf("%v: %g, want %g", gain, got, want)
		}
	})
}

func exhaust(gain [][]float64, taken map[int]bool) float64 {
	if len(gain) == 0 {
		return 0
	}
	best := exhaust(gain[1:], taken)
	for j, g := range gain[0] {
		if !taken[j] {
			taken[j] = true
			best = max(best, g+exhaust(gain[1:], taken))
			delete(taken, j)
		}
	}
	return best
}
