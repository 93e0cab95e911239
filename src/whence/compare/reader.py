"""The close reader of rewordings: an encoder that reads two passages together and says whether one text is behind both.

It sees what static vectors cannot: who does what to whom, and whether a statement was turned round. It is asked only
about the few pairs that the quick judge lets through. How it was made is said on its card, beside its weights.

Each pair is read alone: int8 arithmetic takes its scale from all that shares a batch.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

FOLDER = Path(__file__).resolve().parent / "models" / "reader"


class Reader:
    """A reader loaded from a folder with `model.onnx`, `tokenizer.json` and `tables.json`."""

    def __init__(self, folder: Path) -> None:
        tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(int(tables["longest"]), strategy="longest_first")
        self.tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def score(self, a: str, b: str) -> float:
        """The log odds that one text stands behind two passages."""
        read = self.tokenizer.encode(_sound(a), _sound(b))
        ids = np.array([read.ids], dtype=np.int64)
        kinds = np.array([read.type_ids], dtype=np.int64)
        return round(float(self.session.run(None, {"ids": ids, "mask": np.ones_like(ids), "kinds": kinds})[0][0]), 4)


def _sound(text: str) -> str:
    """The text without halves of surrogate pairs, which the tokenizer refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def has_reader() -> bool:
    """Whether a reader comes with this copy of the program: all else works without."""
    return (FOLDER / "model.onnx").is_file()


@lru_cache(maxsize=1)
def close_reader() -> Reader:
    """The reader that comes with the program, loaded once a process."""
    return Reader(FOLDER)
