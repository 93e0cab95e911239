"""Marking many reports: in this process, or in worker processes that each load the pipeline once.

A report is marked alone and its marks depend on nothing else, so the number of workers changes nothing but the time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from contextlib import contextmanager

from loky import ProcessPoolExecutor
from loky.process_executor import TerminatedWorkerError

from whence.records import Marks, Problem, Report
from whence.settings import Settings

FEW_REPORTS = 6
"""With fewer reports than this, starting workers takes longer than it saves."""
CHUNK = 4

Marked = tuple[Report, Marks, Problem | None]


def mark_reports(reports: Sequence[Report], settings: Settings) -> Iterator[list[Marked]]:
    """Reports with their marks, a few at a time, in any order. A report whose marking fails keeps no marks, and a
    Problem says so."""
    jobs = settings.jobs or free_cores()
    if jobs == 1 or len(reports) < FEW_REPORTS:
        for report in reports:
            yield [_mark(report, settings)]
        return
    # Longest first, so that no worker is left alone with a long report at the end.
    ordered = sorted(reports, key=lambda r: (-len(r.text), r.id))
    chunks = [tuple(ordered[at : at + CHUNK]) for at in range(0, len(ordered), CHUNK)]
    with _workers(min(jobs, len(chunks)), settings) as pool:
        pending = {pool.submit(_mark_chunk, chunk, settings): chunk for chunk in chunks}
        for future in as_completed(pending):
            chunk = pending[future]
            try:
                yield future.result()
            except TerminatedWorkerError:
                # A worker was killed (for want of memory, say): mark here, one by one, what it did not give back.
                yield [_mark(report, settings) for report in chunk]


@contextmanager
def _workers(count: int, settings: Settings) -> Iterator[ProcessPoolExecutor]:
    # One thread for each worker's matrix products: two processes with two threads each on two cores are slower.
    env = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
    pool = ProcessPoolExecutor(max_workers=count, env=env, initializer=_start, initargs=(settings,))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, kill_workers=True)
        raise
    pool.shutdown(wait=True)


def _start(settings: Settings) -> None:
    from whence.mark import load_pipeline, load_span_model

    load_pipeline(settings.pipeline)
    load_span_model(settings.attribution_model)


def _mark_chunk(reports: Sequence[Report], settings: Settings) -> list[Marked]:
    return [_mark(report, settings) for report in reports]


def _mark(report: Report, settings: Settings) -> Marked:
    from whence.mark import load_pipeline, load_span_model, mark_report

    nlp = load_pipeline(settings.pipeline)
    model = load_span_model(settings.attribution_model)
    try:
        return (*mark_report(report, nlp, model), None)
    except Exception as error:  # noqa: BLE001 - one report that breaks a rule must not stop the others
        message = f"{report.origin}: could not be marked ({type(error).__name__}: {error}); its text is kept unmarked"
        return report, Marks(report.id), Problem(report.origin, "mark", "failed", message)


def free_cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
