package update

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"
)

func TestOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		jobs := rapid.IntRange(0, 50).Draw(t, "jobs")
		workers := rapid.IntRange(0, 8).Draw(t, "workers")
		failing := rapid.IntRange(-1, 60).Draw(t, "failing")
		refusing := rapid.IntRange(-1, 60).Draw(t, "refusing")
		var begun, ended atomic.Int64
		var got []int
		boom := errors.New("boom")
		err := ordered(context.Background(), workers, slices.Values(upTo(jobs)), func(_ context.Context, j int) (int, error) {
			if n := begun.Add(1) - ended.Load(); n > int64(2*max(workers, 1)+1) {
				t.Errorf("%d jobs under way with %d workers", n, workers)
			}
			if j == failing {
				return 0, boom
			}
			return j, nil
		}, func(r int) error {
			ended.Add(1)
			if r == refusing {
				return boom
			}
			got = append(got, r)
			return nil
		})
		fails := failing >= 0 && failing < jobs || refusing >= 0 && refusing < jobs
		if fails != errors.Is(err, boom) || !fails && err != nil {
			t.Fatalf("error %v", err)
		}
		if !slices.Equal(got, upTo(len(got))) {
			t.Fatalf("taken in the order %v", got)
		}
		if !fails && len(got) != jobs {
			t.Fatalf("%d of %d results", len(got), jobs)
		}
	})
}

func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}
