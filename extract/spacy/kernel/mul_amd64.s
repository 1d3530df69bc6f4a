#include "textflag.h"

// Registers of the multiplications: DI rows of y, R8 from one to the next in
// bytes; SI rows of x, R9 from one to the next; DX weights, CX inputs, R11 and R12
// the weight at hand and the inputs left in the block, AX the inputs left.

// ROW6 adds one row's product with 16 weights (Y12, Y13) to two sums.
#define ROW6(x, a, b) \
	VBROADCASTSS x, Y14; \
	VMULPS       Y12, Y14, Y15; \
	VMULPS       Y13, Y14, Y14; \
	VADDPS       Y15, a, a; \
	VADDPS       Y14, b, b

#define STEP6(k) \
	VMOVUPS (64*k)(R11), Y12; \
	VMOVUPS (64*k+32)(R11), Y13; \
	ROW6(4*k(R13), Y0, Y1); \
	ROW6(4*k(R13)(R9*1), Y2, Y3); \
	ROW6(4*k(R13)(R9*2), Y4, Y5); \
	ROW6(4*k(R10), Y6, Y7); \
	ROW6(4*k(R10)(R9*1), Y8, Y9); \
	ROW6(4*k(R10)(R9*2), Y10, Y11)

// func mulAVX2(y *float32, yStride int, x *float32, xStride int, w *float32, k, tiles int)
TEXT ·mulAVX2(SB), NOSPLIT, $0-56
	MOVQ y+0(FP), DI
	MOVQ yStride+8(FP), R8
	MOVQ x+16(FP), SI
	MOVQ xStride+24(FP), R9
	MOVQ w+32(FP), DX
	MOVQ k+40(FP), CX
	MOVQ tiles+48(FP), BX

tile:
	MOVQ SI, R13
	LEAQ (R9)(R9*2), R10
	ADDQ SI, R10
	MOVQ DX, R11
	MOVQ CX, AX

block:
	VXORPS  Y0, Y0, Y0
	VXORPS  Y1, Y1, Y1
	VXORPS  Y2, Y2, Y2
	VXORPS  Y3, Y3, Y3
	VXORPS  Y4, Y4, Y4
	VXORPS  Y5, Y5, Y5
	VXORPS  Y6, Y6, Y6
	VXORPS  Y7, Y7, Y7
	VXORPS  Y8, Y8, Y8
	VXORPS  Y9, Y9, Y9
	VXORPS  Y10, Y10, Y10
	VXORPS  Y11, Y11, Y11
	MOVQ    $256, R12
	CMPQ    AX, R12
	CMOVQLT AX, R12
	SUBQ    $2, R12
	JLT     odd

pair:
	STEP6(0)
	STEP6(1)
	ADDQ $128, R11
	ADDQ $8, R13
	ADDQ $8, R10
	SUBQ $2, R12
	JGE  pair

odd:
	CMPQ R12, $-1
	JNE  summed
	STEP6(0)
	ADDQ $64, R11
	ADDQ $4, R13
	ADDQ $4, R10

summed:
	LEAQ (R8)(R8*2), R12
	ADDQ DI, R12
	CMPQ AX, CX
	JEQ  store

	VADDPS (DI), Y0, Y0
	VADDPS 32(DI), Y1, Y1
	VADDPS (DI)(R8*1), Y2, Y2
	VADDPS 32(DI)(R8*1), Y3, Y3
	VADDPS (DI)(R8*2), Y4, Y4
	VADDPS 32(DI)(R8*2), Y5, Y5
	VADDPS (R12), Y6, Y6
	VADDPS 32(R12), Y7, Y7
	VADDPS (R12)(R8*1), Y8, Y8
	VADDPS 32(R12)(R8*1), Y9, Y9
	VADDPS (R12)(R8*2), Y10, Y10
	VADDPS 32(R12)(R8*2), Y11, Y11

store:
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, (DI)(R8*1)
	VMOVUPS Y3, 32(DI)(R8*1)
	VMOVUPS Y4, (DI)(R8*2)
	VMOVUPS Y5, 32(DI)(R8*2)
	VMOVUPS Y6, (R12)
	VMOVUPS Y7, 32(R12)
	VMOVUPS Y8, (R12)(R8*1)
	VMOVUPS Y9, 32(R12)(R8*1)
	VMOVUPS Y10, (R12)(R8*2)
	VMOVUPS Y11, 32(R12)(R8*2)

	SUBQ $256, AX
	JGT  block

	LEAQ (R8)(R8*2), R12
	LEAQ (DI)(R12*2), DI
	LEAQ (R9)(R9*2), R12
	LEAQ (SI)(R12*2), SI
	DECQ BX
	JNZ  tile
	VZEROUPPER
	RET

