"""MIME messages: a page that a browser saved as one file (MHTML), or a mail with a report or a newsletter in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from whence.read.dates import BadDateError, is_absent, parse_date

HEAD = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
"""The header lines of a message."""
_MARK = re.compile(r"^mime-version:", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(r"^content-type:\s*(?:multipart|text)/", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Message:
    """What a message holds: its page or its words, and what its head says."""

    body: bytes
    charset: str | None
    is_page: bool
    """Whether the body is HTML."""
    is_saved: bool
    """Whether it is a saved page, whose date is that of saving, and not a mail."""
    url: str
    subject: str
    sender: str
    """The name of who sent it, empty where none is given."""
    date: str


def is_message(text: str) -> bool:
    """Whether text begins with the head of a MIME message."""
    head = HEAD.match(text.lstrip("\r\n").replace("\r\n", "\n"))
    return head is not None and bool(_MARK.search(head.group())) and bool(_TYPE.search(head.group()))


def read_message(data: bytes) -> Message | None:
    """The message in the bytes; None where it holds neither a page nor plain text."""
    message = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    part = _page(message) or _part(message, "text/plain")
    if part is None:
        return None
    body = part.get_payload(decode=True)
    saved = message.get_content_type() == "multipart/related" and (
        "snapshot-content-location" in message or "saved by" in str(message.get("from", "")).lower()
    )
    located = [str(message.get("snapshot-content-location", "")), str(part.get("content-location", ""))]
    return Message(
        body if isinstance(body, bytes) else b"",
        part.get_content_charset(),
        part.get_content_type() != "text/plain",
        saved,
        next((one.strip() for one in located if one.strip().startswith(("http://", "https://"))), ""),
        " ".join(str(message.get("subject", "")).split()),
        "" if saved else " ".join(parseaddr(str(message.get("from", "")))[0].split()),
        " ".join(str(message.get("date", "")).split()),
    )


def day_of(words: str) -> str | None:
    """The day that a message's date names, None where it names none."""
    if is_absent(words):
        return None
    try:
        return parse_date(words).earliest
    except BadDateError:
        return None


def _page(message: EmailMessage) -> EmailMessage | None:
    return _part(message, "text/html") or _part(message, "application/xhtml+xml")


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """The first part of a kind that is no attachment."""
    for part in message.walk():
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            assert isinstance(part, EmailMessage)
            return part
    return None
