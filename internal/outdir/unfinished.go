package outdir

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"scutum/internal/hint"
)

// UnfinishedName is the folder inside a directory of results in which a long
// job keeps what it has done so far. It survives the process, and is gone once
// the result is whole.
const UnfinishedName = "unfinished"

// Where things are in that folder.
const (
	stateName  = "state"  // what the job keeps
	resultName = "result" // the files of the result, begun anew at each attempt
	lockName   = "lock"
)

// Unfinished is a directory of results in the making that outlives its
// process: what is kept in State is found again by Resume. The files of the
// result take the directory's name by renaming, as those of Dir do, and an
// earlier result stays in place until then. See TestUnfinishedSurvives.
type Unfinished struct {
	Dir
	lock *os.File
}

// Begin starts a directory that will be called target, on Create's terms. It
// refuses one that holds an unfinished job unless force is set.
func Begin(target string, force bool) (*Unfinished, error) {
	target, err := resolve(target)
	if err != nil {
		return nil, err
	}
	if err := restore(target); err != nil {
		return nil, err
	}
	folder := filepath.Join(target, UnfinishedName)
	if _, err := os.Lstat(folder); err == nil {
		if !force {
			return nil, &Exists{target}
		}
		if err := mayReplace(target, force); err != nil {
			return nil, err
		}
		if err := clearUnfinished(target); err != nil {
			return nil, err
		}
	}
	if err := mayReplace(target, force); err != nil {
		return nil, err
	}
	topmost, err := makeParents(folder)
	u := &Unfinished{Dir: Dir{target: target, partial: filepath.Join(folder, resultName), topmost: topmost}}
	if err != nil {
		u.Discard()
		return nil, hint.New("choose another place with --out", "cannot make %s: %v", target, cause(err))
	}
	if err := errors.Join(os.MkdirAll(u.State(), 0o755), u.open()); err != nil {
		u.Discard()
		return nil, err
	}
	return u, nil
}

// Exists is the error of Begin where a job was begun and not finished.
type Exists struct{ Target string }

func (e *Exists) Error() string { return e.Target + " holds a campaign that is not finished" }

// clearUnfinished removes what an earlier job left, unless it is under way.
func clearUnfinished(target string) error {
	u := &Unfinished{Dir: Dir{target: target}}
	if err := u.takeLock(); err != nil {
		return err
	}
	defer u.lock.Close()
	return os.RemoveAll(filepath.Join(target, UnfinishedName))
}

// Resume opens a directory that Begin started and that was not finished. The
// files of its result are begun anew.
func Resume(target string) (*Unfinished, error) {
	target, err := resolve(target)
	if err != nil {
		return nil, err
	}
	if err := restore(target); err != nil {
		return nil, err
	}
	folder := filepath.Join(target, UnfinishedName)
	info, err := os.Stat(folder)
	switch {
	case err == nil && info.IsDir():
	case err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNotDir):
		return nil, fmt.Errorf("cannot read %s: %w", folder, err)
	default:
		return nil, nothingToResume(target)
	}
	u := &Unfinished{Dir: Dir{target: target, partial: filepath.Join(folder, resultName)}}
	if err := u.open(); err != nil {
		return nil, err
	}
	return u, nil
}

// nothingToResume says why there is no job to go on with.
func nothingToResume(target string) error {
	if _, err := os.Stat(target); errors.Is(err, fs.ErrNotExist) {
		return hint.New("it is the directory that --out named", "there is no directory %s", target)
	}
	if _, err := os.Stat(filepath.Join(target, Marker)); err == nil {
		return hint.New("nothing is left to do", "%s is finished", target)
	}
	return hint.New("it is the directory that --out named", "%s holds nothing that was begun", target)
}

// open takes the lock and begins the files of the result anew.
func (u *Unfinished) open() error {
	if err := u.takeLock(); err != nil {
		return err
	}
	if err := os.RemoveAll(u.partial); err != nil {
		u.lock.Close()
		return err
	}
	return os.Mkdir(u.partial, 0o755)
}

// takeLock makes sure that no other process is at work here. The lock ends
// with the process, however that ends.
func (u *Unfinished) takeLock() error {
	f, err := os.OpenFile(filepath.Join(u.target, UnfinishedName, lockName), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return hint.New("wait for it, or stop it", "another process is at work in %s", u.target)
	}
	u.lock = f
	return nil
}

// State returns the folder for what the job keeps.
func (u *Unfinished) State() string { return filepath.Join(u.target, UnfinishedName, stateName) }

// Keep ends the work and leaves what State holds for Resume.
func (u *Unfinished) Keep() {
	if u.partial != "" {
		os.RemoveAll(u.partial)
		u.lock.Close()
		u.partial = ""
	}
}

// Discard removes everything that was made, unless Commit or Keep was called.
func (u *Unfinished) Discard() {
	if u.partial == "" {
		return
	}
	if u.lock != nil {
		defer u.lock.Close()
	}
	os.RemoveAll(filepath.Join(u.target, UnfinishedName))
	if u.topmost != "" {
		removeEmpty(u.target, u.topmost)
	}
	u.partial = ""
}

// Commit gives the directory the files of its result, in place of an earlier
// one and of everything else in it. A process that is killed meanwhile leaves
// either what was there before, to be resumed, or the whole result.
func (u *Unfinished) Commit() error {
	if u.partial == "" {
		panic("outdir: Commit after Commit, Keep or Discard")
	}
	u.lock.Close() // some systems rename no folder with an open file in it
	aside := previous(u.target)
	if err := os.RemoveAll(aside); err != nil {
		return fmt.Errorf("cannot remove %s: %w", aside, err)
	}
	if err := os.Rename(u.target, aside); err != nil {
		return fmt.Errorf("cannot put the work aside: %w", err)
	}
	if err := os.Rename(filepath.Join(aside, UnfinishedName, resultName), u.target); err != nil {
		return errors.Join(fmt.Errorf("cannot name the result: %w", err), restore(u.target))
	}
	u.partial = ""
	return os.RemoveAll(aside)
}
