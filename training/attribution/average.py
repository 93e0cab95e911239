"""The mean of the weights of several trainings that went on from one another.

    python -m attribution.average --model FILE --model FILE [...] --out FILE

What the last passes of one training have in common stays, what each took from the order of its reports cancels
(Izmailov et al., UAI 2018). The models have one shape.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(paths: list[Path], out: Path) -> None:
    """Write the mean of the models at `paths`. Raises ValueError where they are not of one shape."""
    models = [torch.load(path, weights_only=False) for path in paths]
    if any(one["shape"] != models[0]["shape"] for one in models):
        raise ValueError("models of several shapes have no mean")
    state = models[0]["state"]
    for name in state:
        if state[name].is_floating_point():
            state[name] = torch.stack([one["state"][name].float() for one in models]).mean(0)
    torch.save({"state": state, "shape": models[0]["shape"]}, out)


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--model", type=Path, action="append", required=True)
    p.add_argument("--out", type=Path, required=True)
    a = p.parse_args()
    average(a.model, a.out)


if __name__ == "__main__":
    main()
