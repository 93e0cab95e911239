"""Train the upper layers of a large encoder on PolNeAR, the lower ones as they came: half the work of the whole.

    python -m attribution.upper keep --base FOLDER --kept FILE
    python -m attribution.upper fit --base FOLDER --kept FILE --out FILE [--epochs N]

`keep` reads the training set once and keeps what the lower layers give (1.3 GB, in half precision); `fit` learns from
that. It writes its state every few hundred steps, and goes on from there when it is started again with the same words.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from attribution import data, encoder, learning
from attribution.model import SpanModel
from attribution.train import score
from whence.mark.span_pieces import FEATURES

LOWER = 6
TOGETHER = 6
SAVED_EVERY = 200


def model_of(base: Path) -> SpanModel:
    """The encoder with its lower layers fixed, and fresh heads."""
    model = SpanModel(encoder.load(load_file(base / "model.safetensors"), FEATURES, features_at=LOWER))
    fixed = [model.encoder.words, model.encoder.places, model.encoder.norm, *model.encoder.layers[:LOWER]]
    for part in fixed:
        part.requires_grad_(False)
    return model


def windows_of(reports: list[data.Report], size: int) -> list[data.Window]:
    return [w for one in reports for w in data.cut(one, size)]


def rows_of(found: list[data.Window]) -> list[data.Window]:
    """The same windows with the rows of what is kept for their pieces in place of the pieces."""
    out, row = [], 0
    for one in found:
        out.append(replace(one, ids=np.arange(row + 1, row + 1 + len(one.ids))))
        row += len(one.ids) + 2
    return out


@torch.no_grad()
def keep(a: argparse.Namespace, reports: list[data.Report], marks: learning.Marks) -> None:
    model = model_of(a.base).eval()
    found = windows_of(reports, a.size)
    begins = np.cumsum([0] + [len(w.ids) + 2 for w in found])
    rows = np.lib.format.open_memmap(a.kept, "w+", np.float16, (int(begins[-1]), model.encoder.shape.width))
    began = time.time()
    order = sorted(range(len(found)), key=lambda i: len(found[i].ids))
    for low in range(0, len(order), TOGETHER):
        group = order[low : low + TOGETHER]
        t = data.batch([found[i] for i in group], *marks)
        x = model.encoder.below(t["ids"], t["mask"]).half().numpy()
        for one, i in zip(x, group, strict=True):
            rows[begins[i] : begins[i + 1]] = one[: len(found[i].ids) + 2]
        if low % (50 * TOGETHER) == 0:
            print(f"{low}/{len(order)} {time.time() - began:.0f} s", flush=True)
    rows.flush()


def fit(a: argparse.Namespace, reports: list[data.Report], marks: learning.Marks, tok) -> None:
    model = model_of(a.base)
    dev = data.read(a.polnear / "dev.jsonl.gz")
    held = [data.report(r, tok) for r in dev]
    optimiser = learning.optimiser_of(model, a.rate, a.decay)
    rates = [g["lr"] for g in optimiser.param_groups]
    windows = rows_of(windows_of(reports, a.size))
    passes = [list(learning.batches(list(windows), a.budget, random.Random(a.seed + at))) for at in range(a.epochs)]
    plan = [group for groups in passes for group in groups]
    ends = list(itertools.accumulate(map(len, passes)))
    state = a.out.with_suffix(".state")
    done = 0
    if state.exists():
        saved = torch.load(state, weights_only=False)
        model.load_state_dict(saved["state"])
        optimiser.load_state_dict(saved["optimiser"])
        done = saved["step"]
    kept = torch.from_numpy(np.load(a.kept, mmap_mode="c"))
    torch.manual_seed(a.seed + done)
    model.train()
    began, running, seen = time.time(), 0.0, 0
    for step, group in enumerate(plan, 1):
        if step <= done:
            continue
        scale = min(step / (0.08 * len(plan)), max(0.02, (len(plan) - step) / (0.92 * len(plan))))
        for g, rate in zip(optimiser.param_groups, rates, strict=True):
            g["lr"] = rate * scale
        model.encoder.kept = kept
        loss = learning.loss_of(model, group, marks)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        running, seen = running + loss.item(), seen + 1
        if step % 25 == 0:
            print(f"step {step}/{len(plan)} loss {running / seen:.4f} {time.time() - began:.0f} s", flush=True)
            running, seen = 0.0, 0
        if step % SAVED_EVERY == 0 or step in ends:
            saved = {"state": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
            torch.save(saved, state.with_suffix(".new"))
            state.with_suffix(".new").rename(state)
        if step in ends:
            model.encoder.kept = None
            torch.save({"state": model.state_dict(), "shape": model.encoder.shape}, a.out)
            print(f"pass {ends.index(step)}", score(model.eval(), held, dev, marks, a.size), flush=True)
            model.train()


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("what", choices=("keep", "fit"))
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--kept", type=Path, required=True)
    p.add_argument("--out", type=Path)
    p.add_argument("--polnear", type=Path, default=Path("../shared/data/polnear"))
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--rate", type=float, default=8e-5)
    p.add_argument("--decay", type=float, default=0.95)
    p.add_argument("--budget", type=int, default=2048)
    p.add_argument("--size", type=int, default=384)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    tok = data.tokenizer(a.base)
    marks = data.marks_of(tok)
    reports = [data.report(r, tok) for r in data.read(a.polnear / "train.jsonl.gz")]
    keep(a, reports, marks) if a.what == "keep" else fit(a, reports, marks, tok)


if __name__ == "__main__":
    main()
