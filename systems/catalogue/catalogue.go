// Package catalogue holds every figure of the open literature that a study
// uses: its value, unit, range to sweep, source, page, tag and date, and the
// figures that disagree with it.
//
// Tags: R read in the cited source; M recalled, the page not re-checked, never
// to be called validated; C computed; A assumed. The data are compiled in and
// read once; a fault in them is a broken promise, which TestData proves absent.
package catalogue

import (
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"encoding/hex"
	"io/fs"
	"sort"
	"sync"

	"scutum/internal/nearest"
)

//go:embed data
var embedded embed.FS

// Tag says how well a figure is known.
type Tag string

// The tags.
const (
	Read     Tag = "R" // read in the cited source
	Recalled Tag = "M" // recalled; unconfirmed
	Computed Tag = "C" // computed, reproducible
	Assumed  Tag = "A" // assumed; no source
)

// Unconfirmed says whether a result that rests on the tag must be marked.
func (t Tag) Unconfirmed() bool { return t == Recalled || t == Assumed }

// Figure is one number with what is known of it.
type Figure struct {
	Key          string        // system.name, such as sm-3-iia.burnout_speed_km_s
	System, Name string        // the two parts of the key
	Value        float64       // +Inf for a limit that is lifted
	Low, High    float64       // range to sweep; both equal Value where none is stated
	Least, Most  float64       // what an override may be
	Liftable     bool          // "none" may be written for the value
	Unit         string        // "1" for a bare number
	Whole        bool          // a whole number
	Source       string        // key of a reference
	Where        string        // page, table or other place in the source
	Tag          Tag           //
	Date         string        // of the source
	Note         string        //
	UsedBy       []string      // results that depend on it
	Alternatives []Alternative // figures that disagree
}

// Swept says whether draws vary the figure.
func (f Figure) Swept() bool { return f.Low < f.High }

// Alternative is a figure that disagrees with the one chosen.
type Alternative struct {
	Value  float64
	Source string
	Where  string
	Tag    Tag
	Note   string
}

// System is a machine or a procedure that figures describe.
type System struct {
	Name, Kind, Title, Note string
	Band                    string // of a radar
	Intercontinental        bool   // of a missile class
	Figures                 []string
}

// Reference is a source.
type Reference struct {
	Key, Author, Title, Date, URL string
	Read                          bool // somebody read it; otherwise it is named from memory
}

// Catalogue is all the figures. It does not change.
type Catalogue struct {
	figures    []Figure // sorted by key
	index      map[string]int
	keys       []string
	systems    []System // sorted by name
	references []Reference
	points     []Point
	sets       []Set
	hash       string
}

var load = sync.OnceValue(func() *Catalogue {
	c, err := read(embedded)
	if err != nil {
		panic("catalogue: " + err.Error())
	}
	return c
})

// Default returns the catalogue that is compiled in.
func Default() *Catalogue { return load() }

// Figure returns the figure of a key.
func (c *Catalogue) Figure(key string) (Figure, bool) {
	i, ok := c.index[key]
	if !ok {
		return Figure{}, false
	}
	return c.figures[i], true
}

// Keys returns the keys of all figures, sorted.
func (c *Catalogue) Keys() []string { return append([]string(nil), c.keys...) }

// Sweeps returns the figures with a range to sweep, sorted by key.
func (c *Catalogue) Sweeps() []Figure {
	var swept []Figure
	for _, f := range c.figures {
		if f.Swept() {
			swept = append(swept, f)
		}
	}
	return swept
}

// System returns the system of a name.
func (c *Catalogue) System(name string) (System, bool) {
	i := sort.Search(len(c.systems), func(i int) bool { return c.systems[i].Name >= name })
	if i == len(c.systems) || c.systems[i].Name != name {
		return System{}, false
	}
	return c.systems[i], true
}

// Systems returns the names of the systems of a kind ("interceptor", "radar",
// "missile", ...; all for ""), sorted.
func (c *Catalogue) Systems(kind string) []string {
	var names []string
	for _, s := range c.systems {
		if kind == "" || s.Kind == kind {
			names = append(names, s.Name)
		}
	}
	return names
}

// Reference returns the source of a key.
func (c *Catalogue) Reference(key string) (Reference, bool) {
	for _, r := range c.references {
		if r.Key == key {
			return r, true
		}
	}
	return Reference{}, false
}

// References returns all sources in the order of the data.
func (c *Catalogue) References() []Reference { return append([]Reference(nil), c.references...) }

// DidYouMean returns the system, figure or place nearest to a word.
func (c *Catalogue) DidYouMean(word string) (string, bool) {
	names := append(c.Systems(""), c.keys...)
	for _, p := range c.points {
		names = append(names, p.Name)
	}
	return nearest.Name(word, names)
}

// Hash returns the SHA-256 of the embedded data, in hexadecimal: of each file
// in the order of names, the length of the name, the name, the length of the
// content, the content; lengths as 8 bytes, the most significant first.
func (c *Catalogue) Hash() string { return c.hash }

func hashOf(files fs.FS) (string, error) {
	h := sha256.New()
	write := func(b []byte) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b))))
		h.Write(b)
	}
	names, err := fs.Glob(files, "data/*")
	if err != nil {
		return "", err
	}
	for _, name := range names { // Glob sorts
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return "", err
		}
		write([]byte(name))
		write(data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
