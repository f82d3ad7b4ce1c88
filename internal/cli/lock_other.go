//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package cli

import "os"

// lock is for systems where nobody can tell whether another process has the file.
func lock(*os.File) (taken bool) { return false }
