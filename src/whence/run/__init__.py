"""Where the stages run: composing read, mark, compare and weigh over a story.

What is named here is imported when it is first asked for: to open an account that is kept needs no language model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.run.asof import as_of
    from whence.run.trace import TraceResult, trace_inputs
    from whence.run.weighing import reweigh

__all__ = ["TraceResult", "as_of", "reweigh", "trace_inputs"]

_WHERE = {"TraceResult": "trace", "as_of": "asof", "reweigh": "weighing", "trace_inputs": "trace"}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
