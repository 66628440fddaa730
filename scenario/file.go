package scenario

// File is a study as a person writes it: plain data in the units of its keys,
// names of places resolved, defaults filled in, figures not yet. It is read by
// Open and Parse, written by YAML, and expanded under figures by Expand.
type File struct {
	Name    string
	Title   string
	Date    string // year-month-day; decides who is a member of NATO
	Seed    int
	Earth   string // wgs84, sphere or sphere-still
	Map     Domain
	Commit  string // after-burnout or sensors
	Threats []ThreatEntry
	Force   *ForceEntry // nil for none
	Shields []ShieldEntry
	Figures []FigureEntry // overrides, in the order of the file

	Raid     *RaidEntry     // nil for none
	Doctrine *DoctrineEntry // nil for the defaults, in a study without a raid
	Parties  []PartyEntry   // none: one party has the first shield and defends NATO

	origins map[string]string // dotted path in the written form -> where the value is from
	inputs  []Input
}

// Input is a file that a study was read from.
type Input struct {
	Name string
	Data []byte
}

// Inputs returns the files the study was read from, the study itself first.
func (f *File) Inputs() []Input { return f.inputs }

// Spot is a named place in degrees.
type Spot struct {
	Name           string
	LatDeg, LonDeg float64
}

// ThreatEntry is a class of missiles and the areas it may come from.
type ThreatEntry struct {
	Name  string
	Class string
	Areas []Spot
}

// ForceEntry is the protected force: every field to every target with each of
// the field's missiles, or only the trajectories listed.
type ForceEntry struct {
	Name    string
	Fields  []FieldEntry
	Targets []Spot
	Only    []PairEntry
}

// FieldEntry is a missile field or a submarine area.
type FieldEntry struct {
	Spot
	Missiles []string
	Sea      bool
}

// PairEntry is one trajectory of a protected force.
type PairEntry struct{ Field, Target, Missile string }

// ShieldEntry is one architecture.
type ShieldEntry struct {
	Name          string
	Title         string
	FireControl   string // engage-on-remote, launch-on-remote or organic
	SpaceInfrared bool
	Refraction    string // none or four-thirds
	Sites         []SiteEntry
	Radars        []RadarEntry
	SpaceTrackers []string      // names of the catalogue
	Figures       []FigureEntry // overrides for this shield alone
}

// SiteEntry is a place, or a ship's station, with interceptors.
type SiteEntry struct {
	Spot
	Ship         bool
	OwnRadar     string // a radar's kind, or none
	Interceptors []BatteryEntry
}

// BatteryEntry is a number of interceptors of one kind, with figures of their
// own where the file gives them.
type BatteryEntry struct {
	Kind    string
	Number  int
	Figures []FigureEntry
}

// RadarEntry is a radar standing somewhere.
type RadarEntry struct {
	Spot
	Kind       string
	CommitOnly bool
	Figures    []FigureEntry
}

// FigureEntry is an override of a catalogue figure: its key, or its name alone
// inside a battery or radar. +Inf lifts a limit.
type FigureEntry struct {
	Key   string
	Value float64
}

// The limits of what a file may hold.
const (
	maxFileBytes   = 256 << 10
	maxShields     = 20
	maxSites       = 50
	maxRadars      = 50
	maxTrackers    = 5
	maxBatteries   = 10
	maxThreats     = 10
	maxAreas       = 20
	maxFields      = 100
	maxTargets     = 100
	maxPairs       = 1000
	maxNumber      = 10000
	maxSeed        = 1<<53 - 1
	minSpacingKm   = 5
	maxSpacingKm   = 500
	maxMissiles    = 1000 // of a raid
	maxRules       = 100
	maxClasses     = 10 // of a rule
	maxParties     = 5
	maxDefends     = 60
	maxCorners     = 100
	maxLaunchS     = 86400
	leastDistanceM = 1000 // of a site from what is launched or aimed at
)

var (
	fireControls = []string{"engage-on-remote", "launch-on-remote", "organic"} // in the order of FireControl
	refractions  = []string{"none", "four-thirds"}
	earthNames   = []string{"wgs84", "sphere", "sphere-still"}
	commits      = []string{"after-burnout", "sensors"}
)

// domains are the maps that have a name.
var domains = []Domain{
	{"europe", 34, 72, -25, 60, 25},
}

func domainNames() []string {
	var names []string
	for _, d := range domains {
		names = append(names, d.Name)
	}
	return names
}

// Origin returns where the value at a path of the written form comes from:
// "studies/epaa-3.yaml:14", "catalogue places [R]" or "default".
func (f *File) Origin(path string) string {
	if origin, ok := f.origins[path]; ok {
		return origin
	}
	return "default"
}
