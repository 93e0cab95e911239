"""Train a small student on PolNeAR and on unlabelled reports that a larger teacher has read.

    python -m attribution.distill read --teacher FILE --base FOLDER [--teacher FILE --base FOLDER ...]
        --texts FILE.jsonl.gz --out FILE [--pieces N] [--skip N]
    python -m attribution.distill fit --read FILE [--read FILE ...] --base FOLDER --out FILE [--start FILE] [--epochs N]

`read` keeps, for each report, the best labels, the probability of each label (of several teachers the geometric mean)
and the links of the first teacher; `--skip` leaves out the first reports of a fitting length, which another file has.
`fit` learns from what was read (hard and soft labels by halves) and from PolNeAR's own labels (hard); each pass is kept
as `NAME-1`, `NAME-2` beside the last.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from attribution import data, encoder, learning
from attribution.export import load
from attribution.model import LINK, SpanModel, bucket
from attribution.train import score
from whence.mark.span_pieces import FEATURES, pieces_of


def linked(model: SpanModel, labels: np.ndarray, links: np.ndarray):
    """(content, cue) and (cue, source) pairs of first words, as the program links them."""
    content, cue, source = (np.flatnonzero(labels == kind) for kind in (5, 3, 1))
    far = model.far.detach().numpy()
    if not len(cue):
        return [], []
    s = links[content][:, LINK : 2 * LINK] @ links[cue][:, :LINK].T / 8
    away = content[:, None] - cue[None]
    s = s + far[0][bucket(torch.from_numpy(away)).numpy()]
    s[np.abs(away) > 300] = -1e9
    contents = [(int(c), int(cue[i])) for c, i in zip(content, s.argmax(1), strict=True)]
    sources = []
    if len(source):
        s = links[cue][:, 2 * LINK : 3 * LINK] @ links[source][:, 3 * LINK :].T / 8
        away = source[None] - cue[:, None]
        s = s + far[1][bucket(torch.from_numpy(away)).numpy()]
        s[np.abs(away) > 300] = -1e9
        for q, row in zip(cue, s, strict=True):
            best = int(row.argmax())
            sources.append((int(q), int(source[best]) if row[best] > 0 else -1))
    return contents, sources


class Teacher:
    """A trained model and what it reads with."""

    def __init__(self, path: Path, base: Path, size: int) -> None:
        self.tokenizer = data.tokenizer(base)
        self.marks = data.marks_of(self.tokenizer)
        self.model = load(path)
        self.steps = learning.steps_of(self.model)
        self.size = size

    def read(self, key: str, text: str) -> tuple[data.Report, np.ndarray, np.ndarray]:
        """A report as it sees it, the log probability of each label of each word, and the links."""
        pieces = pieces_of(text, data.blocks(text), self.tokenizer)
        one = data.Report(key, text, pieces, np.zeros(0, np.int64), [], [])
        one.labels = np.zeros(len(pieces.starts), np.int64)
        emissions, links = learning.read_report(self.model, one, self.marks, self.size)
        return one, torch.from_numpy(emissions).log_softmax(-1).numpy(), links


def read(a: argparse.Namespace) -> None:
    torch.set_num_threads(a.threads)
    teachers = [Teacher(path, base, a.size) for path, base in zip(a.teacher, a.base, strict=True)]
    steps = np.mean([t.steps for t in teachers], axis=0)
    records = data.read(a.texts)
    random.Random(7).shuffle(records)
    kept, count, began, left = [], 0, time.time(), a.skip
    for record in records:
        text = record["text"]
        if len(text) < 800 or len(text) > 12000:
            continue
        if left:  # read before, in another file
            left -= 1
            continue
        found = [t.read(record["id"], text) for t in teachers]
        one, _, links = found[0]
        if any(len(other.pieces.starts) != len(one.pieces.starts) for other, _, _ in found):
            continue  # cut into other words: nothing to average
        scores = np.mean([logs for _, logs, _ in found], axis=0)
        labels = learning.label(scores, one, steps)
        contents, sources = linked(teachers[0].model, labels, links)
        kept.append(
            {
                "id": record["id"],
                "text": text,
                "labels": labels.astype(np.int8),
                "soft": torch.from_numpy(scores).softmax(-1).numpy().astype(np.float16),
                "contents": contents,
                "sources": sources,
            }
        )
        count += len(one.pieces.ids)
        if len(kept) % 100 == 0:
            print(len(kept), count, f"{time.time() - began:.0f} s", flush=True)
            a.out.write_bytes(pickle.dumps(kept))
        if count > a.pieces:
            break
    a.out.write_bytes(pickle.dumps(kept))


def fit(a: argparse.Namespace) -> None:
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    base = a.base[0]
    tok = data.tokenizer(base)
    marks = data.marks_of(tok)
    train = data.read(a.polnear / "train.jsonl.gz")
    dev = data.read(a.polnear / "dev.jsonl.gz")
    held = [data.report(r, tok) for r in dev]
    plain = [data.report(r, tok) for r in train]
    unlabelled = []
    for kept in (one for path in a.read for one in pickle.loads(path.read_bytes())):
        pieces = pieces_of(kept["text"], data.blocks(kept["text"]), tok)
        if len(pieces.starts) != len(kept["labels"]):
            continue
        unlabelled.append(
            data.Report(
                kept["id"],
                kept["text"],
                pieces,
                kept["labels"].astype(np.int64),
                kept["contents"],
                kept["sources"],
                kept["soft"],
            )
        )
    print(len(plain), len(unlabelled), flush=True)
    model = load(a.start) if a.start else SpanModel(encoder.load(load_file(base / "model.safetensors"), FEATURES))
    began = time.time()

    def reports(epoch: int, rng: random.Random):
        own = []
        for one, record in zip(plain, train, strict=True):
            styled = data.restyled(record["text"], rng) if epoch else record["text"]
            own.append(one if styled == record["text"] else data.report(record, tok, styled))
        return own + unlabelled

    def after(epoch: int) -> None:
        for out in (a.out, a.out.with_stem(f"{a.out.stem}-{epoch + 1}")):
            torch.save({"state": model.state_dict(), "shape": model.encoder.shape}, out)
        print(f"epoch {epoch} {time.time() - began:.0f} s", score(model, held, dev, marks, a.size), flush=True)

    learning.fit(model, reports, a.epochs, marks, a.rate, a.size, a.budget, 0.5, a.seed, after, a.decay)


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("what", choices=("read", "fit"))
    p.add_argument("--teacher", type=Path, action="append", default=[])
    p.add_argument("--base", type=Path, action="append", required=True)
    p.add_argument("--texts", type=Path)
    p.add_argument("--read", type=Path, action="append", default=[])
    p.add_argument("--start", type=Path)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--polnear", type=Path, default=Path("../shared/data/polnear"))
    p.add_argument("--pieces", type=int, default=1_000_000)
    p.add_argument("--skip", type=int, default=0, help="reports of fitting length that another reading has")
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--rate", type=float, default=1e-4)
    p.add_argument("--decay", type=float, default=1.0)
    p.add_argument("--budget", type=int, default=2048)
    p.add_argument("--size", type=int, default=384)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    read(a) if a.what == "read" else fit(a)


if __name__ == "__main__":
    main()
