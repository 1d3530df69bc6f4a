// Package msgpack reads MessagePack, the encoding of spaCy's model files.
//
// A [Decoder] walks over a byte slice value by value. It never copies more than
// the slice holds, so a hostile length cannot make it allocate; the first thing
// that is wrong sets an error that stays, every later read returns a zero value,
// and the caller looks at [Decoder.Err] once:
//
//	d := msgpack.NewDecoder(data)
//	for range d.Map() {
//		switch d.Str() {
//		case "seed":
//			seed = d.Int()
//		default:
//			d.Skip()
//		}
//	}
//	err := d.End()
package msgpack
