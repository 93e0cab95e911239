"""Mark: one report to the marks inside it. `mark_report` runs every maker of marks in order.

What is named here is imported when it is first asked for: whoever needs one rule does not load the parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.mark.parse import load_pipeline
    from whence.mark.report import VERSION, mark_report
    from whence.mark.span_model import load_span_model, model_digest

__all__ = ["VERSION", "load_pipeline", "load_span_model", "mark_report", "model_digest"]

_WHERE = {
    "VERSION": "report", "load_pipeline": "parse", "load_span_model": "span_model", "mark_report": "report",
    "model_digest": "span_model",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
