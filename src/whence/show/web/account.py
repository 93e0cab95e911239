"""What the pages of the account have in common: where a report and a pair of reports are to be read."""

from __future__ import annotations

from typing import Any

from whence.show.web.view import View


def addresses(view: View) -> dict[str, Any]:
    """`to_report` and `to_copy`, which the shared parts of the templates ask for."""
    return {
        "to_report": lambda report_id: view.url(f"/report/{report_id}"),
        "to_copy": lambda one, other: view.url(f"/copy/{one}/{other}"),
    }
