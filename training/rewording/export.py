"""The close reader as the program reads it: `model.onnx` in int8, `tokenizer.json`, `tables.json`.

    python training/rewording/export.py --from FOLDER

FOLDER holds `reader.pt`, as `reader.py` wrote it. Weights of the encoder are int8, one scale for each column; the scale
of what flows through is found for each pair, which is read alone.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from reader import BASE, LONGEST, Reader

OUT = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "models" / "reader"


def exported(model: Reader, path: Path) -> None:
    """Write the model in single precision."""
    ids = torch.ones(2, 16, dtype=torch.long)
    names = ["ids", "mask", "kinds"]
    torch.onnx.export(
        model, (ids, torch.ones_like(ids), torch.zeros_like(ids)), str(path), input_names=names, output_names=["score"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names}, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantised(whole: Path, path: Path) -> None:
    """Write the int8 form of a float model; the second half of each feed-forward part, which has outliers, stays."""
    kinds = ["MatMul", "Gemm", "Gather"]
    kept = [
        one.name
        for one in onnx.load(whole).graph.node
        if "/output/dense/MatMul" in one.name and "attention" not in one.name
    ]
    quantize_dynamic(
        whole, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=kinds, nodes_to_exclude=kept
    )


def main() -> None:
    """Export, write."""
    p = argparse.ArgumentParser()
    p.add_argument("--from", dest="made", type=Path, required=True)
    p.add_argument("--version", type=int, default=1)
    a = p.parse_args()
    model = Reader()
    model.load_state_dict(torch.load(a.made / "reader.pt"))
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exported(model.eval(), Path(folder) / "float.onnx")
        quantised(Path(folder) / "float.onnx", OUT / "model.onnx")
    shutil.copy(Path(BASE) / "tokenizer.json", OUT / "tokenizer.json")
    tables = {"name": "reader-of-rewordings", "version": a.version, "longest": LONGEST}
    (OUT / "tables.json").write_text(json.dumps(tables) + "\n", encoding="utf-8")
    print(tables, (OUT / "model.onnx").stat().st_size)


if __name__ == "__main__":
    main()
