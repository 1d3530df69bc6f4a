package server

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// minPassword is the shortest password that Neo4j takes, in bytes.
const minPassword = 8

// Password gives the password of the server whose home is dir. The first call
// makes a random one and keeps it in the file password there, which only the
// user can read.
func Password(dir string) (string, error) {
	file := filepath.Join(dir, "password")
	b, err := os.ReadFile(file)
	if err == nil {
		p := strings.TrimSpace(string(b))
		if len(p) < minPassword {
			return "", fmt.Errorf("reading the neo4j password: %s holds less than %d characters", file, minPassword)
		}
		return p, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("reading the neo4j password: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("making the neo4j password: %w", err)
	}
	f, err := os.CreateTemp(dir, "password-*") // mode 0600
	if err != nil {
		return "", fmt.Errorf("making the neo4j password: %w", err)
	}
	defer os.Remove(f.Name())
	p := rand.Text()
	_, err = f.WriteString(p + "\n")
	if err = errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("making the neo4j password: %w", err)
	}
	// A link fails where a rename would replace: of two processes that find no
	// password one makes it and both use it.
	err = os.Link(f.Name(), file)
	if errors.Is(err, fs.ErrExist) {
		return Password(dir)
	}
	if err != nil {
		return "", fmt.Errorf("making the neo4j password: %w", err)
	}
	return p, nil
}

// setInitialPassword writes the file from which a java server makes user neo4j
// on its very first start, as neo4j-admin dbms set-initial-password does, but
// without showing the password in the list of processes. Once there is a system
// database Neo4j ignores the file, and so do we.
func setInitialPassword(home, password string) error {
	file := filepath.Join(home, "data", "dbms", "auth.ini")
	system := filepath.Join(home, "data", "databases", "system")
	for _, f := range []string{file, system} {
		if _, err := os.Stat(f); err == nil {
			return nil
		}
	}
	if len(password) < minPassword {
		return fmt.Errorf("neo4j wants a password of %d characters or more", minPassword)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	salt := make([]byte, 32)
	rand.Read(salt)
	line := fmt.Sprintf("%s:%s:\n", User, credential(password, salt))
	return os.WriteFile(file, []byte(line), 0o600)
}

// credential is Neo4j's stored form of a password: iterated, salted SHA-256.
func credential(password string, salt []byte) string {
	const iterations = 1024
	sum := sha256.Sum256(append(salt[:len(salt):len(salt)], password...))
	for range iterations - 1 {
		sum = sha256.Sum256(sum[:])
	}
	return fmt.Sprintf("SHA-256,%x,%x,%d", sum, salt, iterations)
}
