"""Work on a large pile dealt out to several processes, its results in order.

The processes are forked, so that each sees what was made before without a copy of it. Where a system cannot fork, or
one process is asked for, the work is done here: the results are the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Result = TypeVar("Result")
STRETCHES = 24
"""Stretches of work for each process: enough to even out those that take long."""

_work: Callable[[int, int], Any] | None = None
"""What the forked processes do; set before they are made."""


def spread(work: Callable[[int, int], Result], count: int, jobs: int) -> Iterator[tuple[int, Result]]:
    """`work(low, high)` for stretches of range(count), in order: (how many are done, result)."""
    size = max(1, -(-count // (STRETCHES * max(1, jobs))))
    stretches = [(low, min(low + size, count)) for low in range(0, count, size)]
    if jobs < 2 or len(stretches) < 2 or not sys.platform.startswith("linux"):
        for low, high in stretches:
            yield high, work(low, high)
        return
    global _work
    _work = work
    gc.freeze()  # a collection in a forked process would write to, and so copy, every object
    done = 0
    try:
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
            try:
                for (_, high), result in zip(stretches, pool.map(_do, stretches), strict=True):
                    yield high, result
                    done += 1
            except BrokenProcessPool:
                pass  # a process was killed (for want of memory, say): what it did not give back is done here
    finally:
        gc.unfreeze()
        _work = None
    for low, high in stretches[done:]:
        yield high, work(low, high)


def _do(stretch: tuple[int, int]) -> Any:
    assert _work is not None
    return _work(*stretch)
