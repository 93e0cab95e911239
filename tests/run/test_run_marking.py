"""Marking many reports: the same marks alone, among others and in worker processes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from traced_demo import ONE_JOB, demo_reports
from whence.records import Marks, Report
from whence.run import marking
from whence.run.marking import FEW_REPORTS, mark_reports
from whence.settings import Settings


def marked(reports: list[Report], settings: Settings) -> dict[str, tuple[Report, Marks]]:
    found = {}
    for batch in mark_reports(reports, settings):
        for report, marks, problem in batch:
            assert problem is None
            assert report.id not in found, "no report is marked twice"
            found[report.id] = (report, marks)
    return found


def test_a_report_gets_the_same_marks_alone_and_among_others() -> None:
    reports = list(demo_reports())
    together = marked(reports, ONE_JOB)
    assert set(together) == {report.id for report in reports}
    for report in reports[::4]:
        assert marked([report], ONE_JOB)[report.id] == together[report.id]
    assert marked(reports[::-1][:5], ONE_JOB).items() <= together.items()


def test_worker_processes_give_the_same_marks() -> None:
    reports = list(demo_reports())[: FEW_REPORTS + 1]
    assert marked(reports, Settings(jobs=2)) == marked(reports, ONE_JOB)


def test_marks_are_of_their_report_and_lie_in_its_text() -> None:
    for report, marks in marked(list(demo_reports()), ONE_JOB).values():
        assert marks.report_id == report.id
        ids: list[str] = []
        for rows in (marks.passages, marks.mentions, marks.attributions, marks.credits, marks.moments, marks.figures,
                     marks.events):  # fmt: skip
            for row in rows:
                assert row.report_id == report.id
                assert 0 <= row.start < row.end <= len(report.text)
                ids.append(row.id)
        assert len(ids) == len(set(ids))


def test_a_worker_that_dies_costs_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(_reports: object, _pipeline: str) -> None:
        import os

        os._exit(9)

    monkeypatch.setattr(marking, "_mark_chunk", die)
    reports = [replace(demo_reports()[0], id=f"r{n}", text="Mara Vell said the dam was sound.") for n in range(6)]
    assert set(marked(reports, Settings(jobs=2))) == {report.id for report in reports}


def test_few_reports_start_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("workers were started")

    monkeypatch.setattr(marking, "_workers", refused)
    assert len(marked(list(demo_reports())[:2], Settings(jobs=2))) == 2
