#!/usr/bin/env bash
# Make the models of rewording again, from the folder of the project. DATA names the development data, WORK a folder for
# what is made on the way. About an hour on two idle cores, nearly all of it for the close reader.
set -euo pipefail
cd "$(dirname "$0")/.."
DATA=${DATA:-../shared/data}
WORK=${WORK:-training/work}
PY=${PY:-.venv-training/bin/python}
export PYTHONPATH=src:training/rewording
# Large blocks of memory are kept and used again: handing them back at each step costs more than the arithmetic.
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=16000000000 MALLOC_TOP_PAD_=1000000000
mkdir -p "$WORK"
"$PY" training/rewording/words.py "$DATA"
"$PY" training/rewording/quick.py "$DATA"
# The reader that comes with the program learned from the first collection of composed pairs alone.
"$PY" training/rewording/reader.py "$DATA" --out "$WORK/reader" --first
"$PY" training/rewording/export.py --from "$WORK/reader"
"$PY" training/rewording/decide.py "$DATA"
