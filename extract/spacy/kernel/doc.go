// Package kernel does the arithmetic of the networks, with the same bits on every
// processor.
//
// Every value is rounded to float32 after every operation and every sum has one
// fixed order, that of the library which trained spaCy's models: products are
// added up in the order of the inputs, in blocks of 256, never fused with the sum
// they go into. So a vector unit may run over outputs, which are independent, but
// never along a sum. All variants of a [Kernel] keep to this, and one test holds
// them to it bit by bit.
//
//   - portable: plain Go, for every processor.
//   - avx2: Go assembly for x86-64 processors since 2013: tiles of 6 rows by 16
//     outputs stay in 12 registers of 8 values each.
//
// Weights are laid out when a layer is made, in panels: for each input the weights
// of 16 outputs side by side, so that a panel is read from its beginning to its
// end. The layers are [Linear], [Maxout] with its normalisation, and [Slots].
//
// [Default] takes the fastest variant that the processor has; the environment
// variable DOSSIER_KERNEL asks for another by name.
package kernel
