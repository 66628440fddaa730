//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package outdir

import (
	"os"
	"syscall"
)

// errNotDir is what a path through a file gives.
const errNotDir = syscall.ENOTDIR

// lockFile takes a lock that ends with the process.
func lockFile(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
