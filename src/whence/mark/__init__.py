"""Mark: one report to the marks inside it. `mark_report` runs every maker of marks in order."""

from __future__ import annotations

from whence.mark.parse import load_pipeline, parse
from whence.mark.report import VERSION, mark_report
from whence.mark.span_model import load_span_model, model_digest

__all__ = ["VERSION", "load_pipeline", "load_span_model", "mark_report", "model_digest", "parse"]
