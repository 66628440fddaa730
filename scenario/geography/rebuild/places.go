package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
)

// The region of the places file: every launch area and every aim point of the
// defended-area maps lies well inside.
const (
	southDeg, northDeg = 20, 75
	westDeg, eastDeg   = -30, 65
)

type place struct {
	lat, lon   int64 // hundredths of a degree, half a kilometre at worst
	population uint64
	country    string
}

// Feature codes that are left out. PPLX is a section of a populated place and
// counts its people twice; the others are not lived in any more.
var leftOut = map[string]bool{"PPLX": true, "PPLH": true, "PPLQ": true, "PPLW": true, "PPLCH": true}

// readPlaces reads GeoNames' tab-separated table (columns as in its readme:
// 4 latitude, 5 longitude, 7 feature code, 8 country, 14 population).
func readPlaces(path string) ([]place, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var places []place
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for n := 1; lines.Scan(); n++ {
		c := strings.Split(lines.Text(), "\t")
		if len(c) < 15 {
			return nil, fmt.Errorf("%s:%d: %d columns", path, n, len(c))
		}
		lat, err1 := strconv.ParseFloat(c[4], 64)
		lon, err2 := strconv.ParseFloat(c[5], 64)
		people, err3 := strconv.ParseUint(c[14], 10, 64)
		if err1 != nil || err2 != nil || err3 != nil {
			return nil, fmt.Errorf("%s:%d: a number cannot be read", path, n)
		}
		inside := lat >= southDeg && lat <= northDeg && lon >= westDeg && lon <= eastDeg
		if !inside || people == 0 || leftOut[c[7]] {
			continue
		}
		places = append(places, place{int64(math.Round(lat * 100)), int64(math.Round(lon * 100)), people, c[8]})
	}
	sort.SliceStable(places, func(i, j int) bool {
		a, b := places[i], places[j]
		if a.lat != b.lat {
			return a.lat < b.lat
		}
		return a.lon < b.lon
	})
	return places, lines.Err()
}

// encodePlaces writes the columns one after the other, which compresses
// better than rows: country list, count, latitude steps, longitude steps,
// populations, countries.
func encodePlaces(places []place) []byte {
	index := map[string]int{}
	var codes []string
	for _, p := range places {
		if _, ok := index[p.country]; !ok {
			index[p.country] = 0
			codes = append(codes, p.country)
		}
	}
	sort.Strings(codes)
	var e encoder
	e.uint(uint64(len(codes)))
	for i, c := range codes {
		index[c] = i
		e.text(c)
	}
	e.uint(uint64(len(places)))
	lat, lon := int64(0), int64(0)
	for _, p := range places {
		e.int(p.lat - lat)
		lat = p.lat
	}
	for _, p := range places {
		e.int(p.lon - lon)
		lon = p.lon
	}
	for _, p := range places {
		e.uint(p.population)
	}
	for _, p := range places {
		e.uint(uint64(index[p.country]))
	}
	return e.b
}
