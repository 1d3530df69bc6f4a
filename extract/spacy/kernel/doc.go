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
// # Speed
//
// On one core of a Zen 4 processor at 3.65 GHz, which can begin two products and
// two sums of 8 values in a cycle and so do 58.4 thousand million of each in a
// second, the layers of the small pipelines' encoders run at 54 thousand million,
// 93 % of that; plain Go does 3.2. With 64 inputs in place of 288, as in the
// parser's table, it is 36, and 26 with a single row, as for the actions of a state.
// Registers of 16 values were tried and were slower there. Measure with
//
//	go test -run '^$' -bench . ./extract/spacy/kernel
//
// [Default] takes the fastest variant that the processor has; the environment
// variable DOSSIER_KERNEL asks for another by name.
package kernel
