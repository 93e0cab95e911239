"""The close reader as the program reads it: `model.onnx` in int8, `tokenizer.json`, `tables.json`.

    python training/rewording/export.py DATA --from FOLDER

FOLDER holds `reader.pt` and `trial.json`, as `reader.py` wrote them. On what was held out, also of the training that
it went on from, the reader's score is weighed against the quick judge's (logistic regression), and the weights go into
`tables.json`. Weights of the encoder are int8, one scale for each column; the scale of what flows through is found for
each pair, which is read alone.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from data import Pair, far_apart, labelled
from onnxruntime.quantization import QuantType, quantize_dynamic
from quick import features, made
from reader import BASE, LONGEST, Reader, held_out
from sklearn.linear_model import LogisticRegression

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


def never_seen(pairs: list[Pair]) -> set[tuple[str, str]]:
    """The pairs that the training on the first collection left out, or that came with the second."""
    first = [one for one in pairs if not one.again]
    trained = {one.group for one in first} - held_out(first, random.Random(1))
    return {(one.a, one.b) for one in pairs if one.group not in trained}


def weights(trial: list[dict], data: Path) -> dict[str, float]:
    """How much the scores of the reader and of the quick judge count, on pairs that neither was fitted on."""
    held = {(one["a"], one["b"]) for one in trial}
    pairs = labelled(data)
    known = [one for one in (*pairs, *far_apart(data)) if (one.a, one.b) not in held]
    measured = [
        (found, one.copy, 0.5 if one.manner == "far apart" else 1.0)
        for one in known
        if (found := features(one)) is not None
    ]
    x, y, weight = zip(*measured, strict=True)
    trees = made().fit(np.array(x), y, weight)
    unseen = never_seen(pairs)
    rows, wanted = [], []
    for one in trial:
        found = features(Pair("", one["copy"], one["a"], one["b"], ""))
        if found is not None and (one["a"], one["b"]) in unseen:
            rows.append((one["score"], float(trees.decision_function(found[None])[0])))
            wanted.append(one["copy"])
    fitted = LogisticRegression(C=1.0).fit(np.array(rows), wanted)
    (reader, quick), start = fitted.coef_[0].tolist(), float(fitted.intercept_[0])
    return {"reader": round(reader, 4), "quick": round(quick, 4), "start": round(start, 4)}


def main() -> None:
    """Export, weigh, write."""
    p = argparse.ArgumentParser()
    p.add_argument("data", type=Path)
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
    trial = json.loads((a.made / "trial.json").read_text(encoding="utf-8"))
    tables = {"name": "reader-of-rewordings", "version": a.version, "longest": LONGEST, **weights(trial, a.data)}
    (OUT / "tables.json").write_text(json.dumps(tables) + "\n", encoding="utf-8")
    print(tables, (OUT / "model.onnx").stat().st_size)


if __name__ == "__main__":
    main()
