package main

import (
	"bufio"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var losses = flag.Int("losses", 2, "how many histories TestTorturePowerLoss tells")

// Whenever the power failed, the workspace that is found on the disk comes to what
// a fresh one holds, and what a run that had ended had stored is there. The calls
// that change files are written down; at the moment of the failure the disk has
// what was synced before, and of the rest any part.
func TestTorturePowerLoss(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("STRACE IS MISSING, LOSS OF POWER NOT TESTED")
	}
	texts := newLab(t).texts
	toll := newToll()
	failures := 0
	t.Cleanup(func() { t.Logf("%v; the power failed %d times", toll, failures) })
	for i := range *losses {
		seed := *historySeed + uint64(i)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			o := newOrdeal(t, seed, texts, toll)
			p := &power{r: rand.New(rand.NewPCG(seed, 1)), folder: filepath.Join(o.dir, ".dossier"), log: filepath.Join(t.TempDir(), "calls")}
			o.power = p
			o.suffering(6 + o.r.IntN(10))
			o.compare()
			failures += p.failures
		})
	}
}

// A power may fail while a program writes to the files of a folder.
type power struct {
	r        *rand.Rand
	folder   string
	log      string // where the calls of a program are written down
	before   map[string]*image
	failures int
}

// An image is a file as the disk has it, and what was done to it since it was
// last synced.
type image struct {
	bytes   []byte
	exists  bool
	pending []change
}

// A change is a write, or what it says.
type change struct {
	offset    int64
	bytes     []byte
	cut, gone bool // cut off at offset; removed
}

// watch has cmd write down what it does to the folder.
func (p *power) watch(cmd *exec.Cmd) error {
	strace, err := exec.LookPath("strace")
	if err != nil {
		return err
	}
	program := cmd.Path
	cmd.Path = strace
	cmd.Args = append([]string{"strace", "-f", "-qq", "-y", "-xx", "-s", "1000000000", "--signal=none",
		"-e", "trace=openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2", "-o", p.log, program}, cmd.Args[1:]...)
	p.before, err = images(p.folder)
	return err
}

// images reads the files of a folder, none if it is missing.
func images(folder string) (map[string]*image, error) {
	list := map[string]*image{}
	paths, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		list[path] = &image{bytes: b, exists: true}
	}
	return list, nil
}

// fail leaves in the folder what the disk has after the power failed at some
// moment of the run that was watched. It reports whether the run had ended.
func (p *power) fail() (ended bool, err error) {
	calls, err := readCalls(p.log)
	if err == nil && len(calls) == 0 {
		err = errors.New("nothing was written down of what the program did to files")
	}
	if err != nil {
		return false, err
	}
	p.failures++
	n := len(calls)
	if p.r.IntN(4) > 0 {
		n = p.r.IntN(n + 1)
	}
	disk := p.before
	for _, c := range calls[:n] {
		if c.path == p.folder && c.name == "fsync" {
			for _, f := range disk {
				f.removed()
			}
		}
		if filepath.Dir(c.path) != p.folder || strings.HasSuffix(c.path, "-shm") { // memory, not a file
			continue
		}
		if disk[c.path] == nil {
			disk[c.path] = &image{}
		}
		if err := disk[c.path].note(c); err != nil {
			return false, err
		}
	}
	if err := os.RemoveAll(p.folder); err != nil {
		return false, err
	}
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return false, err
	}
	for path, f := range disk {
		f.lose(p.r)
		if !f.exists {
			continue
		}
		if err := os.WriteFile(path, f.bytes, 0o600); err != nil {
			return false, err
		}
	}
	return n == len(calls), nil
}

// note takes in a call that concerns f.
func (f *image) note(c call) error {
	switch c.name {
	case "openat", "write": // a write without offset goes on from the last: these files are written at once
		f.pending = append(f.pending, change{bytes: c.bytes})
	case "pwrite64":
		f.pending = append(f.pending, change{offset: c.offset, bytes: c.bytes})
	case "ftruncate":
		f.pending = append(f.pending, change{offset: c.offset, cut: true})
	case "unlink", "unlinkat":
		f.pending = append(f.pending, change{gone: true})
	case "fsync", "fdatasync":
		for _, c := range f.pending {
			f.apply(c)
		}
		f.pending = nil
	default:
		return fmt.Errorf("%s of %s is more than this test knows", c.name, c.path)
	}
	return nil
}

