// Package random makes named streams of random numbers: what is drawn for one
// purpose does not move when another purpose is added, and is the same on
// every machine and for any number of workers.
//
// A stream is named by a seed, a run and any number of words (entity,
// purpose). The name is hashed to 64 bits by FNV-1a: seed and run as 8 bytes
// each, the least significant first, then each word as its length in 8 bytes
// and its bytes. Two splitmix64 steps from the hash give the 128 bits that
// start PCG-DXSM (O'Neill 2014), as math/rand/v2 has it. See TestStreams,
// which holds the first numbers of two streams.
package random

import "math/rand/v2"

// Stream is a sequence of random numbers. Copies of it are the same sequence.
type Stream struct{ pcg *rand.PCG }

// New returns the stream of a name, at its beginning.
func New(seed, run uint64, words ...string) Stream {
	h := Hash(seed, run, words...)
	first := splitmix(&h)
	return Stream{rand.NewPCG(first, splitmix(&h))}
}

// Reset begins the stream of a name in place of the one it was: a worker that
// runs many runs makes its streams once. It allocates nothing. See TestReset.
func (s Stream) Reset(seed, run uint64, words ...string) {
	h := Hash(seed, run, words...)
	first := splitmix(&h)
	s.pcg.Seed(first, splitmix(&h))
}

// Hash returns the 64 bits that a stream's name comes to.
func Hash(seed, run uint64, words ...string) uint64 {
	h := uint64(14695981039346656037)
	number := func(v uint64) {
		for range 8 {
			h = (h ^ v&0xff) * 1099511628211
			v >>= 8
		}
	}
	number(seed)
	number(run)
	for _, word := range words {
		number(uint64(len(word)))
		for i := range len(word) {
			h = (h ^ uint64(word[i])) * 1099511628211
		}
	}
	return h
}

// splitmix is Steele, Lea and Flood's splitmix64 (2014).
func splitmix(state *uint64) uint64 {
	*state += 0x9e3779b97f4a7c15
	z := *state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Uint64 returns 64 random bits.
func (s Stream) Uint64() uint64 { return s.pcg.Uint64() }

// Float64 returns a number in [0, 1), a multiple of 2^-53.
func (s Stream) Float64() float64 { return float64(s.pcg.Uint64()>>11) * 0x1p-53 }

// Uniform returns a number in [lo, hi].
func (s Stream) Uniform(lo, hi float64) float64 {
	return min(lo+float64((hi-lo)*s.Float64()), hi)
}

// Whole returns a whole number from lo to hi, both included, each equally
// likely to one part in 2^53.
func (s Stream) Whole(lo, hi int) int {
	return lo + int(float64(hi-lo+1)*s.Float64())
}
