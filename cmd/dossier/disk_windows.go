package main

import "golang.org/x/sys/windows"

// freeBytes returns how much a user may still write to the disk that holds dir.
func freeBytes(dir string) (free uint64, known bool, err error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err == nil {
		err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	}
	return free, err == nil, err
}