// The products of one row with four panels of 16 outputs at R11, each R8 bytes
// after the one before; R10 is three times R8.

#define STEP1(k) \
	VBROADCASTSS (4*k)(R13), Y8; \
	VMULPS (64*k)(R11), Y8, Y9; \
	VMULPS (64*k+32)(R11), Y8, Y10; \
	VMULPS (64*k)(R11)(R8*1), Y8, Y11; \
	VMULPS (64*k+32)(R11)(R8*1), Y8, Y12; \
	VADDPS Y9, Y0, Y0; \
	VADDPS Y10, Y1, Y1; \
	VADDPS Y11, Y2, Y2; \
	VADDPS Y12, Y3, Y3; \
	VMULPS (64*k)(R11)(R8*2), Y8, Y9; \
	VMULPS (64*k+32)(R11)(R8*2), Y8, Y10; \
	VMULPS (64*k)(R11)(R10*1), Y8, Y11; \
	VMULPS (64*k+32)(R11)(R10*1), Y8, Y12; \
	VADDPS Y9, Y4, Y4; \
	VADDPS Y10, Y5, Y5; \
	VADDPS Y11, Y6, Y6; \
	VADDPS Y12, Y7, Y7

// func rowAVX2(y, x, w *float32, wStride, k, panels int)
TEXT ·rowAVX2(SB), NOSPLIT, $0-48
	MOVQ y+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), DX
	MOVQ wStride+24(FP), R8
	MOVQ k+32(FP), CX
	MOVQ panels+40(FP), BX
	LEAQ (R8)(R8*2), R10

quad:
	SUBQ $4, BX
	JLT  rest
	MOVQ SI, R13
	MOVQ DX, R11
	MOVQ CX, AX

block:
	VXORPS  Y0, Y0, Y0
	VXORPS  Y1, Y1, Y1
	VXORPS  Y2, Y2, Y2
	VXORPS  Y3, Y3, Y3
	VXORPS  Y4, Y4, Y4
	VXORPS  Y5, Y5, Y5
	VXORPS  Y6, Y6, Y6
	VXORPS  Y7, Y7, Y7
	MOVQ    $256, R12
	CMPQ    AX, R12
	CMOVQLT AX, R12

step:
	STEP1(0)
	ADDQ $64, R11
	ADDQ $4, R13
	DECQ R12
	JNZ  step

	CMPQ   AX, CX
	JEQ    store
	VADDPS (DI), Y0, Y0
	VADDPS 32(DI), Y1, Y1
	VADDPS 64(DI), Y2, Y2
	VADDPS 96(DI), Y3, Y3
	VADDPS 128(DI), Y4, Y4
	VADDPS 160(DI), Y5, Y5
	VADDPS 192(DI), Y6, Y6
	VADDPS 224(DI), Y7, Y7

store:
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	SUBQ    $256, AX
	JGT     block

	ADDQ $256, DI
	LEAQ (DX)(R8*4), DX
	JMP  quad

rest:
	ADDQ $4, BX
	JZ   done

single:
	MOVQ SI, R13
	MOVQ DX, R11
	MOVQ CX, AX

block1:
	VXORPS  Y0, Y0, Y0
	VXORPS  Y1, Y1, Y1
	MOVQ    $256, R12
	CMPQ    AX, R12
	CMOVQLT AX, R12

step1:
	VBROADCASTSS (R13), Y8
	VMULPS       (R11), Y8, Y9
	VMULPS       32(R11), Y8, Y10
	VADDPS       Y9, Y0, Y0
	VADDPS       Y10, Y1, Y1
	ADDQ         $64, R11
	ADDQ         $4, R13
	DECQ         R12
	JNZ          step1

	CMPQ   AX, CX
	JEQ    store1
	VADDPS (DI), Y0, Y0
	VADDPS 32(DI), Y1, Y1

store1:
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	SUBQ    $256, AX
	JGT     block1

	ADDQ $64, DI
	ADDQ R8, DX
	DECQ BX
	JNZ  single

done:
	VZEROUPPER
	RET
