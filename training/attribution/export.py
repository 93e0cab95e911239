"""A trained model to what the program reads: `model.onnx` with int8 weights, `tokenizer.json`, `tables.json`.

    python -m attribution.export --model FILE --base FOLDER --out FOLDER --version N [--float]

Weights are int8, one scale for each column of a matrix and each row of an embedding, and are made float again when the
model is loaded: the arithmetic is float. Integer arithmetic takes a quarter less time on a processor without VNNI
instructions, but costs up to half a point of F1 for sources, takes its scales from whatever is read together, and
overflows differently from one processor to the next.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

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


def narrowed(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights in int8 and their scales, one for all that lie along `axis`."""
    scale = np.abs(weights).max(axis=axis, keepdims=True) / 127
    scale[scale == 0] = 1
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def quantised(whole: Path, path: Path) -> None:
    """Write a float model with its weights in int8: cast and scaled in the graph, which the runtime does once."""
    model = onnx.load(whole)
    graph = model.graph
    weights = {i.name: i for i in graph.initializer}
    nodes = []
    for node in graph.node:
        table = node.op_type == "Gather" and node.input[0] in weights
        if not table and not (node.op_type == "MatMul" and node.input[1] in weights):
            nodes.append(node)
            continue
        name = node.input[0 if table else 1]
        held = numpy_helper.to_array(weights[name])
        if held.ndim != 2 or held.dtype != np.float32:
            nodes.append(node)
            continue
        graph.initializer.remove(weights[name])
        parts = zip(("int8", "scale"), narrowed(held, 1 if table else 0), strict=True)
        graph.initializer.extend(numpy_helper.from_array(part, f"{name}.{kind}") for kind, part in parts)
        if table:  # rows are looked up before they are made float
            out = node.output[0]
            kinds = [(kind, f"{out}.{kind}") for kind in ("int8", "scale")]
            nodes += [helper.make_node("Gather", [f"{name}.{kind}", node.input[1]], [to]) for kind, to in kinds]
            nodes += _scaled(out, out)
        else:
            nodes += [*_scaled(name, name), node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _scaled(name: str, out: str) -> list[onnx.NodeProto]:
    return [
        helper.make_node("Cast", [f"{name}.int8"], [f"{name}.cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [out]),
    ]


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
