"""Where the stages run: composing read, mark, compare and weigh over a story."""

from __future__ import annotations

from whence.run.asof import as_of
from whence.run.trace import TraceResult, trace_inputs
from whence.run.weighing import reweigh

__all__ = ["TraceResult", "as_of", "reweigh", "trace_inputs"]
