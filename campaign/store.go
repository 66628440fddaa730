package campaign

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"scutum/internal/hint"
)

// Header says which campaign a state folder belongs to. A campaign goes on
// only where all of it is the same: blocks of two studies, seeds or versions
// never come together in one result.
type Header struct {
	Runs   int    `json:"runs"`
	Block  int    `json:"block"`
	Events int    `json:"events"`
	Items  []Item `json:"items"` // version, study, seed and whatever else results depend on
	Again  []Item `json:"again"` // what else is needed to go on; results do not depend on it
}

// Item is one thing that results depend on.
type Item struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Value returns the value of an item, "" where there is none.
func (h *Header) Value(name string) string { return valueOf(h.Items, name) }

// AgainValue returns the value of an item of Again.
func (h *Header) AgainValue(name string) string { return valueOf(h.Again, name) }

func valueOf(items []Item, name string) string {
	for _, item := range items {
		if item.Name == name {
			return item.Value
		}
	}
	return ""
}

// Same returns an error that names the first thing in which a campaign that is
// wanted differs from the one that was begun.
func (h *Header) Same(wanted *Header) error {
	have := append([]Item{{"runs", fmt.Sprint(h.Runs)}, {"events", fmt.Sprint(h.Events)}}, h.Items...)
	want := append([]Item{{"runs", fmt.Sprint(wanted.Runs)}, {"events", fmt.Sprint(wanted.Events)}}, wanted.Items...)
	for i := range max(len(have), len(want)) {
		switch {
		case i >= len(have):
			return differs(want[i].Name, "none", want[i].Value)
		case i >= len(want):
			return differs(have[i].Name, have[i].Value, "none")
		case have[i] != want[i]:
			return differs(have[i].Name, have[i].Value, want[i].Value)
		}
	}
	return nil
}

func differs(name, was, is string) error {
	return hint.New("give the same again, or begin anew with --out and --force", "the campaign was begun with %s %s, not %s", name, was, is)
}

// Store is the folder in which a campaign keeps its finished blocks, each in a
// file of its own that appears whole or not at all. See TestStoreSurvives.
type Store struct {
	dir    string
	Header Header
}

const headerName = "campaign.json"

// NewStore begins a store in a folder that is there and empty.
func NewStore(dir string, h Header) (*Store, error) {
	if h.Block <= 0 {
		h.Block = defaultBlock
	}
	content, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return nil, err
	}
	s := &Store{dir, h}
	return s, s.write(headerName, append(content, '\n'))
}

// OpenStore opens a store that was begun.
func OpenStore(dir string) (*Store, error) {
	content, err := os.ReadFile(filepath.Join(dir, headerName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, hint.New("begin anew with --out", "%s holds no campaign that was begun", dir)
	}
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&s.Header); err != nil || s.Header.Block <= 0 || s.Header.Runs < 0 {
		return nil, hint.New("begin anew with --out and --force", "%s is damaged or of another version", filepath.Join(dir, headerName))
	}
	return s, nil
}

// Options returns options for the store's campaign.
func (s *Store) Options() Options {
	return Options{Runs: s.Header.Runs, Block: s.Header.Block, Events: s.Header.Events}
}

// write makes a file that is whole or not there, also after the power fails.
func (s *Store) write(name string, content []byte) error {
	f, err := os.CreateTemp(s.dir, ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.dir, name))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// blockName names the file of a block by its number, not by its runs: in the
// order of a listing.
func (s *Store) blockName(block int) string { return fmt.Sprintf("block-%09d", block) }

// writers are encoders with their space, for several workers.
var writers = sync.Pool{New: func() any { return &writer{} }}

type writer struct {
	encoder encoder
	space   []byte
}

func (s *Store) put(b *Block) error {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.space = w.encoder.encode(w.space, b)
	return s.write(s.blockName(b.First/s.Header.Block), w.space)
}

// get reads a block.
func (s *Store) get(block int) (*Block, error) {
	name := s.blockName(block)
	file, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		return nil, err
	}
	b, err := decodeBlock(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	first := block * s.Header.Block
	if b.First != first || len(b.Runs) != min(s.Header.Block, s.Header.Runs-first) {
		return nil, fmt.Errorf("%s: %w: it holds other runs", name, errBlock)
	}
	return b, nil
}

// Run returns a run that the store holds.
func (s *Store) Run(number int) (*Run, error) {
	b, err := s.get(number / s.Header.Block)
	if err != nil {
		return nil, err
	}
	return &b.Runs[number-b.First], nil
}

// have says which blocks are done, and what their runs come to. Files that a
// killed process left behind half-written, and blocks that are damaged, are
// removed: their runs are done again.
func (s *Store) have(o *Options) (have []bool, runs int, leakers Count, err error) {
	if o.Runs != s.Header.Runs || o.block() != s.Header.Block || o.Events != s.Header.Events {
		panic("campaign: options that are not those of the store")
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, 0, leakers, err
	}
	have = make([]bool, o.blocks())
	for _, entry := range entries {
		var block int
		switch _, err := fmt.Sscanf(entry.Name(), "block-%d", &block); {
		case strings.HasPrefix(entry.Name(), ".new-"):
			os.Remove(filepath.Join(s.dir, entry.Name()))
			continue
		case err != nil || block < 0 || block >= len(have) || entry.Name() != s.blockName(block):
			continue
		}
		b, err := s.get(block)
		if errors.Is(err, errBlock) {
			os.Remove(filepath.Join(s.dir, entry.Name()))
			continue
		}
		if err != nil {
			return nil, 0, leakers, err
		}
		have[block] = true
		runs += len(b.Runs)
		for i := range b.Runs {
			leakers.add(b.Runs[i].Leakers())
		}
	}
	return have, runs, leakers, nil
}

// Done returns how many runs the store holds.
func (s *Store) Done() (int, error) {
	o := s.Options()
	_, runs, _, err := s.have(&o)
	return runs, err
}

// Blocks calls do for every block in order. The next one is read meanwhile.
func (s *Store) Blocks(do func(*Block) error) error {
	type read struct {
		block *Block
		err   error
	}
	o := s.Options()
	ahead, stop := make(chan read, 1), make(chan struct{})
	defer close(stop)
	go func() {
		defer close(ahead)
		for i := range o.blocks() {
			b, err := s.get(i)
			select {
			case ahead <- read{b, err}:
			case <-stop:
				return
			}
			if err != nil {
				return
			}
		}
	}()
	for r := range ahead {
		if r.err != nil {
			return r.err
		}
		if err := do(r.block); err != nil {
			return err
		}
	}
	return nil
}
