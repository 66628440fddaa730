package report

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"math"
	"strings"
)

// A block is columns of whole numbers, packed for the browser: every column as
// differences from cell to cell, split into planes of bytes, then deflated and
// written in base 64. The scripts unpack it with DecompressionStream.
type block struct {
	id      string
	columns []column
}

// column is a list of whole numbers of 1, 2 or 4 bytes.
type column struct {
	name   string
	bytes  int
	values []int64
}

// The numbers that stand for "none" in columns of two bytes.
const (
	noneUnsigned = 65535
	noneSigned   = -32768
)

// quantum turns a value into whole steps, rounded down so that the sign of a
// margin is kept, and NaN into none.
func quantum(v, step float64) int64 {
	if math.IsNaN(v) {
		return noneSigned
	}
	return int64(math.Max(-32767, math.Min(32767, math.Floor(v/step+1e-6))))
}

// count turns a value that is not negative into whole steps, and NaN into
// none.
func count(v, step float64) int64 {
	if math.IsNaN(v) {
		return noneUnsigned
	}
	return int64(math.Max(0, math.Min(65534, math.Round(v/step))))
}

// element writes the block as an inert script element.
func (b *block) element() string {
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, 6)
	if err != nil {
		panic(err)
	}
	type head struct {
		Name   string `json:"name"`
		Bytes  int    `json:"bytes"`
		Length int    `json:"length"`
	}
	var heads []head
	for _, c := range b.columns {
		heads = append(heads, head{c.name, c.bytes, len(c.values)})
		if _, err := z.Write(c.planes()); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	description, err := json.Marshal(heads)
	if err != nil {
		panic(err)
	}
	var s strings.Builder
	s.WriteString(`<script type="application/octet-stream" id="` + b.id + `" data-columns='` + string(description) + `'>`)
	s.WriteString(base64.StdEncoding.EncodeToString(packed.Bytes()))
	s.WriteString("</script>\n")
	return s.String()
}

// planes returns the differences of the column, highest bytes first.
func (c *column) planes() []byte {
	out := make([]byte, c.bytes*len(c.values))
	last := int64(0)
	for i, v := range c.values {
		d := uint32(v - last)
		last = v
		for k := range c.bytes {
			out[k*len(c.values)+i] = byte(d >> (8 * (c.bytes - 1 - k)))
		}
	}
	return out
}

// words numbers words in the order in which they come.
type words struct {
	list  []string
	index map[string]int
}

func (w *words) number(word string) int64 {
	if w.index == nil {
		w.index = map[string]int{}
	}
	i, ok := w.index[word]
	if !ok {
		i = len(w.list)
		w.index[word] = i
		w.list = append(w.list, word)
	}
	return int64(i)
}

// object writes a value as an inert script element of JSON.
func object(id string, value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err) // NaN never gets here: every number is checked where it is put in
	}
	return `<script type="application/json" id="` + id + `">` + string(b) + "</script>\n"
}
