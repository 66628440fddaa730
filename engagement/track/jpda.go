package track

type mixture struct{}

func (t *Tracker) associateMixed(s *Scan) {}
