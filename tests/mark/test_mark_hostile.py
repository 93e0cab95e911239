"""Texts that are no news: bounded time and memory, no crash, and nobody who is not there is made to speak."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from spacy.language import Language

from marked_text import Marked, a_report
from whence.mark.report import mark_report

SMALL, LARGE = 100, 10_000
SECONDS_OF_A_SMALL_ONE = 20.0
"""Of processor time: a few on an idle machine, and a hundred times as many where something grows with the square."""
MEGABYTES = 1024
PUNCTUATION = ".,;:!?-—()[]{}/\\|@#$%^&*+=<>~`\"“”'‘’«»"
SENTENCE = (
    "the dam at Ostry Head and a road to Port Calder were closed on Monday at noon when twelve crews of the Aldermoss "
    "Water Board reached forty homes below the wall with boats and saw nobody in them and then"
)

NOBODY_SPEAKS: dict[str, Callable[[int], str]] = {
    "straight marks that open": lambda n: '"word ' * n,
    "curly marks that open": lambda n: "“Word " * n,
    "single marks that open": lambda n: "'word " * n,
    "single curly marks that open": lambda n: "‘word " * n,
    "marks and nothing else": lambda n: "“" * n + "\n" + '"' * n + "\n" + "'" * n,
    "a paragraph for each mark that opens": lambda n: "“The wall of the dam held.\n" * n,
    "one word": lambda n: "x" * (20 * n),
    "one word of all kinds of characters": lambda n: _drawn("abcXYZ019.-_/", 20 * n),
    "one number": lambda n: "7" * (20 * n),
    "one number with commas": lambda n: "1" + ",111" * (5 * n),
    "an address": lambda n: "http://ostry.example/" + "c" * (20 * n),
    "numbers in words": lambda n: "one " * (5 * n),
    "no full stop": lambda n: f"{SENTENCE} " * (10 * n // len(SENTENCE.split())),
    "punctuation": lambda n: _drawn(PUNCTUATION, 20 * n),
    "full stops": lambda n: "." * (20 * n) + "\n" + ". " * n,
    "brackets": lambda n: "(" * n + " a (b " * n,
    "spaces": lambda n: "end of the" + " " * (20 * n) + "week",
    "empty lines": lambda n: "end of the" + " \n" * (10 * n) + "week",
    "control characters": lambda n: _drawn([chr(c) for c in (*range(9), *range(14, 32), 127, 0x200B, 0xFEFF)], 10 * n),
    "right to left": lambda n: "صمد السد طوال الليل ولم يغادر أحد الوادي. \u202e" * n,
    "emoji": lambda n: "🙂👍🏽👩‍👩‍👧 " * n,
    "accents": lambda n: "e" + "\u0301" * (10 * n),
}
ONE_SPEAKS: dict[str, Callable[[int], str]] = {
    "a curly mark that opens in each": lambda n: "Mara Vell said “the dam had held. " * n,
    "a straight mark that opens in each": lambda n: 'Mara Vell said "the dam had held. ' * n,
    "control characters between words": lambda n: "Mara Vell said\x02 the\x1b[31m dam\x7f had held.\x0b " * n,
    "right to left between words": lambda n: "Mara Vell said שלום the dam had held \u202eabc\u202c. " * n,
    "emoji between words": lambda n: "Mara Vell said 🙂 the dam had held 👍🏽. " * n,
    "one clause under another": lambda n: "Mara Vell said that " * n,
    "shouting": lambda n: "MARA VELL SAID " * n,
}


def _drawn(characters: str | list[str], count: int) -> str:
    return "".join(random.Random(7).choices(characters, k=count))


def _marked(text: str, nlp: Language, seconds: float) -> Marked:
    began = time.process_time()
    found = Marked(*mark_report(a_report(text), nlp))
    assert time.process_time() - began < seconds
    for one in found.marks.attributions:
        assert all(0 <= start < end <= len(text) for start, end in one.pieces)
    return found


def _speakers(found: Marked) -> set[str]:
    return {name for one in found.marks.attributions if (name := found.speaker(one)) is not None}


@pytest.mark.parametrize("kind", NOBODY_SPEAKS)
def test_nobody_speaks_where_nobody_is_named(kind: str, nlp: Language) -> None:
    assert _speakers(_marked(NOBODY_SPEAKS[kind](SMALL), nlp, SECONDS_OF_A_SMALL_ONE)) == set()


@pytest.mark.parametrize("kind", ONE_SPEAKS)
def test_nobody_else_speaks(kind: str, nlp: Language) -> None:
    speakers = _speakers(_marked(ONE_SPEAKS[kind](SMALL), nlp, SECONDS_OF_A_SMALL_ONE))
    assert {name.casefold() for name in speakers} <= {"mara vell", "vell"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*NOBODY_SPEAKS, *ONE_SPEAKS])
def test_large_ones(kind: str, nlp: Language) -> None:
    found = _marked((NOBODY_SPEAKS | ONE_SPEAKS)[kind](LARGE), nlp, 15 * SECONDS_OF_A_SMALL_ONE)
    assert {name.casefold() for name in _speakers(found)} <= ({"mara vell", "vell"} if kind in ONE_SPEAKS else set())


CHILD = """
import random, resource, sys
sys.path[:0] = {path!r}
from marked_text import a_report
from whence.mark import load_pipeline, mark_report
rng = random.Random(7)
people = [f"{{first}} {{last}}" for first in ("Mara", "Dorte", "Piers", "Ilse", "Oskar", "Runa", "Stellan", "Edda")
          for last in ("Vell", "Vennick", "Okonjaro", "Halloway", "Quist", "Penhale", "Varga", "Askew", "Tamm")]
places = ["Ostry Head", "Port Calder", "Aldermoss", "Sarn Valley", "Kessing", "Norrhaven", "Tolbridge", "Drumlow"]
forms = [
    "{{p}}, {{n}}, said on Monday that {{m}} homes in {{q}} had been flooded.",
    "“The water came over the wall at noon and we ran,” {{p}} told the {{q}} Courier.",
    "The {{q}} Water Board said at least {{n}} people were killed on March {{d}}, 20{{n}}.",
    "She denied that {{q}} had been warned. “Nobody called us,” she said.",
    "Crews from {{q}} rescued {{m}} workers late on Tuesday, two days after the dam gave way.",
    "According to {{p}}, the mayor of {{q}}, the work will cost ${{m}} million next year.",
]
lines, count = [], 0
while count < {words}:
    line = " ".join(rng.choice(forms).format(p=rng.choice(people), q=rng.choice(places), n=rng.randint(10, 90),
                    m=rng.randint(2, 900), d=rng.randint(1, 28)) for _ in range(4))
    lines.append(line)
    count += len(line.split())
text = "{join}".join(lines)
report, marks = mark_report(a_report(text), load_pipeline())
print(len(marks.attributions), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("join", ["\\n\\n", " "], ids=["paragraphs", "one line"])
def test_a_document_of_200_000_words(join: str) -> None:
    code = CHILD.format(path=sys.path, words=200_000, join=join)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=1500, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    attributions, megabytes = map(int, ran.stdout.split())
    assert attributions > 5_000
    assert megabytes < MEGABYTES
