#!/usr/bin/env bash
# `make parity` and `make bench-spacy`: runs parity.py or bench.py, as the first
# argument says, with what they need: Python with spaCy, and the Go half built.
set -euo pipefail
cd "$(dirname "$0")"
python=$(bash ../venv.sh)
PARITY_GO=$(mktemp -d)/parity
trap 'rm -rf "$(dirname "$PARITY_GO")"' EXIT
CGO_ENABLED=0 "${GO:-go}" build -o "$PARITY_GO" .
export PARITY_GO
# On some machines these are set for the sake of old releases of OpenBLAS, and slow numpy.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
export PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 BLIS_NUM_THREADS=1
"$python" "$@"
