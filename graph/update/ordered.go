package update

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// ordered does every job by one of several workers and hands the results to
// take in the order of the jobs. At most twice as many jobs as workers are
// under way. It stops at the first error of do or take.
func ordered[J, R any](ctx context.Context, workers int, jobs iter.Seq[J], do func(context.Context, J) (R, error), take func(R) error) error {
	type item struct {
		job    J
		result chan R
	}
	workers = max(workers, 1)
	group, ctx := errgroup.WithContext(ctx)
	todo := make(chan item)
	inOrder := make(chan chan R, workers)
	group.Go(func() error {
		defer close(todo)
		defer close(inOrder)
		for job := range jobs {
			it := item{job, make(chan R, 1)}
			select {
			case inOrder <- it.result:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case todo <- it:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range workers {
		group.Go(func() error {
			for it := range todo {
				r, err := do(ctx, it.job)
				if err != nil {
					return err
				}
				it.result <- r
			}
			return nil
		})
	}
	group.Go(func() error {
		for result := range inOrder {
			select {
			case r := <-result:
				if err := take(r); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return group.Wait()
}
