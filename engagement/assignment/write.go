package assignment

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
)

// Write writes a problem in the text format that Read reads, which has room
// for one number of units, the same for all weapons, and no limit of shots.
// Numbers are the shortest that are read back to the same bits.
func (p *Problem) Write(w io.Writer) error {
	units := 0
	for i, n := range p.Units {
		if i > 0 && n != units || p.MaxShots != nil {
			return fmt.Errorf("the text format has one number of units for all weapons and no limit of shots")
		}
		units = n
	}
	out := bufio.NewWriterSize(w, 1<<16)
	fmt.Fprintf(out, "%d %d %d\n", len(p.Units), len(p.Value), units)
	var b []byte
	for _, v := range p.Value {
		b = append(strconv.AppendFloat(b[:0], v, 'f', -1, 64), '\n')
		out.Write(b)
	}
	for k, v := range p.Probability {
		b = append(strconv.AppendInt(b[:0], int64(k/len(p.Value)), 10), ' ')
		b = append(strconv.AppendInt(b, int64(k%len(p.Value)), 10), ' ')
		b = append(strconv.AppendFloat(b, v, 'f', -1, 64), '\n')
		out.Write(b)
	}
	return out.Flush()
}
