"""Read: bytes to `Report`.

Plain text, HTML, JSON lines, JSON, CSV, feeds, mails, web archives; folders, patterns, archives, standard input.
"""

from __future__ import annotations

from whence.read.inputs import read_inputs, read_text
from whence.read.sources import Inputs, SourceFile, expand_inputs

__all__ = ["Inputs", "SourceFile", "expand_inputs", "read_inputs", "read_text"]
