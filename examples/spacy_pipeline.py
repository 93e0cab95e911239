"""Find who said what in a spaCy pipeline, as spans of its documents.

Usage: python examples/spacy_pipeline.py FILE [DATE]
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

from whence.spacy_components import attributions


def main(path: str, published: str | None = None) -> None:
    """Add the component to a blank pipeline and print the attributions of one document."""
    nlp = spacy.blank("en")
    nlp.add_pipe("whence_attributions", config={"published": published})
    doc = nlp(Path(path).read_text(encoding="utf-8"))
    for one in attributions(doc):  # the same as doc._.attributions, typed
        words = " ... ".join(span.text for span in one.content)
        first, last = one.content[0].start, one.content[-1].end
        print(f"tokens {first}-{last}: {one.speaker or '(not resolved)'}, {one.kind}: {words}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:3])
