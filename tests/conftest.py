"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from spacy.language import Language

from whence.mark.parse import load_pipeline
from whence.mark.span_model import SpanModel, load_span_model

pytest_plugins = ["serving"]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default spaCy pipeline, loaded once."""
    return load_pipeline()


@pytest.fixture(scope="session")
def model() -> SpanModel:
    """The trained model of attributions, loaded once."""
    found = load_span_model()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The development data; the test skips where it is absent."""
    named = os.environ.get("WHENCE_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"development data is not at {folder}; name it with WHENCE_DATA")
    return folder
