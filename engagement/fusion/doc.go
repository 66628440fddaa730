// Package fusion makes one picture of the tracks of several sensors and owners:
// which of them are of the same object, what they say together, and which
// source does not tell the truth.
//
// # How
//
// A Centre keeps, of every sensor's track, the latest report, and fuses the
// latest reports anew whenever one of them changes. A sensor's track contains
// all that it measured, so that a newer report replaces the older one and no
// data count twice; and what turns out to be a lie leaves the picture without
// trace. Every estimate carries its Parents: of which sensors it contains the
// data, from when to when. Where parents are disjoint the information adds
// (Bar-Shalom 1981, whose cross covariance by common process noise is left out);
// where the common part is known it is subtracted (the channel filter, Grime and
// Durrant-Whyte 1994); where it is not, covariance intersection is right whatever
// the correlation (Julier and Uhlmann 1997; Chen, Arambel and Mehra 2002). See
// Fuse, TestRumour and TestCentresExchange.
//
// # Liars
//
// Of 2f+1 sources that see the same thing and tell a centre directly, f may lie:
// the other f+1 agree on what is there because it is there. This is a vote
// against the world, not between generals; the bound of Lamport, Shostak and
// Pease (1982) of 3f+1 holds where centres have to agree among themselves and a
// liar tells each something else. Centres here may disagree; Compare finds it,
// which is an alarm of its own.
//
// Reports are consistent if their squared difference, normalised by the
// covariances, is what chance allows. The centre looks for the largest consistent
// set (as receivers of satellite navigation exclude a faulty satellite, Parkinson
// and Axelrad 1988) and fuses it alone; where another set is about as likely, the
// state is the mixture of both and the track is marked disputed. A source outside
// the set is named a liar if the set has at least f+1 members and more than are
// outside, if what the source measured in its last five scans alone differs from
// the set beyond chance, and if no other set could be right instead. Taking five
// scans and not its whole track sees a lie that begins late, and spares a source
// whose small systematic error would become significant in a thousand
// measurements. A track that sources report which f+1 others should see and do
// not is not confirmed, and named after five scans; so is a report that is
// repeated for so long. Fewer than three sources cannot convict one: their track
// is marked single source, or two sources.
//
// See TestLiars, TestLiarsInRaid and TestShield for what is named when, and
// TestHonest for false accusations: none in 2,400 simulated runs, and 3 in 300
// where objects fly so close together that radars take them for each other's.
//
// # Assumes
//
// Errors of different sensors are independent and their covariances honest;
// process noise is small beside the errors of measurement (it is for bodies in
// free flight); the Sees predicate says of a source that it should by now be
// tracking what is there, with time for acquisition included.
//
// # Fails
//
// Common process noise is not accounted for: of four radars the squared error is
// 10 % above the variance claimed at 0.01 m2/s3 and 60 % at 1 m2/s3, see
// TestFusedCovariance. Of two
// objects that no sensor resolves there is one track. A bias that the honest
// sources are too inaccurate to tell from the truth is not named; the error stays
// below 1.5 times on the mean, see TestLiars. A liar whose false track goes and
// comes back under another number before five scans are over is not named for it.
// Systematic errors above 0.3 sigma that Settings are not told of make liars of
// honest sources. More than f liars that agree with each other are believed.
package fusion
