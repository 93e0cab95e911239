"""A story that two invented outlets tell, and a draft held against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whence.run import trace_inputs
from whence.run.verify import verify_text
from whence.settings import Settings
from whence.story.store import Story
from whence.verify import Checked


@contextmanager
def two_outlets(folder: Path, courier: str, herald: str, titles: tuple[str, str]) -> Iterator[Story]:
    """The story of two reports, of 8 and 10 May 2031, while it is open."""
    rows = [
        {"id": "c", "outlet": "Ostrand Courier", "date": "2031-05-08", "title": titles[0], "text": courier},
        {"id": "h", "outlet": "Skerry Herald", "date": "2031-05-10", "title": titles[1], "text": herald},
    ]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    trace_inputs([folder / "reports.jsonl"], folder / "story.db", Settings(jobs=1))
    with Story.open(folder / "story.db") as opened:
        yield opened


def claims_of(story: Story, text: str, *kinds: str) -> list[Checked]:
    """What is found of a draft of 12 May 2031, of some kinds alone where any are named."""
    found = verify_text(story, text, published="2031-05-12").claims
    return [claim for claim in found if not kinds or claim.kind in kinds]
