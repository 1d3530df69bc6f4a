package extract

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
)

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Hash returns the first 128 bits of the SHA-256 of parts, each preceded by
// its length as eight big-endian bytes, in 26 characters of lower-case base32.
// It makes the ids of documents, claims and facts and every fingerprint.
func Hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		writePart(h, p)
	}
	return base32Lower.EncodeToString(h.Sum(nil)[:16])
}

func writePart(h hash.Hash, p string) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(p)))
	h.Write(n[:])
	h.Write([]byte(p))
}
