"""Text and attributes for the XML formats, written as they stream: escaped, and without what XML 1.0 cannot hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, escaped or not (https://www.w3.org/TR/xml/#charsets)."""


def text(value: str) -> str:
    """Characters between tags; one that XML cannot hold becomes U+FFFD, so that offsets still count."""
    return escape(_FORBIDDEN.sub("\ufffd", value), {"\r": "&#13;"})


def tag(name: str, attributes: Mapping[str, object | None], *, close: bool = False) -> str:
    """An opening tag, or an empty element with `close`; attributes that are None are left out."""
    made = "".join(
        f" {key}={quoteattr(_FORBIDDEN.sub(chr(0xFFFD), str(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{made}{'/' if close else ''}>"
