package workspace

import (
	"context"
	"database/sql"
	"sync"
)

// statements keeps what has been prepared of queries, all of which are texts of
// this program: to prepare one costs about as much as to answer it. A statement
// serves one caller at a time, so there are as many of one query as were ever
// asked at once.
type statements struct {
	db interface { // the database, or one transaction, with which they end
		PrepareContext(context.Context, string) (*sql.Stmt, error)
	}
	mu   sync.Mutex
	idle map[string][]*sql.Stmt // by query
}

// take returns a statement that nobody uses, until put.
func (s *statements) take(ctx context.Context, query string) (*sql.Stmt, error) {
	s.mu.Lock()
	if idle := s.idle[query]; len(idle) > 0 {
		defer s.mu.Unlock()
		s.idle[query] = idle[:len(idle)-1]
		return idle[len(idle)-1], nil
	}
	s.mu.Unlock()
	return s.db.PrepareContext(ctx, query)
}

func (s *statements) put(query string, stmt *sql.Stmt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.idle == nil {
		s.idle = map[string][]*sql.Stmt{}
	}
	s.idle[query] = append(s.idle[query], stmt)
}
