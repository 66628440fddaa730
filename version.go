package scutum

// Version is the version of the program, as results quote it. It changes with
// what a study would answer, not with the commit, so that the same study gives
// the same bytes from any build of one version.
const Version = "0.1.0"
