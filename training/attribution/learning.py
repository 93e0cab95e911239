"""The losses, the loop over batches and the reading of a report, shared by the teacher and the student."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from attribution.crf import LABELS
from attribution.data import Report, Window, batch, cut
from attribution.model import LINK, SpanModel, bucket
from whence.mark.span_decoding import best_labels

HALF = torch.cpu._is_avx512_bf16_supported()
"""Whether this processor has arithmetic in bfloat16: where it has not, that is much slower than single precision."""

Marks = tuple[int, int, int]
"""The ids of the word pieces that begin and end a window, and of padding."""


def batches(found: list[Window], budget: int, rng: random.Random) -> Iterator[list[Window]]:
    """Windows of like length together, at most `budget` pieces with padding, in a random order."""
    rng.shuffle(found)
    found.sort(key=lambda w: len(w.ids) + rng.random() * 24)
    groups: list[list[Window]] = [[]]
    for one in found:
        if groups[-1] and (len(groups[-1]) + 1) * (len(one.ids) + 2) > budget:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    yield from groups


def loss_of(model: SpanModel, group: list[Window], marks: Marks, soft_share: float = 0.0) -> Tensor:
    """The chain's loss, the links' loss and, from a teacher, the divergence of word labels."""
    tensors = batch(group, *marks)
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
        emissions, links = model(tensors["ids"], tensors["features"], tensors["mask"])
    emissions, links = emissions.float(), links.float()
    at = tensors["at"]
    scores = emissions.gather(1, at[..., None].expand(-1, -1, LABELS))
    begun = model.chain.begun(scores, tensors["first"])
    total = model.chain.loss(begun, tensors["labels"], tensors["known"])
    if soft_share:
        known = tensors["known"].float()
        divergence = -(tensors["soft"] * scores.log_softmax(-1)).sum(-1)
        total = (1 - soft_share) * total + soft_share * (divergence * known).sum() / known.sum()
    vectors = links.gather(1, at[..., None].expand(-1, -1, 4 * LINK))
    terms = []
    for i, window in enumerate(group):
        cues = sorted({q for _, q in window.contents} | {q for q, _ in window.sources})
        if window.contents and len(cues) > 1:
            c = torch.tensor([c for c, _ in window.contents])
            q = torch.tensor(cues)
            s = vectors[i, c, LINK : 2 * LINK] @ vectors[i, q, :LINK].T / 8 + model.far[0][bucket(c[:, None] - q[None])]
            terms.append(
                torch.nn.functional.cross_entropy(
                    s, torch.tensor([cues.index(x) for _, x in window.contents]), reduction="sum"
                )
            )
        starts = sorted({s for _, s in window.sources if s >= 0})
        if window.sources and starts:
            q = torch.tensor([q for q, _ in window.sources])
            t = torch.tensor(starts)
            s = (
                vectors[i, q, 2 * LINK : 3 * LINK] @ vectors[i, t, 3 * LINK :].T / 8
                + model.far[1][bucket(t[None] - q[:, None])]
            )
            s = torch.cat([s, torch.zeros(len(q), 1)], 1)
            gold = torch.tensor([starts.index(x) if x >= 0 else len(starts) for _, x in window.sources])
            terms.append(torch.nn.functional.cross_entropy(s, gold, reduction="sum"))
    if terms:
        total = total + 0.3 * torch.stack(terms).sum() / tensors["known"].sum() * 10
    return total


def optimiser_of(model: SpanModel, rate: float, layer_decay: float) -> torch.optim.AdamW:
    """The optimiser: a lower rate for each layer further down, a higher one for what is not pretrained."""
    head, body = [], {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            body.setdefault(int(name.split(".")[2]), []).append(parameter)
        elif name.startswith("encoder.") and "features" not in name:
            body.setdefault(-1, []).append(parameter)
        else:
            head.append(parameter)
    top = max(body)
    groups = [{"params": p, "lr": rate * layer_decay ** (top - at), "weight_decay": 0.01} for at, p in body.items()]
    groups.append({"params": head, "lr": max(rate * 10, 5e-4), "weight_decay": 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


def fit(
    model: SpanModel,
    reports_of_epoch,
    epochs: int,
    marks: Marks,
    rate: float,
    size: int,
    budget: int = 3072,
    soft_share: float = 0.0,
    seed: int = 1,
    after=None,
    layer_decay: float = 1.0,
    stop_after: int = 0,
) -> None:
    """Train. `reports_of_epoch(epoch, rng)` gives the reports; `after(epoch)` is called when an epoch ends."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model.train()
    optimiser = optimiser_of(model, rate, layer_decay)
    base = [g["lr"] for g in optimiser.param_groups]
    first = reports_of_epoch(0, rng)
    count = sum(1 for _ in batches([w for r in first for w in cut(r, size)], budget, random.Random(0)))
    total = count * epochs
    step, began = 0, time.time()
    for epoch in range(epochs):
        found = []
        for one in first if epoch == 0 else reports_of_epoch(epoch, rng):
            found.extend(cut(one, size, rng.randrange(size // 4, size - 2)))
        seen = running = 0.0
        for group in batches(found, budget, rng):
            step += 1
            scale = min(step / (0.08 * total), max(0.02, (total - step) / (0.92 * total)))
            for g, lr in zip(optimiser.param_groups, base, strict=True):
                g["lr"] = lr * scale
            loss = loss_of(model, group, marks, soft_share)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            running += loss.item()
            seen += 1
            if step % 50 == 0:
                print(f"step {step}/{total} loss {running / seen:.4f} {time.time() - began:.0f} s", flush=True)
                running = seen = 0.0
        if after is not None:
            model.eval()
            after(epoch)
            model.train()
        if stop_after and epoch + 1 >= stop_after:
            return


@torch.no_grad()
def read_report(
    model: SpanModel, one: Report, marks: Marks, size: int, fast: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Emissions and link vectors of each word of a report."""
    model.eval()
    emissions, links = [], []
    found = cut(one, size)
    for at in range(0, len(found), 8):
        group = found[at : at + 8]
        t = batch(group, *marks)
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF and fast):
            e, k = model(t["ids"], t["features"], t["mask"])
        for i, w in enumerate(group):
            emissions.append(e[i, w.word_at].float().numpy())
            links.append(k[i, w.word_at].float().numpy())
    if not emissions:
        return np.zeros((0, LABELS), np.float32), np.zeros((0, 4 * LINK), np.float32)
    return np.concatenate(emissions), np.concatenate(links)


def spans_of(labels: Sequence[int], one: Report) -> list[tuple[str, int, int]]:
    """(role, start, end) of the labelled spans."""
    out: list[list] = []
    p = one.pieces
    for at, label in enumerate(labels):
        if label in (1, 3, 5):
            out.append([("source", "cue", "content")[label // 2], int(p.starts[at]), int(p.ends[at])])
        elif label:
            out[-1][2] = int(p.ends[at])
    return [tuple(x) for x in out]


def steps_of(model: SpanModel) -> np.ndarray:
    return model.chain.stepping().detach().numpy()


def label(emissions: np.ndarray, one: Report, steps: np.ndarray) -> np.ndarray:
    return best_labels(emissions, one.pieces.first, steps)
