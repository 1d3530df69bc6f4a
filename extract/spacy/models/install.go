package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// Options of [Install]; the zero value fetches the model.
type Options struct {
	// From is a file to install in the place of a published one.
	From string
	// Log is told what is being done, a line at a time; nil for silence.
	Log io.Writer
	// Progress, if not nil, is called while bytes arrive; total is -1 if it
	// is not known.
	Progress func(done, total int64)
}

// Install puts the model called name into the user's cache directory and
// returns the path of its file. One that is there and whole is left alone.
// Errors: [*UnknownError], [*ChecksumError], [*UnavailableError], or what the
// system said.
func Install(ctx context.Context, name string, o Options) (string, error) {
	dir, err := Dir()
	if err != nil {
		return "", err
	}
	return (&installer{dir: dir, known: Known(), dial: 3 * time.Second, stall: 15 * time.Second}).install(ctx, name, o)
}

// State is how a known model stands on this machine.
type State string

// The states.
const (
	Installed State = "installed"
	Missing   State = "missing"
	Damaged   State = "damaged" // there, with a wrong checksum
)

// An Entry is a known model and how it stands.
type Entry struct {
	Model
	Path  string // where it is or would be
	State State
}

// List returns the known models, each with its state.
func List() ([]Entry, error) {
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, m := range Known() {
		e := Entry{Model: m, Path: filepath.Join(dir, m.file()), State: Missing}
		sum, err := hashFile(e.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		case m.accepts(sum):
			e.State = Installed
		default:
			e.State = Damaged
		}
		out = append(out, e)
	}
	return out, nil
}

// Path returns the file of the installed model called name. It does not read
// it. Errors: [*UnknownError], [*NotInstalledError].
func Path(name string) (string, error) {
	dir, err := Dir()
	if err != nil {
		return "", err
	}
	m, err := find(Known(), name)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, m.file())
	if _, err := os.Stat(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return "", &NotInstalledError{Name: name}
		}
		return "", fmt.Errorf("find model %s: %w", name, err)
	}
	return path, nil
}

func find(known []Model, name string) (Model, error) {
	for _, m := range known {
		if m.Name == name {
			return m, nil
		}
	}
	return Model{}, &UnknownError{Name: name}
}

// maxModel is the size of the largest file that is taken for a model, in bytes.
const maxModel = 1 << 30

type installer struct {
	dir   string
	known []Model
	dial  time.Duration // to reach a host
	stall time.Duration // without a byte
}

func (in *installer) install(ctx context.Context, name string, o Options) (string, error) {
	m, err := find(in.known, name)
	if err != nil {
		return "", err
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	path := filepath.Join(in.dir, m.file())
	if o.From != "" {
		return path, in.fromFile(m, path, o)
	}
	if sum, err := hashFile(path); err == nil && m.accepts(sum) {
		fmt.Fprintf(o.Log, "%s %s is installed\n", m.Name, m.Version)
		return path, nil
	} else if err == nil {
		fmt.Fprintf(o.Log, "%s is damaged; fetching it again\n", path)
	}
	failed := &UnavailableError{Model: m}
	for _, p := range m.Places {
		fmt.Fprintf(o.Log, "fetching %s\n", p)
		err := in.fetch(ctx, p, path, o)
		if err == nil {
			return path, nil
		}
		if ctx.Err() != nil {
			return "", fmt.Errorf("fetch model %s: %w", name, context.Cause(ctx))
		}
		fmt.Fprintf(o.Log, "that failed: %v\n", err)
		failed.Attempts = append(failed.Attempts, err)
	}
	return "", failed
}

func (in *installer) fromFile(m Model, path string, o Options) error {
	f, err := os.Open(o.From)
	if err != nil {
		return fmt.Errorf("install model %s: %w", m.Name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.IsDir() {
		return fmt.Errorf("install model %s: %s is not a file", m.Name, o.From)
	}
	var sums []string
	for _, p := range m.Places {
		sums = append(sums, p.SHA256)
	}
	return in.keep(f, o.From, path, sums)
}

func (in *installer) fetch(ctx context.Context, p Place, path string, o Options) error {
	if p.URL == "" {
		return in.pip(ctx, p, path)
	}
	return in.get(ctx, p, path, o)
}

// get fetches a file over HTTP.
func (in *installer) get(ctx context.Context, p Place, path string, o Options) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stalled := time.AfterFunc(in.stall, func() { cancel(fmt.Errorf("nothing came for %v", in.stall)) })
	defer stalled.Stop()

	client := &http.Client{Transport: &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: in.dial}).DialContext,
		TLSHandshakeTimeout: 2 * in.dial,
		DisableKeepAlives:   true,
	}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL, nil)
	if err != nil {
		return fmt.Errorf("fetch %s: %w", p.URL, err)
	}
	req.Header.Set("User-Agent", "dossier")
	resp, err := client.Do(req)
	if err != nil {
		var in *url.Error // names the address once more
		switch {
		case ctx.Err() != nil:
			err = context.Cause(ctx)
		case errors.As(err, &in):
			err = in.Err
		}
		return fmt.Errorf("fetch %s: %w", p.URL, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("fetch %s: the server says %s", p.URL, resp.Status)
	}
	body := &watched{r: resp.Body, tick: func(done int64) {
		stalled.Reset(in.stall)
		if o.Progress != nil {
			o.Progress(done, resp.ContentLength)
		}
	}}
	if err := in.keep(body, p.URL, path, []string{p.SHA256}); err != nil {
		if cause := context.Cause(ctx); cause != nil && errors.Is(err, context.Canceled) {
			err = fmt.Errorf("fetch %s: %w", p.URL, cause)
		}
		return err
	}
	return nil
}

// watched calls tick with the bytes read so far.
type watched struct {
	r    io.Reader
	done int64
	tick func(done int64)
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	if n > 0 {
		w.done += int64(n)
		w.tick(w.done)
	}
	return n, err
}

// keep writes what r holds to path if its SHA-256 is one of sums. It goes by
// way of a temporary file in the same directory, so path is whole or untouched.
func (in *installer) keep(r io.Reader, from, path string, sums []string) (err error) {
	if err := os.MkdirAll(in.dir, 0o755); err != nil {
		return fmt.Errorf("keep %s: %w", from, err)
	}
	tmp, err := os.CreateTemp(in.dir, ".*.part")
	if err != nil {
		return fmt.Errorf("keep %s: %w", from, err)
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
		}
	}()
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(tmp, h), io.LimitReader(r, maxModel+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", from, err)
	}
	if n > maxModel {
		return fmt.Errorf("read %s: larger than %d bytes", from, maxModel)
	}
	if err := accept(from, hex.EncodeToString(h.Sum(nil)), sums); err != nil {
		return err
	}
	if err := errors.Join(tmp.Chmod(0o644), tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("keep %s: %w", from, err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("keep %s: %w", from, err)
	}
	if d, err := os.Open(in.dir); err == nil {
		d.Sync() // not every system can; the file itself is safe
		d.Close()
	}
	return nil
}

func accept(from, sum string, sums []string) error {
	for _, s := range sums {
		if s == sum {
			return nil
		}
	}
	return &ChecksumError{File: from, Got: sum, Want: sums}
}

func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("check model: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("check model: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
