package fusion

import "fmt"

// DifferenceKind is in what two pictures differ.
type DifferenceKind uint8

// The kinds of difference.
const (
	Missing   DifferenceKind = iota // one picture has a track that the other has not
	Elsewhere                       // both have it, in different places
	Identity                        // they make it of different tracks of the sources
	Standing                        // one has confirmed it and the other has not
	OtherTime                       // the pictures are of different times; nothing was compared
)

// String is the kind in words.
func (k DifferenceKind) String() string {
	return [...]string{"missing", "elsewhere", "identity", "standing", "other time"}[k]
}

// Difference is one in which two centres' pictures differ.
type Difference struct {
	Kind DifferenceKind
	A, B int // the track's number in each picture, 0 for none
	// Confirmed says that the track is confirmed in a picture that has it.
	Confirmed bool
	Distance  float64 // m
	Statistic float64 // squared normalised difference of the states, of 6 degrees of freedom
}

// String says it in a line.
func (d Difference) String() string {
	text := fmt.Sprintf("%v: track %d of one picture, %d of the other", d.Kind, d.A, d.B)
	switch {
	case d.Kind == Missing && d.B == 0:
		text = fmt.Sprintf("missing: track %d of the first picture is not in the second", d.A)
	case d.Kind == Missing:
		text = fmt.Sprintf("missing: track %d of the second picture is not in the first", d.B)
	case d.Kind == Elsewhere:
		text = fmt.Sprintf("%s, %.3f km apart", text, d.Distance/1000)
	case d.Kind == OtherTime:
		return "other time: the pictures were not made at the same time"
	}
	return text
}

// Compare lists in what two centres' pictures of one time differ, that were made
// from the same input by centres which number sources alike. Tracks are the same
// object if they are made of the same tracks of the sources, or else if they are
// at the same place. Two estimates of the same data ought to be equal; of
// different data, which a delay can explain, they may differ as chance allows.
// See TestCompare.
func Compare(a, b []Track) (differences []Difference) {
	if len(a) > 0 && len(b) > 0 && a[0].Time != b[0].Time {
		return []Difference{{Kind: OtherTime}}
	}
	partner, taken, differences := pairUp(a, b)
	for i := range a {
		if partner[i] < 0 {
			if partner[i] = beside(&a[i], b, taken); partner[i] < 0 {
				differences = append(differences, Difference{Kind: Missing, A: a[i].ID, Confirmed: a[i].Marks&Confirmed != 0})
				continue
			}
			if a[i].Seen()&b[partner[i]].Seen() != 0 {
				differences = append(differences, difference(Identity, &a[i], &b[partner[i]]))
			}
			taken[partner[i]] = true
		}
		differences = append(differences, contrast(&a[i], &b[partner[i]])...)
	}
	for j := range b {
		if !taken[j] {
			differences = append(differences, Difference{Kind: Missing, B: b[j].ID, Confirmed: b[j].Marks&Confirmed != 0})
		}
	}
	return differences
}

// pairUp finds for each track of a the track of b, -1 for none, with which it
// shares most of the sources' tracks. Where a track shares them with several, the
// pictures differ in which is which.
func pairUp(a, b []Track) (partner []int, taken []bool, differences []Difference) {
	of := make(map[SourceTrack]int) // the track of b made of a source's track
	for j := range b {
		for _, s := range b[j].SourceTracks() {
			of[s] = j
		}
	}
	partner, taken = make([]int, len(a)), make([]bool, len(b))
	for i := range a {
		partner[i] = -1
		shared := make(map[int]int)
		for _, s := range a[i].SourceTracks() {
			j, found := of[s]
			if !found {
				continue
			}
			shared[j]++
			if best := partner[i]; best < 0 || shared[j] > shared[best] || shared[j] == shared[best] && j < best {
				partner[i] = j
			}
		}
		if len(shared) > 1 || partner[i] >= 0 && taken[partner[i]] {
			differences = append(differences, difference(Identity, &a[i], &b[partner[i]]))
		}
		if partner[i] >= 0 {
			taken[partner[i]] = true
		}
	}
	return partner, taken, differences
}

// Seen is the set of sources that report the track.
func (t *Track) Seen() (sources Set) {
	for _, s := range t.SourceTracks() {
		sources |= 1 << uint(s.Source)
	}
	return sources
}

// beside finds the nearest track of b, not taken yet, that may be the same.
func beside(t *Track, b []Track, taken []bool) int {
	best, least := -1, gate
	for j := range b {
		if !taken[j] && near(&t.State, &b[j].State) {
			if d := distance(&t.State.X, &b[j].State.X, &t.State.P, &b[j].State.P); d < least {
				best, least = j, d
			}
		}
	}
	return best
}

// equal is the squared normalised difference above which two estimates of the
// same data are not the same.
const equal = 1

// contrast lists in what two tracks of one object differ.
func contrast(a, b *Track) (differences []Difference) {
	d := difference(Elsewhere, a, b)
	limit := gate
	if a.Parents.Relate(&b.Parents) == Same {
		limit = equal
	}
	if !(d.Statistic <= limit) {
		differences = append(differences, d)
	}
	if (a.Marks^b.Marks)&Confirmed != 0 {
		differences = append(differences, difference(Standing, a, b))
	}
	return differences
}

func difference(kind DifferenceKind, a, b *Track) Difference {
	return Difference{
		Kind: kind, A: a.ID, B: b.ID, Confirmed: (a.Marks|b.Marks)&Confirmed != 0,
		Distance: apart(&a.State, &b.State), Statistic: distance(&a.State.X, &b.State.X, &a.State.P, &b.State.P),
	}
}
