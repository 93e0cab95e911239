"""Print each quotation whose words differ between reports, and where.

Usage: python examples/altered_quotations.py REPORTS...
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import whence


def main(inputs: list[str]) -> None:
    """Trace the reports into a story that is thrown away afterwards, and print what was altered in it."""
    with tempfile.TemporaryDirectory() as folder, whence.trace(inputs, to=Path(folder) / "story.db") as story:
        for quote in story.quotes(altered=True):
            print(quote.base.text)
            for reading in quote.readings:
                if reading.relation in ("altered", "differs"):
                    print(f"  {reading.relation} in {reading.place.outlet}: {reading.reason}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["src/whence/demo/reports"])
