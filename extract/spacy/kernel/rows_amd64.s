#include "textflag.h"

// func maxoutAVX2(y *float32, yStride int, t *float32, tStride int, bias *float32, pieces, rows int)
// y[r][0:16] = max over p of t[r][p][0:16] + bias[p][0:16]
TEXT ·maxoutAVX2(SB), NOSPLIT, $0-56
	MOVQ y+0(FP), DI
	MOVQ yStride+8(FP), R8
	MOVQ t+16(FP), R11
	MOVQ tStride+24(FP), R12
	MOVQ bias+32(FP), DX
	MOVQ pieces+40(FP), CX
	MOVQ rows+48(FP), BX

row:
	MOVQ    R11, SI
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VADDPS  (DX), Y0, Y0
	VADDPS  32(DX), Y1, Y1
	ADDQ    $64, SI
	MOVQ    DX, R9
	MOVQ    CX, R10
	JMP     next

piece:
	ADDQ    $64, R9
	VMOVUPS (SI), Y2
	VMOVUPS 32(SI), Y3
	VADDPS  (R9), Y2, Y2
	VADDPS  32(R9), Y3, Y3
	ADDQ    $64, SI
	VMAXPS  Y2, Y0, Y0         // Y0 > Y2 ? Y0 : Y2
	VMAXPS  Y3, Y1, Y1

next:
	DECQ    R10
	JNZ     piece
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	ADDQ    R8, DI
	ADDQ    R12, R11
	DECQ    BX
	JNZ     row
	VZEROUPPER
	RET

// SUM8 adds the eight values of Y0 in the order of ((0+1)+(2+3))+((4+5)+(6+7)) into X0.
#define SUM8 \
	VHADDPS      Y0, Y0, Y0; \
	VHADDPS      Y0, Y0, Y0; \
	VEXTRACTF128 $1, Y0, X1; \
	VADDSS       X1, X0, X0

// func normAVX2(y, gain, beta, residual *float32, n int, size, epsilon float32)
TEXT ·normAVX2(SB), NOSPLIT, $0-48
	MOVQ y+0(FP), DI
	MOVQ gain+8(FP), R8
	MOVQ beta+16(FP), R9
	MOVQ residual+24(FP), R10
	MOVQ n+32(FP), CX
	SHLQ $2, CX
	VMOVSS size+40(FP), X8

	VXORPS Y0, Y0, Y0
	XORQ   AX, AX

mean:
	VADDPS (DI)(AX*1), Y0, Y0
	ADDQ   $32, AX
	CMPQ   AX, CX
	JLT    mean
	SUM8
	VDIVSS X8, X0, X0
	VBROADCASTSS X0, Y4 // the mean

	VXORPS Y0, Y0, Y0
	XORQ   AX, AX

variance:
	VMOVUPS (DI)(AX*1), Y1
	VSUBPS  Y4, Y1, Y1
	VMULPS  Y1, Y1, Y1
	VADDPS  Y1, Y0, Y0
	ADDQ    $32, AX
	CMPQ    AX, CX
	JLT     variance
	SUM8
	VDIVSS    X8, X0, X0
	VADDSS    epsilon+44(FP), X0, X0
	VCVTSS2SD X0, X0, X0
	VSQRTSD   X0, X0, X0
	MOVQ      $0x3ff0000000000000, AX
	VMOVQ     AX, X1
	VDIVSD    X0, X1, X0
	VCVTSD2SS X0, X0, X0
	VBROADCASTSS X0, Y5 // one by the deviation

	XORQ  AX, AX
	TESTQ R10, R10
	JZ    plain

added:
	VMOVUPS (DI)(AX*1), Y0
	VSUBPS  Y4, Y0, Y0
	VMULPS  Y5, Y0, Y0
	VMULPS  (R8)(AX*1), Y0, Y0
	VADDPS  (R9)(AX*1), Y0, Y0
	VADDPS  (R10)(AX*1), Y0, Y0
	VMOVUPS Y0, (DI)(AX*1)
	ADDQ    $32, AX
	CMPQ    AX, CX
	JLT     added
	VZEROUPPER
	RET

plain:
	VMOVUPS (DI)(AX*1), Y0
	VSUBPS  Y4, Y0, Y0
	VMULPS  Y5, Y0, Y0
	VMULPS  (R8)(AX*1), Y0, Y0
	VADDPS  (R9)(AX*1), Y0, Y0
	VMOVUPS Y0, (DI)(AX*1)
	ADDQ    $32, AX
	CMPQ    AX, CX
	JLT     plain
	VZEROUPPER
	RET

// func slotsAVX2(y, bias *float32, rows **float32, slots, n int)
// y[i] = max over both halves of the sum of the rows plus bias
TEXT ·slotsAVX2(SB), NOSPLIT, $0-40
	MOVQ y+0(FP), DI
	MOVQ bias+8(FP), DX
	MOVQ rows+16(FP), SI
	MOVQ slots+24(FP), BX
	MOVQ n+32(FP), CX
	SHLQ $2, CX
	XORQ AX, AX

column:
	LEAQ   (AX)(CX*1), R8 // the second half
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	XORQ   R9, R9

slot:
	MOVQ   (SI)(R9*8), R10
	VADDPS (R10)(AX*1), Y0, Y0
	VADDPS (R10)(R8*1), Y1, Y1
	INCQ   R9
	CMPQ   R9, BX
	JLT    slot
	VADDPS  (DX)(AX*1), Y0, Y0
	VADDPS  (DX)(R8*1), Y1, Y1
	VMAXPS  Y1, Y0, Y0
	VMOVUPS Y0, (DI)(AX*1)
	ADDQ    $32, AX
	CMPQ    AX, CX
	JLT     column
	VZEROUPPER
	RET
