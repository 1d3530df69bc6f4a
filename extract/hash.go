package extract

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
)

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Hash returns the first 128 bits of the SHA-256 of parts, each preceded by
// its length as eight big-endian bytes, in 26 characters of lower-case base32.
// It makes the ids of documents, claims and facts and every fingerprint.
func Hash(parts ...string) string {
	const block = 4096 // thousands of parts are a few words each
	h := sha256.New()
	var buf []byte
	for _, p := range parts {
		buf = binary.BigEndian.AppendUint64(buf, uint64(len(p)))
		if buf = append(buf, p...); len(buf) >= block {
			h.Write(buf)
			buf = buf[:0]
		}
	}
	h.Write(buf)
	return base32Lower.EncodeToString(h.Sum(nil)[:16])
}