// removed notes that a removal which was not synced is now, with the folder.
func (f *image) removed() {
	for i, c := range slices.Backward(f.pending) {
		if c.gone {
			f.exists, f.bytes, f.pending = false, nil, f.pending[i+1:]
			return
		}
	}
}

func (f *image) apply(c change) {
	if c.gone {
		f.exists, f.bytes = false, nil
		return
	}
	f.exists = true
	end := c.offset + int64(len(c.bytes))
	if more := end - int64(len(f.bytes)); more > 0 {
		f.bytes = append(f.bytes, make([]byte, more)...)
	}
	copy(f.bytes[c.offset:], c.bytes)
	if c.cut {
		f.bytes = f.bytes[:end]
	}
}

// lose settles what became of all that was not synced: there, not there, or there
// in part. Where a removal is not there, neither is what came under the name later.
func (f *image) lose(r *rand.Rand) {
	const sector = 512
	for _, c := range f.pending {
		switch whole := len(c.bytes) / sector; {
		case r.IntN(3) == 0 && c.gone:
			f.pending = nil
			return
		case r.IntN(3) == 0:
			continue
		case r.IntN(4) == 0 && whole > 0:
			c.bytes = c.bytes[:r.IntN(whole)*sector]
		}
		f.apply(c)
	}
	f.pending = nil
}

// A call is one of the system that changes or syncs a file.
type call struct {
	name, path string
	offset     int64
	bytes      []byte
}

var (
	callLine  = regexp.MustCompile(`^\d+ +(\w+)\((.*)$`)
	onFile    = regexp.MustCompile(`^\d+<([^>]*)>(?:, "([^"]*)", \d+(?:, (\d+))?|, (\d+))?`)
	onPath    = regexp.MustCompile(`^(?:AT_FDCWD<[^>]*>, )?"([^"]*)"(, [A-Z_|]*O_CREAT)?`)
	resumed   = regexp.MustCompile(`^(\d+) +<\.\.\. f(?:data)?sync resumed>`)
	suspended = regexp.MustCompile(`^(\d+) +f(?:data)?sync\(.*<unfinished`)
)

// readCalls reads what strace has written. A sync counts when it has returned, all
// else when it begins.
func readCalls(log string) ([]call, error) {
	file, err := os.Open(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var calls []call
	waiting := map[string]string{} // syncs by thread
	r := bufio.NewReader(file)
	for {
		line, err := r.ReadString('\n')
		if err == io.EOF {
			return calls, nil
		}
		if err != nil {
			return nil, err
		}
		if m := suspended.FindStringSubmatch(line); m != nil {
			waiting[m[1]] = line
			continue
		}
		if m := resumed.FindStringSubmatch(line); m != nil {
			line = waiting[m[1]]
		}
		c, err := readCall(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, fmt.Errorf("%.200q: %w", line, err)
		}
		if c != nil {
			calls = append(calls, *c)
		}
	}
}

// readCall reads a line; nil if it changes no file.
func readCall(line string) (*call, error) {
	m := callLine.FindStringSubmatch(line)
	if m == nil {
		return nil, nil
	}
	c := &call{name: m[1]}
	var path, data, offset string
	if f := onFile.FindStringSubmatch(m[2]); f != nil {
		path, data, offset = f[1], f[2], f[3]+f[4]
	} else if f := onPath.FindStringSubmatch(m[2]); f != nil && (c.name != "openat" || f[2] != "") {
		path = f[1]
	} else {
		return nil, nil
	}
	name, err := unquoted(path)
	if err != nil {
		return nil, err
	}
	c.path = string(name)
	if c.bytes, err = unquoted(data); err != nil {
		return nil, err
	}
	if offset != "" {
		c.offset, err = strconv.ParseInt(offset, 10, 64)
	}
	return c, err
}

// unquoted reads bytes that are all written as \x00; a path need not be.
func unquoted(s string) ([]byte, error) {
	if !strings.HasPrefix(s, `\x`) {
		return []byte(s), nil
	}
	return hex.DecodeString(strings.ReplaceAll(s, `\x`, ""))
}
