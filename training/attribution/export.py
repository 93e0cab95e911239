"""A trained model to what the program reads: `model.onnx` in int8, `tokenizer.json`, `tables.json`.

    python -m attribution.export --model FILE --base FOLDER --out FOLDER --version N [--float]

Weights are int8, one scale for each column; the scale of what flows through is found for each run, over one window. The
second half of each feed-forward part stays in float: what flows into it has outliers that cost half a point of F1.
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

from attribution import data
from attribution.encoder import Encoder
from attribution.model import SpanModel
from whence.mark.span_pieces import FEATURES


def load(path: Path) -> SpanModel:
    kept = torch.load(path, weights_only=False)
    model = SpanModel(Encoder(kept["shape"], FEATURES))
    model.load_state_dict(kept["state"])
    return model.eval()


def export(model: SpanModel, path: Path) -> None:
    for layer in model.encoder.layers:
        layer.plain = True
    ids = torch.ones(2, 16, dtype=torch.long)
    sizes = {0: "batch", 1: "length"}
    torch.onnx.export(
        model,
        (ids, torch.zeros_like(ids), torch.ones_like(ids)),
        str(path),
        input_names=["ids", "features", "mask"],
        output_names=["emissions", "links"],
        dynamic_axes=dict.fromkeys(("ids", "features", "mask", "emissions", "links"), sizes),
        opset_version=17,
        dynamo=False,
    )


def quantised(whole: Path, path: Path) -> None:
    """Write the int8 form of a float model."""
    kinds = ["MatMul", "Gemm", "Gather"]
    kept = [n.name for n in onnx.load(whole).graph.node if n.op_type in kinds and "outer" in n.name]
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=kinds,
                     nodes_to_exclude=kept)  # fmt: skip


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--model", type=Path, required=True)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--version", type=int, default=1)
    p.add_argument("--window", type=int, default=192)
    p.add_argument("--float", action="store_true")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    model = load(a.model)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        export(model, whole)
        if a.float:
            shutil.copy(whole, a.out / "model.onnx")
        else:
            quantised(whole, a.out / "model.onnx")
    tok = data.tokenizer(a.base)
    tok.save(str(a.out / "tokenizer.json"), pretty=False)
    begin, end, pad = data.marks_of(tok)
    tables = {
        "name": "attribution-spans", "version": a.version, "window": a.window, "begin": begin, "end": end, "pad": pad,
        "steps": [[round(x, 4) for x in row] for row in model.chain.stepping().tolist()],
        "far": [[round(x, 4) for x in row] for row in model.far.tolist()],
    }  # fmt: skip
    (a.out / "tables.json").write_text(json.dumps(tables) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
