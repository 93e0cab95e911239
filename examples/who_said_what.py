"""Print who said what in one text file, with the characters that each line stands on.

Usage: python examples/who_said_what.py FILE [DATE]
"""

from __future__ import annotations

import sys
from pathlib import Path

import whence


def main(path: str, published: str | None = None) -> None:
    """Mark one text and print its attributions."""
    report, marks = whence.mark(Path(path).read_text(encoding="utf-8"), published=published)
    names = {entity.id: entity.name for entity in marks.entities}
    for one in marks.attributions:
        speaker = names.get(one.speaker_entity_id or "", "(not resolved)")
        words = " ... ".join(report.text[start:end] for start, end in one.pieces)
        print(f"{one.start:>6}-{one.end:<6} {speaker} [{one.speaker_confidence:.2f}] {one.kind}: {words}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:3])
