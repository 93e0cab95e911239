"""Train a span model on PolNeAR.

    python -m attribution.train --base FOLDER --out FILE [--epochs N] [--rate R]

FOLDER holds `model.safetensors` and `tokenizer.json`. The development set is scored after each epoch.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
from safetensors.torch import load_file

from attribution import data, encoder, learning, measure
from attribution.model import SpanModel
from whence.mark.span_pieces import FEATURES


def score(model: SpanModel, reports: list[data.Report], golds: list[dict], marks, size: int) -> dict:
    steps = learning.steps_of(model)
    pairs = []
    for one, gold in zip(reports, golds, strict=True):
        emissions, _ = learning.read_report(model, one, marks, size)
        found = learning.spans_of(learning.label(emissions, one, steps), one)
        spans = {(role, s, e) for a in gold["attributions"] for role in data.ROLES for s, e in a[role]}
        pairs.append((spans, set(found), one.text))
    return measure.table(pairs)


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--polnear", type=Path, default=Path("../shared/data/polnear"))
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--rate", type=float, default=5e-5)
    p.add_argument("--decay", type=float, default=1.0)
    p.add_argument("--budget", type=int, default=3072)
    p.add_argument("--size", type=int, default=384)
    p.add_argument("--start", type=Path, help="a model trained before, to go on from")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--some", type=int, help="only so many reports, to try something out")
    p.add_argument("--stop-after", type=int, default=0, help="stop when so many passes are done")
    a = p.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(a.seed)
    tok = data.tokenizer(a.base)
    marks = data.marks_of(tok)
    train = data.read(a.polnear / "train.jsonl.gz")[: a.some]
    dev = data.read(a.polnear / "dev.jsonl.gz")
    plain = [data.report(r, tok) for r in train]
    held = [data.report(r, tok) for r in dev]
    model = SpanModel(encoder.load(load_file(a.base / "model.safetensors"), FEATURES))
    if a.start:
        model.load_state_dict(torch.load(a.start, weights_only=False)["state"])

    def reports(epoch, rng):
        out = []
        for one, record in zip(plain, train, strict=True):
            styled = data.restyled(record["text"], rng) if epoch else record["text"]
            out.append(one if styled == record["text"] else data.report(record, tok, styled))
        return out

    began = time.time()

    def after(epoch: int) -> None:
        torch.save({"state": model.state_dict(), "shape": model.encoder.shape}, a.out)
        print(f"pass {epoch} {time.time() - began:.0f} s", score(model, held, dev, marks, a.size), flush=True)

    learning.fit(
        model, reports, a.epochs, marks, a.rate, a.size, a.budget, 0.0, a.seed, after, a.decay, a.stop_after
    )  # fmt: skip


if __name__ == "__main__":
    main()
