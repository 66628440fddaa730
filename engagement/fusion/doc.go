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
// (Bar-Shalom 1981, whose cross-covariance by common process noise is left out);
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
// A source's report is consistent with others' if the squared difference,
// normalised by the covariances, is what chance allows. The centre looks for the
// largest consistent set (as receivers of satellite navigation exclude a faulty
// satellite, Parkinson and Axelrad 1988) and fuses it alone. A source outside it
// is named a liar where the set has at least f+1 members and more than are
// outside, and where what the source reported in its last five scans alone
// differs from the set beyond chance. Taking five scans and not its whole track
// sees a lie that begins late, and spares a source whose small systematic error
// would become significant in a thousand measurements. A track that sources
// report which f+1 others should see and do not is named an invention after
// five scans. See TestLiars and TestHonest, which holds the rate of false
// accusations.
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
// Where process noise is large the fused covariance is too small: see
// TestFusedCovariance for how much. Of two objects that no sensor resolves there
// is one track. A bias that the honest sources are too inaccurate to see is not
// named; nor does it hurt, see TestLiars. A liar whose false track leaves and
// comes back under another number counts as a new one. More than f liars that
// agree with each other are believed.
package fusion
